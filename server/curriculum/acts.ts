import type { Db } from '../database/db.ts'
import type { Actor } from '../http/actor.ts'
import { refuse, type Sentence } from '../http/refusals.ts'
import { usesOf } from './calendar.ts'
import type { Used } from './questions.ts'
import { addKept, changeKept, holdKept, pastOf, removeKept, type Kept, type Noun } from './keeping.ts'
import { changesBetween, historyOf, tidied } from './rules.ts'

type Asking = {
  db: Db
  actor: Actor
  now: Date
  note: (details: Record<string, unknown>, organisationId?: number) => void
}

/** How a noun is called in what is refused, and in the audit line; `zh` with its measure word. `used`: by which lessons it may be used. */
export type Called = { idName: string; used?: (id: number) => Used; zh: string; en: string }

const said = (code: string, { zh, en }: Sentence) => refuse(code, zh, en)

/** What is done with every noun of the catalogues alike: adding, changing, hiding, telling the history, deleting. */
export const actsOn = <Facts extends object & { name: string }>(noun: Noun<Facts>, { idName, used, zh, en }: Called) => ({
  add: async ({ db, actor, now, note }: Asking, organisation: { id: number }, sent: Facts) => {
    const facts = tidied(sent)
    const known = { ...facts, organisationId: organisation.id, isHidden: false }
    const id = await addKept(db, noun, known, { by: actor.accountId, now })
    note({ [idName]: id, name: facts.name }, organisation.id)
    return { id }
  },

  change: async ({ db, actor, now, note }: Asking, found: { id: number }, sent: Facts) => {
    const before = await holdKept(db, noun, found.id)
    const facts = tidied(sent)
    const changed = changesBetween(noun.fields, before, facts)
    if (!changed.length)
      throw said('nothing-changed', { zh: '和现在的资料一样。', en: `This is what is already known of the ${en}.` })
    const { organisationId, isHidden } = before
    await changeKept(db, noun, before.id, { ...facts, organisationId, isHidden }, { by: actor.accountId, now })
    note({ [idName]: before.id, name: facts.name, changed }, organisationId)
    return { done: true as const }
  },

  turn: async ({ db, actor, now, note }: Asking, found: { id: number }, isHidden: boolean) => {
    const { id, path: _path, organisationName: _name, ...before } = await holdKept(db, noun, found.id)
    if (before.isHidden === isHidden)
      throw isHidden
        ? said('already-hidden', { zh: `这${zh}已经停用。`, en: `This ${en} is hidden already.` })
        : said('not-hidden', { zh: `这${zh}没有停用。`, en: `This ${en} is not hidden.` })
    const known = { ...(before as unknown as Kept<Facts>), isHidden }
    await changeKept(db, noun, id, known, { by: actor.accountId, now })
    note({ [idName]: id, name: before.name, isHidden }, before.organisationId)
    return { done: true as const }
  },

  changes: async ({ db }: Pick<Asking, 'db'>, found: { id: number }) => ({
    changes: historyOf(noun.fields, await pastOf(db, noun, found.id))
  }),

  /** What was known of it goes into the line: it is the only place where it still stands. */
  remove: async ({ db, actor, note }: Asking, found: { id: number }) => {
    const { path: _path, organisationName: _name, ...thing } = await holdKept(db, noun, found.id)
    const uses = used && (await usesOf(db, actor, used(thing.id)))
    if (uses?.lessons) throw isUsed({ zh, en }, uses)
    await removeKept(db, noun, thing.id)
    note({ [idName]: thing.id, name: thing.name, removed: factsIn(noun, thing as unknown as Facts) }, thing.organisationId)
    return { done: true as const }
  }
})

/** Telephone numbers are in no audit line. */
const factsIn = <Facts>({ fields }: Noun<Facts>, facts: Facts): Record<string, unknown> =>
  Object.fromEntries(fields.filter(field => field !== 'contact').map(field => [field, facts[field]]))

type Uses = { lessons: number; cohorts: readonly { name: string }[] }

/** Names one of those who use it, so that one knows where to look. */
export const isUsed = ({ zh, en }: Sentence, { lessons, cohorts: [one] }: Uses) =>
  refuse(
    'in-use',
    `${one ? `“${one.name}”等` : '别的单位的'}课程表里有 ${lessons} 节课用着这${zh}，不能删除；可以停用，停用后不再列出，原有的课不变。`,
    `${lessons} lessons use this ${en}${one ? `, among them of “${one.name}”` : ''}; it cannot be deleted. Hide it instead: it is offered no more, and the lessons keep it.`,
    { facts: { lessons } }
  )

/** Said by the key itself, where a lesson came in between. */
export const keptByKey =
  ({ zh, en }: Sentence) =>
  () =>
    refuse(
      'in-use',
      `还有课程或课程表用着这${zh}，不能删除；可以停用。`,
      `Courses or timetables use this ${en}; it cannot be deleted. Hide it instead.`
    )
