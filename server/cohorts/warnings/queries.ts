import { sql } from 'drizzle-orm'
import { rowsOf, type Db } from '../../database/db.ts'
import type { Actor } from '../../http/actor.ts'
import { dayOf } from '../../time/dates.ts'
import { manages } from '../permissions.ts'
import { cohortById, lessonsOf, lessonsOfThese, type Cohort, type Lesson } from '../queries.ts'
import { questions } from '../questions.ts'
import { collisions, expectedIn, hurries, placesMissing, type Placed } from './rules.ts'

export type Warning = {
  what: 'rooms' | 'travel' | 'learners'
  lessonId: number
  title: string
  heldOn: string
  fromMinute: number
  untilMinute: number
  count: number
  needed: number | null
  who: string | null
  otherTitle: string | null
  otherCohortName: string | null
  otherFromMinute: number | null
  names: string[]
}

const NOTHING = { needed: null, who: null, otherTitle: null, otherCohortName: null, otherFromMinute: null, names: [] }

const numbers = (values: Iterable<number>) =>
  sql`(select value::bigint from jsonb_array_elements_text(${JSON.stringify([...values])}::jsonb))`

const waysTo = async (db: Db, lessons: readonly Lesson[]): Promise<Map<number, number | null>> => {
  const bases = new Set(lessons.flatMap(({ baseId }) => baseId ?? []))
  if (!bases.size) return new Map()
  const rows = await rowsOf<{ id: number; minutes: number | null }>(
    db,
    sql`select base_id as id, travel_minutes as minutes from teaching_base_facts where recorded_until is null and base_id in ${numbers(bases)}`
  )
  return new Map(rows.map(({ id, minutes }) => [id, minutes]))
}

const placedBy =
  (ways: ReadonlyMap<number, number | null>) =>
  ({ id, cohortId, title, kind, heldOn, fromMinute, untilMinute, teachers, groups, baseId, combinedId }: Lesson): Placed => ({
    lessonId: id,
    cohortId,
    title,
    kind,
    heldOn,
    fromMinute,
    untilMinute,
    teachers,
    groupIds: groups.map(group => group.id),
    baseId,
    combinedId,
    travelMinutes: baseId === null ? null : (ways.get(baseId) ?? null)
  })

/** Lessons of other cohorts on the days of these, given by the same teachers; not those that are these, taught to others as well. */
const taughtElsewhere = async (db: Db, cohortId: number, own: readonly Lesson[]): Promise<Lesson[]> => {
  const teachers = new Set(own.flatMap(({ teachers: those }) => those.map(({ id }) => id)))
  if (!teachers.size) return []
  const days = new Set(own.map(({ heldOn }) => heldOn))
  const cohorts = sql`select l.cohort_id from bookings b join lessons l on l.id = b.lesson_id
    where b.teacher_id in ${numbers(teachers)} and l.cohort_id <> ${cohortId}
      and l.held_on in (select value::date from jsonb_array_elements_text(${JSON.stringify([...days])}::jsonb))
      and not exists (select from cohort_steps s where s.cohort_id = l.cohort_id and s.kind = 'cancelled')`
  const known = new Set(own.flatMap(({ combinedId }) => combinedId ?? []))
  return (await lessonsOfThese(db, cohorts)).filter(
    ({ heldOn, wasHeld, combinedId }) => days.has(heldOn) && wasHeld !== false && !known.has(combinedId!)
  )
}

/** How many people other cohorts send to each of these lessons, by lesson. */
const othersIn = async (db: Db, own: readonly Lesson[]): Promise<Map<number, number>> => {
  const shared = own.filter(({ combinedWith }) => combinedWith.length)
  const others = shared.length
    ? await lessonsOfThese(
        db,
        numbers(new Set(shared.flatMap(({ combinedWith }) => combinedWith.map(({ cohortId }) => cohortId))))
      )
    : []
  const people = new Map<number, number>()
  for (const { id, combinedId, combinedWith } of shared)
    for (const { cohortId } of combinedWith) {
      const groups = others.find(other => other.combinedId === combinedId && other.cohortId === cohortId)!.groups
      const learners = groups.length ? await questions.learnersOf(db, cohortId) : []
      const inGroup = (group: number) => learners.filter(({ groupId }) => groupId === group).length
      const ids = groups.map(group => group.id)
      people.set(id, (people.get(id) ?? 0) + expectedIn(ids, (await cohortById(db, cohortId))!.capacity, inGroup))
    }
  return people
}

