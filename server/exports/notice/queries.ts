import { and, inArray, isNull } from 'drizzle-orm'
import type { Cohort, Lesson } from '../../cohorts/queries.ts'
import { everyonesTime } from '../../cohorts/electives/rules.ts'
import { lessonsOf } from '../../cohorts/queries.ts'
import { balanceOf, type LessonKind } from '../../cohorts/rules.ts'
import { countsOf } from '../../coverage/counts.ts'
import { questionOf } from '../../coverage/question.ts'
import { halfDaysOf } from '../../credits/rules.ts'
import { teacherFacts } from '../../curriculum/teachers/schema.ts'
import { venueFacts } from '../../curriculum/venues/schema.ts'
import type { Db } from '../../database/db.ts'
import { groupsTold, peopleInGroups } from '../../enrolment/groups/queries.ts'
import type { Form } from '../../files/forms.ts'
import { badInput, Refusal } from '../../http/refusals.ts'
import { unitsBelow } from '../../nominations/queries.ts'
import { requirementsFor } from '../../nominations/rules.ts'
import { packOn, packsOn } from '../../policies/queries.ts'
import { onlineCreditOf } from '../../policies/rules.ts'
import { dayOf, daysAfter, type Day } from '../../time/dates.ts'
import { slotOf, type Slot } from '../../time/halfDays.ts'
import { quotaForm, replyForm, signInForms, timetableForm, type UnitDue } from './annexes.ts'
import { noticeOf, type Asked, type Known, type Notice } from './rules.ts'

/** What the timetable of a cohort says on paper. */
type Planned = { lessons: Lesson[]; form: Form; total: number }

export const timetableOf = async (db: Db, cohort: Cohort, now: Date): Promise<Planned> => {
  const lessons = await lessonsOf(db, cohort.id)
  const on = await packsOn(db, [dayOf(now), ...lessons.map(({ heldOn }) => heldOn)])
  const credit = new Map<string, number>()
  const add = (day: Day, slot: Slot, centiCredits: number) => credit.set(day + slot, (credit.get(day + slot) ?? 0) + centiCredits)
  const planned = lessons.map(lesson => ({ ...lesson, wasHeld: true }))
  for (const { heldOn, slot, centiCredits } of halfDaysOf(planned, day => on(day).pack.conversion))
    add(heldOn, slot, centiCredits)
  const creditOfOpen = ({ heldOn, minutes }: Lesson) => onlineCreditOf(minutes, on(heldOn).pack.online)
  for (const { kind, heldOn, fromMinute, minutes, closesOn, isElective } of lessons)
    if (kind === 'online' && closesOn === null && !isElective)
      add(heldOn, slotOf(fromMinute), onlineCreditOf(minutes, on(heldOn).pack.online))
  const required = lessons.filter(({ closesOn, isElective }) => closesOn !== null && !isElective)
  const total = [...credit.values(), ...required.map(creditOfOpen)].reduce((sum, each) => sum + each, 0)
  const teacherIds = [...new Set(lessons.flatMap(lesson => lesson.teachers.map(({ id }) => id)))]
  const known = await db
    .select()
    .from(teacherFacts)
    .where(and(inArray(teacherFacts.teacherId, teacherIds), isNull(teacherFacts.recordedUntil)))
  const form = timetableForm({
    cohortName: cohort.name,
    organisationName: cohort.organisationName,
    lessons: lessons.map(lesson => ({ ...lesson, combinedWith: partnersSaid(cohort, lesson) })),
    postOf: new Map(known.map(({ teacherId, unit, title }) => [teacherId, unit + title])),
    categories: new Map(on(dayOf(now)).pack.categories.map(({ code, zh }) => [code, zh])),
    creditOf: (day, slot) => credit.get(day + slot) ?? 0,
    creditOfOpen,
    electiveMinutes: cohort.electiveMinutes,
    total
  })
  return { lessons, form, total }
}

/** What is published names no cohort whose timetable is only drafted. */
const partnersSaid = (cohort: Cohort, { combinedWith }: Lesson) =>
  cohort.isPublished ? combinedWith.filter(({ isPublished }) => isPublished) : combinedWith

/** Houses in which lessons of the timetable are held, in its order; a place that is no room stands as it was written. */
const placesOf = async (db: Db, lessons: readonly Lesson[]) => {
  const venueIds = [...new Set(lessons.flatMap(lesson => lesson.venues.map(({ id }) => id)))]
  const known = await db
    .select()
    .from(venueFacts)
    .where(and(inArray(venueFacts.venueId, venueIds), isNull(venueFacts.recordedUntil)))
  const houseOf = new Map(known.map(({ venueId, place }) => [venueId, place]))
  const houses = lessons
    .filter(({ kind }) => kind !== 'onsite' && kind !== 'online')
    .flatMap(lesson => (lesson.venues.length ? lesson.venues.map(({ id }) => houseOf.get(id)!) : (lesson.placeText ?? [])))
  const bases = lessons.filter(({ kind }) => kind === 'onsite').flatMap(({ baseName, placeText }) => baseName ?? placeText ?? [])
  return { places: [...new Set(houses)], bases: [...new Set(bases)] }
}

