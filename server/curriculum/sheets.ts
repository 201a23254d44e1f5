import { createHash } from 'node:crypto'
import type { Db } from '../database/db.ts'
import { isUnreadable } from '../files/sheets.ts'
import type { Sheet } from '../files/tables.ts'
import type { Unreadable } from '../files/unreadable.ts'
import { badInput, refuse, type Sentence } from '../http/refusals.ts'
import type { Actor } from '../http/actor.ts'
import { rowsIn, type Form, type RowRead } from './forms.ts'
import { addKept, changeKept, keptAt, type Kept, type Noun } from './keeping.ts'
import { tidied } from './rules.ts'

/** What one row of a file would do. `id`: of the thing it changes. */
export type Outcome<Facts> = {
  row: number
  name: string
  what: 'new' | 'changed' | 'same' | 'refused'
  id: number | null
  facts: Facts
  changed: { field: string; before: string; after: string }[]
  faults: ({ field: string } & Sentence)[]
  notes: Sentence[]
}

/** More is nobody's catalogue, and would hold up everybody. */
const MOST_ROWS = 3000

type Means = { work: (name: string, input: object) => Promise<unknown> }
type Sent = { body: Uint8Array | null; query: { fileName: string } }

/** A workbook is unpacked in a thread of its own. */
export const prepareSheets = async (_db: Db, { body, query }: Sent, { work }: Means) => ({
  sheets: body?.length ? await work('timetables.sheets', { bytes: body, fileName: query.fileName }) : null
})

/** The table of this form in a file, or a refusal that says what is missing. */
export const formIn = <Facts, Shown>(prepared: Record<string, unknown>, form: Form<Facts, Shown>) => {
  const sheets = prepared.sheets as Sheet[] | Unreadable | null
  if (!sheets) throw badInput('no-file', '没有收到文件。', 'No file was received.', { field: 'file' })
  if (isUnreadable(sheets)) throw badInput(sheets.reason, sheets.zh, sheets.en, { field: 'file' })
  for (const sheet of sheets.toSorted((one, other) => Number(one.isHidden) - Number(other.isHidden))) {
    const read = rowsIn(sheet, form)
    if (!read) continue
    if (read.rows.length > MOST_ROWS)
      throw badInput(
        'too-many-rows',
        `一次最多 ${MOST_ROWS} 行，请分开来导。`,
        `At most ${MOST_ROWS} rows at once; divide the file.`,
        {
          field: 'file'
        }
      )
    return { sheetName: sheet.name, ...read }
  }
  const needed = form.columns.filter(({ field }) => form.needed.includes(field)).map(({ heading }) => heading)
  throw badInput(
    'no-form',
    `没有找到表头：要有${needed.map(heading => `“${heading}”`).join('、')}。`,
    `There is no heading row: it names ${needed.join(', ')}.`,
    { field: 'file' }
  )
}

const shownAs = (written: string | number | null): string => (written === null ? '' : String(written))

/** What a row would change of what is known, told in the words of the form. */
export const differing = <Facts, Shown>(form: Form<Facts, Shown>, before: Facts, after: Facts): Outcome<Facts>['changed'] =>
  form.columns.flatMap(({ field, read, write }) => {
    if (!read) return []
    const [was, is] = [before, after].map(facts => shownAs(write(facts as never)))
    return was === is ? [] : [{ field, before: was!, after: is! }]
  })

/** Stands for exactly this outcome of exactly this file. */
export const sealOf = (outcomes: readonly object[]): string => createHash('sha256').update(JSON.stringify(outcomes)).digest('hex')

export const changedSince = () =>
  refuse(
    'changed-since',
    '预览之后资料有了变动，什么都没有写入。请重新预览一次。',
    'Something has changed since this file was looked at; nothing was written. Look at it again.'
  )

const TWICE: Sentence = { zh: '文件里前面已经有这一行。', en: 'The file has this one already, further up.' }
export const HIDDEN: Sentence = {
  zh: '已停用；资料会更新，仍不列出。',
  en: 'It is hidden; it is brought up to date and stays hidden.'
}

