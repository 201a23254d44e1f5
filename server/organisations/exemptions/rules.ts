/**
 * 免训: who is not due, for how long, and on whose decision.
 *
 * An exemption has a kind and a reason, the body that decided it, and days. Every one has an end, so that what goes on is decided anew; one
 * from before that was asked for may be open, and is shown as such. A waiver (经批准不作要求) is only of a requirement that says "should"; whoever must, is exempt for a reason of their own or not at all.
 * It ends on the day it says, or earlier on a day somebody gives with a reason. What a remark in a file says never exempts anybody.
 * The exempt leave the sum of those due and stay on a list that can be printed: each with kind, reason, decision and last day.
 */
import type { Day } from '../../time/dates.ts'

export const KINDS = ['longIllness', 'frail', 'outOfContact', 'abroad', 'suspended', 'seconded', 'waiver', 'other'] as const
export type Kind = (typeof KINDS)[number]

/** A waiver is of one requirement, and only of one that should be met. */
export const mayWaive = (requirement: { severity: 'must' | 'should' } | null): boolean => requirement?.severity === 'should'

type Span = { validFrom: Day; validUntil: Day | null }

/** It may end on any later day than the one it began, and not later than it ends anyway. */
export const mayEndExemptionOn = ({ validFrom, validUntil }: Span, on: Day): boolean =>
  on > validFrom && (validUntil === null || on < validUntil)

const SOON = 30

/** Whether it ends within thirty days: somebody should ask whether it still holds. */
export const endsSoon = (validUntil: Day | null, lastDay: Day): boolean => validUntil !== null && validUntil <= lastDay

export const DAYS_AHEAD = SOON
