/**
 * Posts and exemptions of a person.
 * A post ends on the first day on which it is no longer held: after the day it began, and not later than an end that is already known.
 * What stands over branches takes in whole rosters: a township, a department, a county; nothing is imported below a branch.
 * Two exemptions meet when their days overlap and one covers what the other does; an exemption without a requirement covers all of them.
 */
import type { Day } from '../time/dates.ts'

type Span = { validFrom: Day; validUntil: Day | null }

export const mayEndOn = (post: Span, on: Day): boolean =>
  on > post.validFrom && (post.validUntil === null || on < post.validUntil)

const overlap = (one: Span, other: Span): boolean =>
  (one.validUntil === null || other.validFrom < one.validUntil) && (other.validUntil === null || one.validFrom < other.validUntil)

type Exemption = Span & { requirement: string | null }

export const exemptionAtTheSameTime = <E extends Exemption>(held: readonly E[], wanted: Exemption): E | null =>
  held.find(each => overlap(each, wanted) && (each.requirement === null || each.requirement === wanted.requirement)) ?? null

export const standsOverBranches = (level: string): boolean => !['village', 'community', 'branch', 'group'].includes(level)