/** Those who sit in this cohort, or are named, and have a lesson elsewhere at the same time. */
export const collisionsOf = async (
  db: Db,
  actor: Actor,
  cohort: Cohort,
  own: readonly Lesson[],
  personIds: readonly number[] | null
): Promise<Warning[]> => {
  const there = await questions.seatsElsewhere(db, cohort.id, personIds)
  if (!there.length) return []
  const here = await questions.learnersOf(db, cohort.id)
  const others = await lessonsOfThese(db, numbers(new Set(there.map(({ cohortId }) => cohortId))))
  const placed = placedBy(new Map())
  const found = collisions(own.map(placed), here, others.filter(({ wasHeld }) => wasHeld !== false).map(placed), there)
  const cohorts = new Map<number, Cohort>()
  for (const id of new Set(found.map(({ other }) => other.cohortId))) cohorts.set(id, (await cohortById(db, id))!)
  return found.map(({ lesson, other, people }) => {
    const elsewhere = cohorts.get(other.cohortId)!
    const isOneHand = manages(actor, cohort) && manages(actor, elsewhere)
    const { lessonId, title, heldOn, fromMinute, untilMinute } = lesson
    return {
      ...NOTHING,
      what: 'learners' as const,
      lessonId,
      title,
      heldOn,
      fromMinute,
      untilMinute,
      count: people.length,
      otherTitle: other.title,
      otherCohortName: elsewhere.name,
      otherFromMinute: other.fromMinute,
      names: isOneHand ? people.map(({ name }) => name) : []
    }
  })
}

/** Of lessons that are still to come or under way today; nobody can plan what is over. */
export const stillToCome = async (db: Db, cohortId: number, now: Date): Promise<Lesson[]> =>
  (await lessonsOf(db, cohortId)).filter(({ heldOn, wasHeld }) => heldOn >= dayOf(now) && wasHeld === null)

export const warningsOf = async (db: Db, actor: Actor, cohort: Cohort, now: Date): Promise<Warning[]> => {
  if (cohort.isClosed || cohort.isCancelled) return []
  const own = await stillToCome(db, cohort.id, now)
  const [others, learners, capacities] = [
    await taughtElsewhere(db, cohort.id, own),
    await questions.learnersOf(db, cohort.id),
    await rowsOf<{ id: number; capacity: number }>(
      db,
      sql`select venue_id as id, capacity from venue_facts where recorded_until is null
          and venue_id in ${numbers(new Set(own.flatMap(({ venues }) => venues.map(({ id }) => id))))}`
    )
  ]
  const capacityOf = new Map(capacities.map(({ id, capacity }) => [id, capacity]))
  const inGroup = (id: number) => learners.filter(({ groupId }) => groupId === id).length
  const sitToo = await othersIn(db, own)
  const rooms = own.flatMap((lesson): Warning[] => {
    const { id: lessonId, title, heldOn, fromMinute, untilMinute } = lesson
    const asked = {
      rooms: lesson.venues.map(({ id }) => ({ capacity: capacityOf.get(id) ?? 0 })),
      hasOtherPlace: lesson.placeText !== null || lesson.baseId !== null,
      groupIds: lesson.groups.map(({ id }) => id),
      others: sitToo.get(lessonId) ?? 0
    }
    const count = placesMissing(asked, cohort.capacity, inGroup)
    return count ? [{ ...NOTHING, what: 'rooms', lessonId, title, heldOn, fromMinute, untilMinute, count }] : []
  })
  const placed = placedBy(await waysTo(db, [...own, ...others]))
  const names = new Map<number, string>()
  for (const id of new Set(others.map(({ cohortId }) => cohortId))) names.set(id, (await cohortById(db, id))!.name)
  const travel = hurries(own.map(placed), others.map(placed)).map(({ before, after, who, minutes, needed }): Warning => {
    const [mine, other] = before.cohortId === cohort.id ? [before, after] : [after, before]
    const { lessonId, title, heldOn, fromMinute, untilMinute } = mine
    return {
      ...NOTHING,
      what: 'travel',
      lessonId,
      title,
      heldOn,
      fromMinute,
      untilMinute,
      count: minutes,
      needed,
      who,
      otherTitle: other.title,
      otherCohortName: other.cohortId === cohort.id ? null : names.get(other.cohortId)!,
      otherFromMinute: other.fromMinute
    }
  })
  return [...rooms, ...travel, ...(await collisionsOf(db, actor, cohort, own, null))].toSorted((one, other) =>
    one.heldOn < other.heldOn ? -1 : one.heldOn > other.heldOn ? 1 : one.fromMinute - other.fromMinute
  )
}