/** Compares the rows of a file with what an organisation keeps. A column the file does not have stays as it is. */
export const outcomesOf = <Facts extends object & { name: string }>(
  form: Form<Facts>,
  rows: readonly RowRead<Facts>[],
  known: readonly Kept<Facts>[],
  keyOf: (facts: Partial<Facts>) => string,
  blank: Omit<Facts, keyof Facts & never>
): Outcome<Facts>[] => {
  const byKey = new Map(known.map(thing => [keyOf(thing), thing]))
  const seen = new Set<string>()
  return rows.map(({ row, facts: said, faults }) => {
    const key = keyOf(said)
    const before = byKey.get(key)
    const facts = tidied({ ...(before ?? blank), ...withoutBlanks(said, before ?? blank) }) as Facts
    const outcome = { row, name: said.name ?? '', id: before?.id ?? null, facts, changed: [], faults, notes: [] }
    if (faults.length) return { ...outcome, what: 'refused' as const }
    if (seen.has(key)) return { ...outcome, what: 'refused' as const, faults: [{ field: 'name', ...TWICE }] }
    seen.add(key)
    if (!before) return { ...outcome, what: 'new' as const }
    const changed = differing(form, before, facts)
    const notes = before.isHidden ? [HIDDEN] : []
    return { ...outcome, notes, changed, what: changed.length ? ('changed' as const) : ('same' as const) }
  })
}

/** A blank cell empties a field that may be empty; one that may not stays as it is. */
const withoutBlanks = <Facts extends object>(said: Partial<Facts>, otherwise: object): Partial<Facts> =>
  Object.fromEntries(
    Object.entries(said).filter(
      ([field, value]) => value !== null || (otherwise as Record<string, unknown>)[field] === null || NULLABLE.has(field)
    )
  ) as Partial<Facts>

const NULLABLE = new Set([
  'gender',
  'birthMonth',
  'category',
  'specialty',
  'contact',
  'feeRate',
  'remark',
  'capacity',
  'guide',
  'travelMinutes',
  'openingHours',
  'cost'
])

export const countsOf = (outcomes: readonly { what: Outcome<object>['what'] }[]) => {
  const count = (wanted: Outcome<object>['what']) => outcomes.filter(({ what }) => what === wanted).length
  return { added: count('new'), changed: count('changed'), same: count('same'), refused: count('refused') }
}

type Asking = {
  db: Db
  actor: Actor
  found: { id: number; path: string }
  prepared: Record<string, unknown>
  query: { fileName: string; seal?: string }
  now: Date
  note: (details: Record<string, unknown>, organisationId?: number) => void
}

/** Reading and carrying out a file of a noun. Rows that cannot be read are told and left out; of the others all go in, or none. */
export const sheetActsOn = <Facts extends object & { name: string }>(
  noun: Noun<Facts>,
  { form, keyOf, blank }: { form: Form<Facts>; keyOf: (facts: Partial<Facts>) => string; blank: Facts }
) => {
  const outcomes = async ({ db, found, prepared }: Asking) => {
    const { rows, sheetName, unknown } = formIn(prepared, form)
    const all = outcomesOf(form, rows, await keptAt(db, noun, found), keyOf, blank)
    return { sheetName, unknown, all, seal: sealOf(all) }
  }
  return {
    prepare: prepareSheets,
    read: async (asking: Asking) => {
      const { sheetName, unknown, all, seal } = await outcomes(asking)
      asking.note({ fileName: asking.query.fileName, ...countsOf(all) }, asking.found.id)
      return { sheetName, unknown, seal, rows: all.map(({ facts: _facts, id: _id, ...told }) => told) }
    },
    carryOut: async (asking: Asking) => {
      const { db, actor, found, now, note, query } = asking
      const { all, seal } = await outcomes(asking)
      if (seal !== query.seal) throw changedSince()
      const known = new Map((await keptAt(db, noun, found)).map(thing => [thing.id, thing]))
      const writing = { by: actor.accountId, now }
      for (const { what, id, facts } of all) {
        const fields = Object.fromEntries(noun.fields.map(field => [field, facts[field]])) as Facts
        if (what === 'new') await addKept(db, noun, { ...fields, organisationId: found.id, isHidden: false }, writing)
        if (what === 'changed')
          await changeKept(db, noun, id!, { ...fields, organisationId: found.id, isHidden: known.get(id!)!.isHidden }, writing)
      }
      const named = (wanted: 'new' | 'changed') => all.filter(({ what }) => what === wanted).map(({ name }) => name)
      note({ fileName: query.fileName, ...countsOf(all), new: named('new'), altered: named('changed') }, found.id)
      return countsOf(all)
    }
  }
}
