import type { Day } from '../time/dates.ts'

/** Standings are kept year by year. */
export const firstDayOf = (period: number): Day => `${period}-01-01`
export const lastDayOf = (period: number): Day => `${period}-12-31`
