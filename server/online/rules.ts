/**
 * Films, and fair credit for watching them.
 *
 * The length of a film is read from the film itself. A playlist is believed as far as its rounding: half a second a segment.
 *
 * An online lesson may be watched from the publication of its timetable on, when it suits; what is watched earns until the cohort is
 * closed. Afterwards it may be watched again and earns nothing. Its row of the timetable says when it is suggested.
 *
 * Credit is decided on the server's clock. A person earns in one place at a time, over all lessons and devices: who begins to play holds
 * the lease, and whoever held it before has it moved, not broken: what was watched until then still counts when it is told later.
 * A report tells which pieces of the film were played since the last one. Of what is new in them, as much is believed as time has passed
 * on the server since the last report of this lease, times the pack's counted speed, the earliest told first. The rest is kept as
 * unverified, and may be told again when more time has passed. So over any time a person earns no more film than there was time.
 * Reports are numbered; one that comes twice, or after a later one, changes nothing.
 *
 * What was covered adds up as a union: a piece watched twice counts once, and progress never falls. Gaps of less than two seconds between
 * covered pieces, before the first and after the last are slips of the player; they are closed, out of the same time.
 * A film is completed when its covered part reaches the pack's share (以上 includes the number), a lesson when all of its films are. That
 * is a fact, made once; it earns the lesson's credit at once.
 *
 * A lesson with a window (cohorts/windows/rules.ts) is begun within it; time after its last midnight is no time. An elective is begun by
 * whoever chose it, a lesson that requires others after those are completed. What is completed is open to its learner whatever is changed later.
 */
import { openingOf } from '../cohorts/windows/rules.ts'

/** A lesson of a learner as far as beginning it goes; `missing` are the lessons it requires that are not completed. */
export type Beginning = {
  heldOn: string
  closesOn: string | null
  isElective: boolean
  isChosen: boolean
  missing: readonly { id: number; name: string }[]
  completedAt: string | null
}
export const BARS = ['notYet', 'over', 'notChosen', 'outOfOrder'] as const
export type Bar = (typeof BARS)[number]

/** Why it is not begun on this day, or null where it may be. */
export const barTo = (lesson: Beginning, today: string): Bar | null => {
  const opening = openingOf(lesson, today)
  if (opening === 'notYet' || opening === 'over') return opening
  if (lesson.completedAt !== null) return null
  if (lesson.isElective && !lesson.isChosen) return 'notChosen'
  return lesson.missing.length ? 'outOfOrder' : null
}

const ROUNDING_MS = 500
const SLIP_MS = 2000

/** Whether two lengths of one thing differ by more than rounding to whole seconds explains. */
export const spansDiffer = (one: number, other: number): boolean => Math.abs(one - other) > ROUNDING_MS

/** A piece of a film, half-open, in milliseconds. */
export type Piece = { fromMs: number; untilMs: number }

/** The same time, in order, in as few pieces as there can be. */
export const unionOf = (pieces: readonly Piece[]): Piece[] => {
  const united: Piece[] = []
  for (const { fromMs, untilMs } of pieces.toSorted((one, other) => one.fromMs - other.fromMs)) {
    if (untilMs <= fromMs) continue
    const last = united.at(-1)
    if (last && fromMs <= last.untilMs) last.untilMs = Math.max(last.untilMs, untilMs)
    else united.push({ fromMs, untilMs })
  }
  return united
}

/** What of these pieces does not lie in the others; the order of the pieces is kept. */
export const without = (pieces: readonly Piece[], others: readonly Piece[]): Piece[] => {
  const taken = unionOf(others)
  return pieces.flatMap(piece => {
    const left: Piece[] = []
    let { fromMs } = piece
    for (const other of taken) {
      if (other.untilMs <= fromMs || other.fromMs >= piece.untilMs) continue
      if (other.fromMs > fromMs) left.push({ fromMs, untilMs: other.fromMs })
      fromMs = other.untilMs
    }
    if (fromMs < piece.untilMs) left.push({ fromMs, untilMs: piece.untilMs })
    return left
  })
}

export const lengthOf = (pieces: readonly Piece[]): number =>
  pieces.reduce((sum, { fromMs, untilMs }) => sum + untilMs - fromMs, 0)

/** What is still to be watched. */
export const gapsIn = (covered: readonly Piece[], lengthMs: number): Piece[] =>
  without([{ fromMs: 0, untilMs: lengthMs }], covered)

/** A lease as the server's clock knows it, in milliseconds. */
export type Lease = { acknowledgedAt: number; endedAt: number | null }

/** How much film can have been played since the last report. */
export const budgetOf = ({ acknowledgedAt, endedAt }: Lease, now: number, countedSpeed: number): number =>
  Math.max(0, (endedAt ?? now) - acknowledgedAt) * countedSpeed

export type Granted = { covered: Piece[]; grantedMs: number; unverified: Piece[] }

/** What a report adds to what was covered, out of the time there was. `told` comes in the order in which it was played. */
export const grantOf = (covered: readonly Piece[], told: readonly Piece[], lengthMs: number, budget: number): Granted => {
  let left = budget
  let reached = unionOf(covered)
  const unverified: Piece[] = []
  const spend = (piece: Piece): void => {
    for (const { fromMs, untilMs } of without([piece], reached)) {
      const until = Math.min(untilMs, fromMs + left)
      left -= Math.max(0, until - fromMs)
      if (until > fromMs) reached = unionOf([...reached, { fromMs, untilMs: until }])
      if (until < untilMs) unverified.push({ fromMs: Math.max(until, fromMs), untilMs })
    }
  }
  for (const { fromMs, untilMs } of told) spend({ fromMs: Math.max(0, fromMs), untilMs: Math.min(lengthMs, untilMs) })
  if (reached.length) {
    for (const slip of gapsIn(reached, lengthMs))
      if (slip.untilMs - slip.fromMs < SLIP_MS && slip.untilMs - slip.fromMs <= left) {
        left -= slip.untilMs - slip.fromMs
        reached = unionOf([...reached, slip])
      }
  }
  return { covered: reached, grantedMs: budget - left, unverified: without(unionOf(unverified), reached) }
}

export type ShareOfFilm = { part: number; whole: number }

export const isWatched = (film: { lengthMs: number; coveredMs: number }, { part, whole }: ShareOfFilm): boolean =>
  whole * film.coveredMs >= part * film.lengthMs

/** A lesson without a film is never completed by watching. */
export const isCompleted = (films: readonly { lengthMs: number; coveredMs: number }[], share: ShareOfFilm): boolean =>
  films.length > 0 && films.every(film => isWatched(film, share))

/** How much of a film is still to be watched before it is completed. */
export const missingMs = (
  { lengthMs, coveredMs }: { lengthMs: number; coveredMs: number },
  { part, whole }: ShareOfFilm
): number => Math.max(0, Math.ceil((part * lengthMs) / whole) - coveredMs)
