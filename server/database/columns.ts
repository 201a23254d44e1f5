import { bigint, customType, date, timestamp } from 'drizzle-orm/pg-core'

/** Ids are whole numbers a browser can hold; the database makes them. */
export const identity = (name = 'id') => bigint(name, { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity()
export const reference = (name: string) => bigint(name, { mode: 'number' })
export const civil = (name: string) => date(name, { mode: 'string' })
export const moment = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' })

/** A dotted line of organisation ids from the root. */
export const ltree = customType<{ data: string }>({ dataType: () => 'ltree' })
/** A range of civil times, half-open. */
export const tsrange = customType<{ data: string }>({ dataType: () => 'tsrange' })
export const bytea = customType<{ data: Uint8Array; driverData: Uint8Array }>({ dataType: () => 'bytea' })

/** Both times of a fact: when it was true, and when we knew. Ranges are half-open; null is "until further notice". */
export const bothTimes = () => ({
  validFrom: civil('valid_from').notNull(),
  validUntil: civil('valid_until'),
  recordedFrom: moment('recorded_from').notNull(),
  recordedUntil: moment('recorded_until')
})
