import { sql, type SQL } from 'drizzle-orm'

/** As known now, or as it was known: what had been recorded before an instant. */
export type KnownBefore = Date | null

/** A fact with both times, known then or now. `alias` is the table's name in the statement. */
export const isKnown = (alias: string, before: KnownBefore): SQL => {
  const fact = sql.raw(alias)
  return before
    ? sql`${fact}.recorded_from < ${instant(before)} and (${fact}.recorded_until is null or ${fact}.recorded_until >= ${instant(before)})`
    : sql`${fact}.recorded_until is null`
}

/** A row that is only ever added, known then or now. */
export const isRecorded = (alias: string, before: KnownBefore): SQL =>
  before ? sql`${sql.raw(alias)}.recorded_at < ${instant(before)}` : sql`true`

export const instant = (at: Date): SQL => sql`${at.toISOString()}::timestamptz`

/** Ids as a list a statement can look in, whatever their number. */
export const ids = (wanted: readonly number[]): SQL =>
  sql`(select value::bigint from json_array_elements_text(${JSON.stringify(wanted)}::json))`

/** The same as an array: a statement looks it up in an index without having to guess how many there are. */
export const listed = (wanted: readonly number[]): SQL => sql`${`{${wanted.join()}}`}::bigint[]`
