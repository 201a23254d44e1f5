import type { BodyOf } from '../http/contract.ts'
import { badInput, refuse } from '../http/refusals.ts'
import type { contract } from './contract.ts'
import type { SheetMapping } from './mapping.ts'
import type { Corrected, Corrections, OneImport } from './queries.ts'
import type { Reading } from './reading.ts'

type Body = BodyOf<(typeof contract)['PUT /imports/:importId']>

/** The corrections of a file with those of a body added; what cannot be meant is refused and names its field. */
export const corrected = (imported: OneImport, body: Body, reading: Reading): Corrected => ({
  effectiveOn: body.effectiveOn ?? imported.effectiveOn,
  isCompleteList: body.isCompleteList ?? imported.isCompleteList,
  corrections: {
    sheets: { ...imported.corrections.sheets, ...sheetsOf(imported.corrections, body, reading) },
    people: { ...imported.corrections.people, ...peopleOf(body, reading) },
    organisations: { ...imported.corrections.organisations, ...organisationsOf(imported.corrections, body, reading) }
  }
})

const sheetsOf = (kept: Corrections, { sheets = [] }: Body, reading: Reading): Corrections['sheets'] =>
  Object.fromEntries(
    sheets.map(({ name, columns, unit, headerFirst, headerLast, isLeftOut }) => {
      if (!reading.sheets.some(sheet => sheet.name === name))
        throw badInput('unknown-sheet', `文件里没有工作表“${name}”。`, `The file has no sheet "${name}".`, {
          field: 'sheets.name'
        })
      if (headerLast !== undefined && headerLast < (headerFirst ?? headerLast))
        throw badInput('wrong-way-round', '表头的末行不能在首行之上。', 'The last heading row cannot be above the first.', {
          field: 'sheets.headerLast'
        })
      const before: SheetMapping = kept.sheets[name] ?? {}
      const byLetter = Object.fromEntries((columns ?? []).map(({ letter, field }) => [letter, field]))
      const mapping: SheetMapping = {
        ...before,
        ...(isLeftOut === undefined ? {} : { isLeftOut }),
        ...(headerFirst === undefined ? {} : { headerFirst, headerLast: headerLast ?? headerFirst }),
        ...(unit === undefined ? {} : { township: unit }),
        ...(columns ? { columns: { ...before.columns, ...byLetter } } : {})
      }
      return [name, mapping]
    })
  )

const peopleOf = ({ people = [] }: Body, { diff }: Reading): Corrections['people'] =>
  Object.fromEntries(
    people.map(({ sheet, row, verdict, personId }) => {
      const question = diff.people.find(({ rows }) => rows[0]?.sheet === sheet && rows[0].row === row)
      if (question?.kind !== 'samePerson')
        throw badInput(
          'no-question',
          `“${sheet}”第 ${row} 行没有要定的人。`,
          `Nobody is in question in "${sheet}", row ${row}.`,
          { field: 'people' }
        )
      if (verdict === 'same' && !question.candidates.some(candidate => candidate.personId === personId))
        throw badInput('not-a-candidate', '请从列出的人里选。', 'Choose one of the people listed.', { field: 'people.personId' })
      if (verdict === 'different' && question.candidates.some(({ alike }) => alike === 'idUnderOtherName'))
        throw refuse(
          'one-id-number',
          '身份证号相同，不能是两个人：请核对是谁的号码写错了，或者先放着。',
          'One ID number cannot be two people: find out whose was mistyped, or leave it for later.',
          { field: 'people.verdict' }
        )
      return [`${sheet}!${row}`, { verdict, personId: verdict === 'same' ? personId : null }]
    })
  )

const organisationsOf = (kept: Corrections, { organisations = [] }: Body, reading: Reading): Corrections['organisations'] =>
  Object.fromEntries(
    organisations.map(({ key, sameAs, field }) => {
      const before = kept.organisations[key] ?? { sameAs: null, field: null }
      if (sameAs && !reading.organisations.some(({ id }) => id === sameAs))
        throw badInput(
          'unknown-organisation',
          '没有这个党组织，或不在所选的范围内。',
          'No such organisation within the part chosen.',
          {
            field: 'organisations.sameAs'
          }
        )
      return [key, { sameAs: sameAs === undefined ? before.sameAs : sameAs, field: field === undefined ? before.field : field }]
    })
  )
