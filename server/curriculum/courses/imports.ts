import type { Db } from '../../database/db.ts'
import type { Actor } from '../../http/actor.ts'
import type { Sentence } from '../../http/refusals.ts'
import { allCategories } from '../../policies/queries.ts'
import type { RowRead } from '../forms.ts'
import { tidied } from '../rules.ts'
import { changedSince, countsOf, differing, formIn, HIDDEN, prepareSheets, sealOf, type Outcome } from '../sheets.ts'
import { teachersFor } from '../teachers/queries.ts'
import { textbooksListed } from '../textbooks/queries.ts'
import { courseForm, NEW_COURSE, type CourseSaid, type NamedInSheets } from './form.ts'
import { marksCoreTheory } from './permissions.ts'
import { addCourse, asks, coursesListed, factsOf, holdCourse, markCourse, nextVersion, type Course } from './queries.ts'
import { CORE_THEORY, markedAmiss, unmarkedCategory } from './rules.ts'

export { prepareSheets }

type Asking = {
  db: Db
  actor: Actor
  found: { id: number; path: string }
  prepared: Record<string, unknown>
  query: { fileName: string; seal?: string }
  now: Date
  note: (details: Record<string, unknown>, organisationId?: number) => void
  announce: (what: string, ids: readonly number[]) => Promise<void>
}

/** `asking`: the row calls it core theory, and whoever sends it may only ask for that. */
type CourseOutcome = Outcome<CourseSaid> & { asking: boolean }

const named = async (db: Db, path: string): Promise<NamedInSheets> => ({
  categories: await allCategories(db),
  teachers: await teachersFor(db, [path]),
  textbooks: await textbooksListed(db, [path], { shown: 'all' })
})

const FROM_HERE: Sentence = {
  zh: '类别写的是“核心理论”：先按“其他”入库，同时向最上级部门申请标注。',
  en: 'Its category is core theory: it comes in as another category, and the department at the root is asked to mark it.'
}
const STANDS: Sentence = {
  zh: '已标为核心理论，名称、授课方式、时长、简介和类别由最上级部门改。',
  en: 'It is marked as core theory; title, method, length, summary and category are changed by the department at the root.'
}
const CONTRADICTS: Sentence = {
  zh: '“是否核心理论”填了否，“课程类别”却是核心理论。',
  en: 'It says it is no core theory, and its category is core theory.'
}
const NO_LENGTH: Sentence = { zh: '要有学时或时长。', en: 'Say its credit hours or its minutes.' }
const TWICE: Sentence = { zh: '文件里前面已经有这个编号。', en: 'The file has this code already, further up.' }

type Said = Partial<CourseSaid> & { isCoreTheory?: boolean | null; exactMinutes?: number | null }

const outcomesOf = async ({ db, actor, found, prepared }: Asking) => {
  const names = await named(db, found.path)
  const form = courseForm(names)
  const { rows, sheetName, unknown } = formIn(prepared, form)
  const known = (await coursesListed(db, [found.path], { shown: 'all' })).filter(course => course.organisationId === found.id)
  const byCode = new Map(known.map(course => [course.code, course]))
  const mayMark = marksCoreTheory(actor)
  const blank = { ...NEW_COURSE, category: unmarkedCategory(names.categories.map(({ code }) => code)) }
  const seen = new Set<string>()
  const all = rows.map(({ row, facts: said, faults }: RowRead<CourseSaid>): CourseOutcome => {
    const { isCoreTheory = null, exactMinutes = null, ...written } = said as Said
    const code = written.code ?? ''
    const before = byCode.get(code) ?? null
    const was: CourseSaid | null = before && { ...factsOf(before), name: before.title }
    const wrong = [...faults]
    if (seen.has(code) && code) wrong.push({ field: 'code', ...TWICE })
    seen.add(code)
    const kept = Object.fromEntries(Object.entries(written).filter(([field, value]) => value !== null || field !== 'category'))
    const facts = tidied({ ...(was ?? blank), ...kept, minutes: minutesIn(written.minutes, exactMinutes, was) }) as CourseSaid
    if (isCoreTheory === false && written.category === CORE_THEORY) wrong.push({ field: 'category', ...CONTRADICTS })
    if (isCoreTheory) facts.category = CORE_THEORY
    if (facts.minutes < 1 && !wrong.some(({ field }) => field === 'credits')) wrong.push({ field: 'credits', ...NO_LENGTH })
    const asking = !mayMark && facts.category === CORE_THEORY && was?.category !== CORE_THEORY
    if (asking) facts.category = was?.category ?? blank.category
    if (markedAmiss(was, facts, mayMark)) wrong.push({ field: 'category', ...STANDS })
    const changed = was ? differing(form, was, facts) : []
    const what = wrong.length ? 'refused' : !was ? 'new' : changed.length ? 'changed' : 'same'
    const notes = [...(before?.isHidden ? [HIDDEN] : []), ...(asking ? [FROM_HERE] : [])]
    return { row, name: facts.title, what, id: before?.id ?? null, facts, changed, faults: wrong, notes, asking }
  })
  return { sheetName, unknown, all, seal: sealOf(all), byId: new Map(known.map(course => [course.id, course])) }
}

/** Minutes say it exactly; credit hours are rounded, so a course they still describe keeps its minutes. */
const minutesIn = (ofCredits: number | undefined, exact: number | null, was: CourseSaid | null): number => {
  if (exact !== null) return exact
  if (ofCredits === undefined) return was?.minutes ?? 0
  return was && Math.abs(was.minutes - ofCredits) <= 1 ? was.minutes : ofCredits
}

export const readCourses = async (asking: Asking) => {
  const { sheetName, unknown, all, seal } = await outcomesOf(asking)
  asking.note({ fileName: asking.query.fileName, ...countsOf(all) }, asking.found.id)
  return { sheetName, unknown, seal, rows: all.map(({ facts: _facts, id: _id, asking: _asking, ...told }) => told) }
}

export const carryOutCourses = async (asking: Asking) => {
  const { db, actor, found, now, note, query, announce } = asking
  const { all, seal, byId } = await outcomesOf(asking)
  if (seal !== query.seal) throw changedSince()
  const by = actor.accountId
  const mark = (courseId: number, what: 'asked' | 'marked' | 'unmarked') =>
    markCourse(db, { courseId, what, reason: `导入 ${query.fileName}`, recordedBy: by, recordedAt: now })
  const versions: number[] = []
  for (const { what, id, facts: said, asking: isAsking } of all) {
    if (what === 'refused') continue
    const { name: _name, ...facts } = said
    let course: Course | null = id === null ? null : byId.get(id)!
    let courseId = id
    if (what === 'new') courseId = (await addCourse(db, found.id, facts, by, now)).id
    if (what === 'changed') {
      course = await holdCourse(db, id!)
      versions.push(await nextVersion(db, course, facts, by, now))
    }
    const [was, is] = [course?.category === CORE_THEORY, facts.category === CORE_THEORY]
    if (was !== is && what !== 'same') await mark(courseId!, is ? 'marked' : 'unmarked')
    if (isAsking && !(course && asks(course))) await mark(courseId!, 'asked')
  }
  const titles = (wanted: 'new' | 'changed') => all.filter(({ what }) => what === wanted).map(({ name }) => name)
  note({ fileName: query.fileName, ...countsOf(all), new: titles('new'), altered: titles('changed') }, found.id)
  await announce('coursesChanged', versions)
  return countsOf(all)
}
