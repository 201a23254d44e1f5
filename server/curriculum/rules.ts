/**
 * Catalogues: courses, textbooks, teachers, venues, teaching bases.
 * A thing belongs to an organisation, which keeps what is known of it; whoever plans below or above that organisation may use it.
 * What is known of a thing changes by a new row with who and when; what was known before stays.
 * Hidden, a thing is offered to no new lesson and stays on the lessons it has. It can be deleted only while nothing has ever used it.
 */

/** As it is kept: nothing but blanks is nothing, and a word of a list stands once. */
export const tidied = <Facts extends object>(facts: Facts): Facts =>
  Object.fromEntries(Object.entries(facts).map(([field, value]) => [field, plain(value)])) as Facts

const plain = (value: unknown): unknown => {
  if (typeof value === 'string') return value.trim() || null
  if (!Array.isArray(value)) return value
  const words = value.map(word => (typeof word === 'string' ? word.trim() : word)).filter(word => word !== '')
  return [...new Set(words)]
}

/** What differs between two rows of one thing, in the order of its form. */
export const changesBetween = <Field extends string>(
  fields: readonly Field[],
  before: { readonly [F in Field]?: unknown },
  after: { readonly [F in Field]?: unknown }
): Field[] => fields.filter(field => JSON.stringify(before[field] ?? null) !== JSON.stringify(after[field] ?? null))

export const TURNS = ['added', 'changed', 'hidden', 'shown'] as const
export type Turn = (typeof TURNS)[number]

/** What became different with each row, newest first, seen against the one before it. */
export const historyOf = <Field extends string, Row extends { isHidden: boolean; recordedAt: string; recordedBy: string | null }>(
  fields: readonly Field[],
  rows: readonly Row[]
): { recordedAt: string; recordedBy: string | null; fields: Field[]; what: Turn }[] =>
  rows.map(({ recordedAt, recordedBy, ...row }, at) => {
    const before = rows[at + 1]
    const turned = row.isHidden ? 'hidden' : 'shown'
    return {
      recordedAt,
      recordedBy,
      fields: before ? changesBetween(fields, before as never, row as never) : [],
      what: !before ? 'added' : row.isHidden === before.isHidden ? 'changed' : turned
    }
  })

/** Whether one of these texts contains every word that is looked for. */
export const isNamed = (looked: string, texts: readonly (string | null)[]): boolean => {
  const all = texts.join(' ').normalize('NFKC').toLowerCase()
  return looked
    .normalize('NFKC')
    .toLowerCase()
    .split(/\s+/)
    .every(word => all.includes(word))
}

export const SHOWN = ['offered', 'hidden', 'all'] as const
/** A list shows what is offered; what is hidden, or both, only when it is asked for. */
export type Shown = (typeof SHOWN)[number]

export const isShown = (shown: Shown | undefined, isHidden: boolean): boolean =>
  shown === 'all' || isHidden === (shown === 'hidden')
