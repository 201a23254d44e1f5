/**
 * Warnings about a timetable. They refuse nothing; whoever plans may know better.
 * Rooms: those of a lesson together hold fewer people than are expected: the seats of the cohort, or the people of its groups where a lesson
 * is for some groups, and of a lesson that is taught to several cohorts at once all of them. Enough is enough: as many places as people is none too few. A place that no catalogue holds is of no known size.
 * Travel: between a lesson at a base and one at the school lies the way, in either direction; between two bases the way back to the school
 * and the way out again; within one base none. Where the way is not known, nothing is said. Somebody has two such lessons after each other
 * with less time between them than the way takes: the cohort itself, or the groups both are for, or a teacher, whichever cohort the
 * other lesson belongs to. Exactly as long as the way is enough. Journeys, meals and online lessons are held nowhere in particular.
 * Learners: somebody who holds a seat here holds one in another cohort that has a lesson at the same time. An online lesson is watched when
 * it suits and takes nobody's time; groups count on both sides. Cohorts that are taught together are in one place.
 */
export type Person = { personId: number; name: string }

/** A lesson as far as time and place go; minutes after midnight. */
export type Placed = {
  lessonId: number
  cohortId: number
  title: string
  kind: string
  heldOn: string
  fromMinute: number
  untilMinute: number
  teachers: readonly { id: number; name: string }[]
  groupIds: readonly number[]
  baseId: number | null
  /** The mark of lessons that are taught together. */
  combinedId: number | null
  /** From the school to its base, one way; null where it goes to none, or nobody knows. */
  travelMinutes: number | null
}

const NOWHERE = ['online', 'travel', 'meal']

export type RoomAsked = {
  rooms: readonly { capacity: number }[]
  hasOtherPlace: boolean
  groupIds: readonly number[]
  /** People of other cohorts that are taught together with this one. */
  others?: number
}

/** How many people a cohort sends to a lesson: its seats, or those in the groups it is for. */
export const expectedIn = (groupIds: readonly number[], seats: number, inGroup: (id: number) => number): number =>
  groupIds.length ? groupIds.reduce((sum, id) => sum + inGroup(id), 0) : seats

/** How many places are missing; 0 where there are enough or nobody knows. */
export const placesMissing = (
  { rooms, hasOtherPlace, groupIds, others = 0 }: RoomAsked,
  seats: number,
  inGroup: (id: number) => number
): number => {
  if (!rooms.length || hasOtherPlace) return 0
  return Math.max(0, others + expectedIn(groupIds, seats, inGroup) - rooms.reduce((sum, { capacity }) => sum + capacity, 0))
}

/** Minutes from one lesson's place to another's; null where nobody knows. */
export const wayBetween = (one: Placed, other: Placed): number | null => {
  if (one.baseId === other.baseId) return 0
  const way = (lesson: Placed) => (lesson.baseId === null ? 0 : lesson.travelMinutes)
  const [there, back] = [way(one), way(other)]
  return there === null || back === null ? null : there + back
}

const overlaps = (one: Placed, other: Placed): boolean =>
  one.heldOn === other.heldOn && one.fromMinute < other.untilMinute && other.fromMinute < one.untilMinute

const shareGroups = (one: readonly number[], other: readonly number[]): boolean =>
  !one.length || !other.length || one.some(id => other.includes(id))

/** Two lessons after each other; `who` is the teacher, null the cohort. */
export type Hurry = { before: Placed; after: Placed; who: string | null; minutes: number; needed: number }

const hurriesIn = (lessons: readonly Placed[], who: string | null): Hurry[] => {
  const placed = lessons
    .filter(({ kind }) => !NOWHERE.includes(kind))
    .toSorted((one, other) =>
      one.heldOn < other.heldOn ? -1 : one.heldOn > other.heldOn ? 1 : one.fromMinute - other.fromMinute
    )
  return placed.flatMap((before, at) => {
    // The next one that the same people go to: lessons of other groups at the same time are none of theirs.
    const after = placed
      .slice(at + 1)
      .find(next => next.fromMinute >= before.untilMinute && (who !== null || shareGroups(before.groupIds, next.groupIds)))
    if (!after || after.heldOn !== before.heldOn) return []
    const needed = wayBetween(before, after)
    const minutes = after.fromMinute - before.untilMinute
    return needed !== null && minutes < needed ? [{ before, after, who, minutes, needed }] : []
  })
}

/** Of a cohort's lessons, and of those that its teachers have in other cohorts. */
export const hurries = (own: readonly Placed[], others: readonly Placed[]): Hurry[] => {
  const ofCohort = hurriesIn(own, null)
  const known = new Set(ofCohort.map(({ before, after }) => `${before.lessonId} ${after.lessonId}`))
  const teachers = new Map(own.flatMap(lesson => lesson.teachers.map(teacher => [teacher.id, teacher.name])))
  const ownIds = new Set(own.map(({ lessonId }) => lessonId))
  const ofTeachers = [...teachers].flatMap(([id, name]) =>
    hurriesIn(
      [...own, ...others].filter(lesson => lesson.teachers.some(teacher => teacher.id === id)),
      name
    ).filter(
      ({ before, after }) =>
        (ownIds.has(before.lessonId) || ownIds.has(after.lessonId)) && !known.has(`${before.lessonId} ${after.lessonId}`)
    )
  )
  return [...ofCohort, ...ofTeachers]
}

/** A seat of somebody, with the group they are in. */
export type Seat = Person & { groupId: number | null }

export type Collision = { lesson: Placed; other: Placed; people: Person[] }

const isOne = (one: Placed, other: Placed): boolean => one.combinedId !== null && one.combinedId === other.combinedId

const isFor = (lesson: Placed, groupId: number | null): boolean =>
  !lesson.groupIds.length || (groupId !== null && lesson.groupIds.includes(groupId))

/** Lessons that some of these people have at the same time, here and in one other cohort. */
export const collisions = (
  own: readonly Placed[],
  here: readonly Seat[],
  others: readonly Placed[],
  there: readonly (Seat & { cohortId: number })[]
): Collision[] => {
  const groupHere = new Map(here.map(seat => [seat.personId, seat.groupId]))
  return own
    .filter(({ kind }) => kind !== 'online')
    .flatMap(lesson =>
      others
        .filter(other => other.kind !== 'online' && overlaps(lesson, other) && !isOne(lesson, other))
        .flatMap(other => {
          const people = there
            .filter(
              seat =>
                seat.cohortId === other.cohortId &&
                groupHere.has(seat.personId) &&
                isFor(lesson, groupHere.get(seat.personId)!) &&
                isFor(other, seat.groupId)
            )
            .map(({ personId, name }) => ({ personId, name }))
          return people.length ? [{ lesson, other, people }] : []
        })
    )
}
