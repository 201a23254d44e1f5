/**
 * What a changed timetable means to those who go by it.
 * Only a published timetable is anybody's business; of a draft nobody is told.
 * Whoever holds a seat is told, and the class supervisor; of a lesson for some groups only those groups, and the supervisor.
 * They are told the differences and nothing else: what came in, what fell out, what moved, what it is called, where it is, who teaches, and
 * where people gather. What was different in between and is the same again is no difference.
 * A lesson that is over, as it was and as it is, is nobody's news; one that is open over a window is over after its last day.
 * Several acts within ten minutes are one message, as long as nobody has read what was sent; if they come to nothing, it is taken back.
 */
import { placeOf, teachersOf } from '../rules.ts'

export type Standing = 'planned' | 'fellOut' | 'calledOff' | 'removed'

type Named = { id: number; name: string }

/** What a timetable says of a lesson at one time; minutes after midnight. */
export type Told = {
  lessonId: number
  standing: Standing
  title: string
  heldOn: string
  fromMinute: number
  untilMinute: number
  teachers: readonly Named[]
  teacherText: string | null
  venues: readonly Named[]
  placeText: string | null
  baseName: string | null
  groupIds: readonly number[]
  gatherMinute: number | null
  gatherPlace: string | null
  /** The last day of its window; null: it has its hour. */
  closesOn: string | null
  isElective: boolean
}

/** Somebody of these groups; null: whoever goes by the whole timetable. */
export type Audience = readonly number[] | null

export const concerns = ({ standing, groupIds }: Pick<Told, 'standing' | 'groupIds'>, audience: Audience): boolean =>
  standing === 'planned' && (audience === null || !groupIds.length || groupIds.some(id => audience.includes(id)))

export type Moment = { today: string; minute: number }

const isOver = ({ heldOn, untilMinute, closesOn }: Told, { today, minute }: Moment): boolean =>
  closesOn === null ? heldOn < today || (heldOn === today && untilMinute <= minute) : closesOn < today

export type Part = 'title' | 'moved' | 'open' | 'until' | 'elective' | 'place' | 'teacher' | 'gathering'

/** One lesson that is other than it was; `parts` in the order in which they are told. */
export type Difference =
  | { what: 'added'; after: Told }
  | { what: 'cancelled'; before: Told }
  | { what: 'changed'; before: Told; after: Told; parts: Part[] }

const gatheringOf = ({ gatherMinute, gatherPlace }: Told): string => `${gatherMinute} ${gatherPlace}`

const partsThatDiffer = (before: Told, after: Told): Part[] => {
  const isOpen = after.closesOn !== null
  const hasMoved =
    before.heldOn !== after.heldOn || before.fromMinute !== after.fromMinute || (before.closesOn === null) !== !isOpen
  const differ: [Part, boolean][] = [
    ['title', before.title !== after.title],
    ['moved', !isOpen && hasMoved],
    ['open', isOpen && (hasMoved || before.closesOn !== after.closesOn)],
    ['until', !isOpen && !hasMoved && before.untilMinute !== after.untilMinute],
    ['elective', before.isElective !== after.isElective],
    ['place', placeOf(before) !== placeOf(after)],
    ['teacher', teachersOf(before) !== teachersOf(after)],
    ['gathering', gatheringOf(before) !== gatheringOf(after)]
  ]
  return differ.filter(([, does]) => does).map(([part]) => part)
}

export type Pair = { before: Told | null; after: Told | null }

/** What is other than it was, for an audience, in the order of the days. */
export const differencesIn = (pairs: readonly Pair[], audience: Audience, moment: Moment): Difference[] =>
  pairs
    .flatMap(({ before: was, after: is }): Difference[] => {
      const before = was && concerns(was, audience) && !isOver(was, moment) ? was : null
      const after = is && concerns(is, audience) && !isOver(is, moment) ? is : null
      if (before && after) {
        const parts = partsThatDiffer(before, after)
        return parts.length ? [{ what: 'changed', before, after, parts }] : []
      }
      // What was over and lies ahead again, or the other way round, has moved: nothing came in or fell out.
      if (after && was && concerns(was, audience))
        return [{ what: 'changed', before: was, after, parts: partsThatDiffer(was, after) }]
      if (before && is && concerns(is, audience))
        return [{ what: 'changed', before, after: is, parts: partsThatDiffer(before, is) }]
      if (after) return [{ what: 'added', after }]
      return before ? [{ what: 'cancelled', before }] : []
    })
    .toSorted((one, other) => (whenOf(one) < whenOf(other) ? -1 : 1))

const whenOf = (difference: Difference): string => {
  const { heldOn, fromMinute } = difference.what === 'cancelled' ? difference.before : difference.after
  return `${heldOn} ${String(fromMinute).padStart(4, '0')}`
}

/** Teachers of whom a change speaks: those a lesson had and those it gets, each once. */
export const teachersConcerned = (before: readonly Named[], after: readonly Named[]): Named[] => [
  ...new Map([...before, ...after].map(teacher => [teacher.id, teacher])).values()
]

/** How long, in milliseconds, what follows is still said in the same message. */
export const MERGED_WITHIN = 10 * 60_000

export const isMerged = (last: { sentAt: Date; isRead: boolean }, now: Date): boolean =>
  !last.isRead && now.getTime() - last.sentAt.getTime() <= MERGED_WITHIN
