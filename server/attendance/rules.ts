/**
 * Roll-call.
 * Everyone with a seat is present, except those who are named. A mark is present, late, left early, on leave or absent.
 * 应到 = 实到 + 请假 + 未到: who came late or left early was there. For credit, late counts as present; leaving early does not.
 * Leave is given for a reason, so it is marked with one; an absence may be explained later.
 * A mark is never changed. A correction is the next mark and always says why. The last mark speaks.
 * An online lesson has no roll: who watched it is known without one.
 * The roll of a lesson is called on its day or later, while its cohort is published and not yet closed, and not when either was cancelled.
 *
 * Buses.
 * An outing has numbered buses with so many seats each. Whoever does not go on his own gets a seat, or nobody does. People of one unit
 * ride together: the largest unit first, each into the first bus that takes it whole; only a unit for which no bus has room is divided, by
 * list number, over the seats left. A seat may then be changed by hand, within the seats of the bus.
 *
 * Head counts on the way: boarding, arrival, return, for everyone or for one bus. All are there, except those who are named. Who goes on
 * his own is looked for at the base only. A head count gives no credit, and nothing waits for it; otherwise it is kept as a mark is.
 */
import type { LessonKind } from '../cohorts/rules.ts'

export const STATUSES = ['present', 'late', 'leftEarly', 'leave', 'absent'] as const
export type Status = (typeof STATUSES)[number]

/** Whether a mark earns the credit of its lesson. */
export const isPresentForCredit = (status: Status): boolean => status === 'present' || status === 'late'

export const needsReason = (status: Status): boolean => status === 'leave'

/** Form H's daily line; `expected` is always the sum of the three after it. */
export const countsOf = (statuses: readonly Status[]) => {
  const count = (status: Status) => statuses.filter(each => each === status).length
  const late = count('late')
  const leftEarly = count('leftEarly')
  const leave = count('leave')
  const absent = count('absent')
  return { expected: statuses.length, attended: statuses.length - leave - absent, leave, absent, late, leftEarly }
}

/** One press on a seat: 到 → 迟到 → 请假 → 未到 → 到. Leaving early is rarer and is chosen from the row below. */
export const nextStatus = (status: Status): Status =>
  ({ present: 'late', late: 'leave', leave: 'absent', absent: 'present', leftEarly: 'present' } as const)[status]

export type Calling = 'open' | 'online' | 'unpublished' | 'closed' | 'calledOff' | 'cancelled' | 'notYet'

/** Whether the roll of a lesson can be called, and if not, why. Civil dates compare as text. */
export const callingOf = (lesson: {
  kind: LessonKind
  heldOn: string
  today: string
  isPublished: boolean
  isClosed: boolean
  /** The whole cohort was called off. */
  isCalledOff: boolean
  /** This lesson is recorded as not held. */
  isCancelled: boolean
}): Calling => {
  if (lesson.isCalledOff) return 'calledOff'
  if (lesson.kind === 'online') return 'online'
  if (!lesson.isPublished) return 'unpublished'
  if (lesson.isClosed) return 'closed'
  if (lesson.isCancelled) return 'cancelled'
  return lesson.today < lesson.heldOn ? 'notYet' : 'open'
}

export type Exceptions = { numbers: number[]; unread: string[] }

// A slip of the finger must not name a whole county.
const WIDEST = 500

const LEAD = /^(除了?|all\s+(present\s+)?(but|except)|except)\s*/i
// “7、8 到” names who came; only what says that the OTHERS came may end the list.
const TAIL = /[,、\s]*(以外|之外|外)?[,、\s]*((其余|其他|剩下)的?人?)?(都|均|全部?)?已?(到(齐|了|场)*)?[.。!]?$/
const SAYS_OTHERS = /外|其余|其他|剩下/
const EVERYONE = /^(都|全|全部|全员|所有人都|人都)?(已)?到(齐|了)*[.。!]?$|^(all|everyone)(\s+present)?[.!]?$/i

/**
 * The numbers named in “除 7、19、23、31 外都到” or “7,19-22”, each once and in order, and every piece that cannot be read, as written.
 */
export const parseExceptions = (written: string): Exceptions => {
  const plain = written.normalize('NFKC').trim()
  if (!plain || EVERYONE.test(plain)) return { numbers: [], unread: [] }
  const tail = TAIL.exec(plain)![0]
  const pieces = (SAYS_OTHERS.test(tail) ? plain.slice(0, plain.length - tail.length) : plain)
    .replace(LEAD, '')
    .replaceAll(/\s*([-–—~〜至到])\s*/g, '$1')
    .split(/[、,;，；\s和及与]+/)
    .filter(piece => piece !== '')
  const numbers = new Set<number>()
  const unread: string[] = []
  for (const piece of pieces) {
    const [, from, until] = /^第?(\d{1,4})号?(?:[-–—~〜至到]第?(\d{1,4})号?)?$/.exec(piece) ?? []
    const first = Number(from)
    const last = until === undefined ? first : Number(until)
    if (from === undefined || first < 1 || last < first || last - first > WIDEST) unread.push(piece)
    else for (let number = first; number <= last; number++) numbers.add(number)
  }
  return { numbers: [...numbers].toSorted((a, b) => a - b), unread }
}

/** `bus` null: no seat yet, or on his own. */
export type Rider = { enrolmentId: number; number: number; unit: string; bus: number | null; isOwnWay: boolean }
export type Bus = { number: number; capacity: number }

const seatsIn = (buses: readonly Bus[]): number => buses.reduce((sum, { capacity }) => sum + capacity, 0)

/** How many seats the buses lack for those who ride. */
export const seatsLacking = (riders: number, buses: readonly Bus[]): number => Math.max(0, riders - seatsIn(buses))

/** The bus of each rider by enrolment, as far as there are seats. Units and buses in an order that does not depend on who asks. */
export const seatsByBus = (
  riders: readonly Pick<Rider, 'enrolmentId' | 'number' | 'unit'>[],
  buses: readonly Bus[]
): Map<number, number> => {
  const inOrder = riders.toSorted((one, other) => one.number - other.number)
  const units = [...Map.groupBy(inOrder, ({ unit }) => unit).values()].toSorted((one, other) => other.length - one.length)
  const free = buses
    .toSorted((one, other) => one.number - other.number)
    .map(({ number, capacity }) => ({ number, room: capacity }))
  const seats = new Map<number, number>()
  for (const unit of units) {
    const whole = free.find(({ room }) => room >= unit.length)
    for (const { enrolmentId } of unit) {
      const bus = whole ?? free.find(({ room }) => room > 0)
      if (!bus) return seats
      bus.room--
      seats.set(enrolmentId, bus.number)
    }
  }
  return seats
}

export const STAGES = ['boarding', 'arrival', 'return'] as const
export type Stage = (typeof STAGES)[number]

/** Who is looked for at a stage; `bus` null: in all of them. */
export const expectedAt = <R extends Pick<Rider, 'bus' | 'isOwnWay'>>(
  riders: readonly R[],
  stage: Stage,
  bus: number | null
): R[] => riders.filter(rider => (bus === null ? stage === 'arrival' || !rider.isOwnWay : rider.bus === bus))
