import { formBook, type TextSheet } from '../../files/formBook.ts'
import type { Form } from '../../files/forms.ts'
import type { Notice } from './rules.ts'

/** The notice as a workbook: its text on the first sheet, then a sheet for each annex. */
export const bookNotice = (notice: Notice, forms: readonly (readonly Form[])[]): Promise<Uint8Array> =>
  formBook(
    textOf(notice),
    forms.flatMap((ofAnnex, at) => ofAnnex.map(form => ({ ...form, name: `附件${at + 1} ${form.name}` }))),
    notice.mark
  )

const INDENT = '　　'

const textOf = (notice: Notice): TextSheet => ({
  name: '通知',
  lines: [
    ...(notice.mark ? [{ text: notice.mark, style: 'bold' as const }] : []),
    { text: notice.head, style: 'head' },
    { text: notice.number, style: 'centre' },
    { text: '', style: 'plain' },
    { text: notice.title, style: 'title' },
    { text: notice.addressees, style: 'plain' },
    ...notice.paragraphs.map(({ level, heading, said }) => ({
      text: INDENT + heading + said,
      style: level === 1 ? ('bold' as const) : ('plain' as const)
    })),
    { text: '', style: 'plain' },
    ...notice.annexes.map((name, at) => ({
      text: `${INDENT}${at === 0 ? '附件：' : '　　　'}${at + 1}. ${name}`,
      style: 'plain' as const
    })),
    { text: '', style: 'plain' },
    { text: `${notice.issuer}${INDENT}`, style: 'right' },
    { text: `${notice.signedOn}${INDENT}${INDENT}`, style: 'right' }
  ]
})
