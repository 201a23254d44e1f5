/** 时段: attendance is taken and credit is given by half-day (domain: 考勤以半天为单位); an evening is its own slot. */
export type Slot = 'am' | 'pm' | 'eve'

const NOON = 12 * 60
const EVENING = 18 * 60

/** The slot in which a lesson begins; `minute` counts from midnight. */
export const slotOf = (minute: number): Slot => (minute < NOON ? 'am' : minute < EVENING ? 'pm' : 'eve')
