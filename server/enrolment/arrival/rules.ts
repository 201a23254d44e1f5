/**
 * 报到 and what people need while they are there.
 * Who came is ticked off by whoever looks after the cohort, and taken back where it was a slip; the last word counts and stays.
 * Lodging, travel and diet are written down for everyone with a seat, and are kept for the days that the policy pack says after the
 * cohort's last day (30 where it says nothing): on the day after, they are deleted, and nothing of the kind is written any more.
 * Diet is seen by those who look after the cohort alone. Somebody's own room, bus and table are told to them.
 */
import { daysAfter, type Day } from '../../time/dates.ts'

export const KEPT_DAYS = 30

/** The last day on which lodging, travel and diet are kept. */
export const keptUntil = (endsOn: Day, keptDays: number | null): Day => daysAfter(endsOn, keptDays ?? KEPT_DAYS)

export type Details = {
  needsLodging: boolean | null
  room: string | null
  bus: string | null
  tableNo: string | null
  diet: string | null
  needsPickup: boolean | null
  transport: string | null
  arrivalTime: string | null
  remark: string | null
}

export const NO_DETAILS: Details = {
  needsLodging: null,
  room: null,
  bus: null,
  tableNo: null,
  diet: null,
  needsPickup: null,
  transport: null,
  arrivalTime: null,
  remark: null
}

/** Without the spaces nobody sees; what is empty is nothing. */
export const tidied = (sent: Details): Details =>
  Object.fromEntries(
    (Object.keys(NO_DETAILS) as (keyof Details)[]).map(field => {
      const value = sent[field]
      return [field, typeof value === 'string' ? value.trim() || null : value]
    })
  ) as Details

/** Which fields differ, by name: what may be told of a change without telling what somebody eats. */
export const changedIn = (before: Details, after: Details): (keyof Details)[] =>
  (Object.keys(NO_DETAILS) as (keyof Details)[]).filter(field => before[field] !== after[field])