const KINDS: readonly LessonKind[] = ['classroom', 'onsite', 'online', 'discussion', 'practice', 'selfStudy']

/** Of the units directly below the cohort's organisation, in the order of the tree; whoever counts at none of them comes last. */
const unitsDue = async (
  db: Db,
  cohort: Cohort,
  countedOn: Day,
  asked: { requirement: string; now: Date }
): Promise<UnitDue[]> => {
  const question = await questionOf(db, { requirement: asked.requirement, asOf: countedOn }, asked.now).catch(ofField)
  const counts = (await countsOf(db, { ...question, organisationId: cohort.organisationId })).filter(
    ({ stratum }) => stratum === cohort.stratum
  )
  const below = await unitsBelow(db, cohort.organisationId, countedOn)
  const others = counts
    .filter(({ unitId }) => !below.some(({ id }) => id === unitId))
    .map(({ unitId: id, unitName: name }) => ({ id, name }))
  const units = [...below, ...new Map(others.map(unit => [unit.id, unit])).values()]
  return units.map(({ id, name }) => {
    const people = (state: string) =>
      counts.reduce((sum, count) => sum + (count.unitId === id && count.state === state ? count.people : 0), 0)
    return { name, due: people('covered') + people('outstanding'), covered: people('covered') }
  })
}

/** The day is asked as the day of the notice. */
const ofField = (error: unknown): never => {
  if (!(error instanceof Refusal) || error.field !== 'asOf') throw error
  throw badInput(error.code, error.sentence.zh, error.sentence.en, { field: 'signedOn', facts: error.facts })
}

/** Days on which people come together; a cohort without any has all its days, of which a long one is no sign-in sheet. */
const daysOf = ({ startsOn, endsOn }: Cohort, lessons: readonly Lesson[]): Day[] => {
  const days = new Set(lessons.filter(({ kind }) => kind !== 'online' && kind !== 'selfStudy').map(({ heldOn }) => heldOn))
  if (days.size || lessons.length) return [...days].toSorted()
  const all = []
  for (let day = startsOn; day <= endsOn && all.length < MOST_DAYS; day = daysAfter(day, 1)) all.push(day)
  return all
}
const MOST_DAYS = 31

export type Papers = { notice: Notice; forms: Form[][] }

/** The notice and its annexes as they stand now. */
export const papersOf = async (db: Db, cohort: Cohort, asked: Asked, now: Date): Promise<Papers> => {
  const today = dayOf(now)
  const countedOn = asked.signedOn < today ? asked.signedOn : today
  const { pack } = await packOn(db, today)
  const { lessons, form, total } = await timetableOf(db, cohort, now)
  const [requirement] = requirementsFor(pack, cohort.stratum)
  const units = requirement
    ? await unitsDue(db, cohort, countedOn, { requirement: requirement.code, now })
    : (await unitsBelow(db, cohort.organisationId, countedOn)).map(({ name }) => ({ name, due: 0, covered: 0 }))
  const sum = (of: (unit: UnitDue) => number) => units.reduce((all, unit) => all + of(unit), 0)
  const first = lessons.find(({ closesOn }) => closesOn === null)
  const known: Known = {
    cohortName: cohort.name,
    isPublished: cohort.isPublished,
    organisationName: cohort.organisationName,
    stratumZh: pack.strata.find(({ code }) => code === cohort.stratum)?.zh ?? cohort.stratum,
    requirementZh: requirement?.zh ?? null,
    capacity: cohort.capacity,
    startsOn: cohort.startsOn,
    endsOn: cohort.endsOn,
    begins: first ? { heldOn: first.heldOn, fromMinute: first.fromMinute, title: first.title } : null,
    ...(await placesOf(db, lessons)),
    lessons: KINDS.map(kind => ({ kind, lessons: lessons.filter(lesson => lesson.kind === kind).length })).filter(
      each => each.lessons
    ),
    centiCredits: total,
    menu: lessons.filter(({ isElective }) => isElective).length,
    electiveMinutes: cohort.electiveMinutes,
    isAllOnline: lessons.length > 0 && lessons.every(({ kind }) => kind === 'online'),
    balance: balanceOf(everyonesTime(lessons, cohort.electiveMinutes), pack.ratio),
    ratio: pack.ratio,
    coreZh: pack.categories.find(({ code }) => code === pack.ratio.category)?.zh ?? pack.ratio.category,
    supervisorName: cohort.supervisorName,
    countedOn,
    due: sum(({ due }) => due),
    covered: sum(({ covered }) => covered)
  }
  const nameOf = new Map((await groupsTold(db, cohort.id)).map(({ id, name }) => [id, name]))
  const seated = (await peopleInGroups(db, cohort)).map(({ number, groupId, name, unitAndPost }) => ({
    number,
    group: groupId === null ? null : nameOf.get(groupId)!,
    name,
    unitAndPost
  }))
  return {
    notice: noticeOf(known, asked),
    forms: [
      [form],
      [quotaForm(known, units)],
      [replyForm(cohort.name)],
      signInForms(cohort.name, daysOf(cohort, lessons), seated)
    ]
  }
}
