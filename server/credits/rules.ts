/**
 * Credit for what was attended, and completion of a cohort.
 *
 * Attendance is kept by half-day (考勤以半天为单位); a lesson belongs to the half-day in which it begins. A half-day at which someone was
 * present at EVERY counted lesson that was held earns what the rule in force that day gives; one lesson missed, and it earns nothing.
 * Who came late was present. Who left early, was on leave or absent was not, nor was anyone without a mark.
 * Ceremonies, travel and meals do not matter, nor do lessons that did not take place; a half-day without a counted lesson that was held
 * gives nothing to anyone. Morning and afternoon are a half-day each; an evening gives credit but no half-day.
 * A half-day that was not earned is leave if every lesson missed in it was on leave, and absence otherwise.
 * An online lesson belongs to no half-day: it is watched when it suits, needs no roll-call, and stands as a unit of its own. Completed, it
 * has earned by its length what the rule in force on that day gave, once, and is posted then; not completed by the close-out, it is absence.
 * Its credit is dated by the day of its completion.
 * An elective (cohorts/electives/rules.ts) is nobody's absence: completed it earns as any online lesson does and is part of what somebody has
 * earned and of that person's total, and otherwise it is neither. How much was missed is judged by what was required alone.
 * So for everybody: earned + leave + absent = total.
 *
 * Completed (form of R14, 请假累计超过总学时七分之一): leave and absence together are at most the pack's share of the total, one seventh unless
 * it says otherwise. 超过 excludes the number: exactly one seventh is still completed. Where nothing was held, nobody completed.
 * The rule is kept in whole numbers: whole × missed ≤ part × total. Where electives have to be chosen, so many minutes of them are completed too.
 */
import { isPresentForCredit, type Status } from '../attendance/rules.ts'
import type { LessonKind } from '../cohorts/rules.ts'
import { slotOf, type Slot } from '../time/halfDays.ts'

/** Centi-credits (1/100 学时) for each slot. */
export type Conversion = Record<Slot, number>

export type LessonHeld = {
  id: number
  kind: LessonKind
  heldOn: string
  fromMinute: number
  counts: boolean
  wasHeld: boolean | null
}

/** The counted lessons of one half-day that were held, and what being at all of them is worth. */
export type HalfDay = { heldOn: string; slot: Slot; centiCredits: number; halfDays: number; lessonIds: number[] }

const SLOTS: readonly Slot[] = ['am', 'pm', 'eve']

/** The half-days of a cohort that can earn credit, in the order of the days; `conversionOn` is the rule in force on a civil date. */
export const halfDaysOf = (lessons: readonly LessonHeld[], conversionOn: (day: string) => Conversion): HalfDay[] => {
  const found = new Map<string, HalfDay>()
  const held = lessons.filter(lesson => lesson.counts && lesson.wasHeld && lesson.kind !== 'online')
  for (const { id, heldOn, fromMinute } of held) {
    const slot = slotOf(fromMinute)
    const key = heldOn + SLOTS.indexOf(slot)
    const halfDay = found.get(key)
    if (halfDay) halfDay.lessonIds.push(id)
    else
      found.set(key, {
        heldOn,
        slot,
        centiCredits: conversionOn(heldOn)[slot],
        halfDays: slot === 'eve' ? 0 : 1,
        lessonIds: [id]
      })
  }
  return [...found.keys()].toSorted().map(key => found.get(key)!)
}

/** An online lesson as one person has it: what it earned, or would have earned. */
export type OnlineUnit = { lessonId: number; centiCredits: number; isCompleted: boolean }

export type Outcome = 'earned' | 'leave' | 'absent'

/** What one person's half-day came to; `statusOf` is the last mark for a lesson, null where there is none. */
export const outcomeOf = (halfDay: HalfDay, statusOf: (lessonId: number) => Status | null): Outcome => {
  const missed = halfDay.lessonIds.map(statusOf).filter(status => !status || !isPresentForCredit(status))
  if (!missed.length) return 'earned'
  return missed.every(status => status === 'leave') ? 'leave' : 'absent'
}

/** All in centi-credits. */
export type CreditSum = { earned: number; leave: number; absent: number; total: number }

export type Attended = { halfDays: (HalfDay & { outcome: Outcome })[]; sum: CreditSum }

export const creditOf = (
  halfDays: readonly HalfDay[],
  statusOf: (lessonId: number) => Status | null,
  online: readonly OnlineUnit[] = []
): Attended => {
  const sum: CreditSum = { earned: 0, leave: 0, absent: 0, total: 0 }
  const attended = halfDays.map(halfDay => ({ ...halfDay, outcome: outcomeOf(halfDay, statusOf) }))
  for (const { outcome, centiCredits } of attended) {
    sum[outcome] += centiCredits
    sum.total += centiCredits
  }
  for (const { isCompleted: isEarned, centiCredits } of online) {
    sum[isEarned ? 'earned' : 'absent'] += centiCredits
    sum.total += centiCredits
  }
  return { halfDays: attended, sum }
}

/** With the electives that were completed, which are credit and nothing else. */
export const withElectives = ({ earned, total, ...missed }: CreditSum, centiCredits: number): CreditSum => ({
  ...missed,
  earned: earned + centiCredits,
  total: total + centiCredits
})

export type CompletionRule = { part: number; whole: number }

export const isCompleted = ({ leave, absent, total }: CreditSum, { part, whole }: CompletionRule): boolean =>
  total > 0 && whole * (leave + absent) <= part * total

/** How much may be missed and the cohort still be completed, in centi-credits, rounded down. */
export const mayBeMissed = (total: number, { part, whole }: CompletionRule): number => Math.floor((part * total) / whole)
