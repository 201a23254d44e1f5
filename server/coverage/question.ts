import { sql } from 'drizzle-orm'
import { firstOf, rowsOf, type Db } from '../database/db.ts'
import { badInput, refuse } from '../http/refusals.ts'
import type { Requirement } from '../policies/requirements/rules.ts'
import { dayOf, endOf, yearOf, type Day } from '../time/dates.ts'
import { isRecorded, type KnownBefore } from './known.ts'
import { versionFor, type Version } from './queries.ts'
import { firstDayOf, lastDayOf } from './period.ts'
import { NO_STRATUM } from './rules.ts'

/** What a figure is asked for: one requirement on one day, as known now or at the end of that day. */
export type Question = {
  requirement: Requirement
  version: Version
  title: string
  day: Day
  period: number
  known: 'now' | 'then'
  before: KnownBefore
  /** The days for which there are standings. */
  earliest: Day
  latest: Day
}

export type Asked = { requirement?: string; asOf?: Day; known?: 'now' | 'then' }

export const questionOf = async (db: Db, { requirement: code, asOf, known = 'now' }: Asked, now: Date): Promise<Question> => {
  const day = asOf ?? dayOf(now)
  const { earliest, latest } = await reachOfStandings(db, now)
  if (day < earliest || day > latest)
    throw badInput(
      'day-out-of-reach',
      `截至日期须在 ${earliest} 至 ${latest} 之间。`,
      `The as-of date must lie between ${earliest} and ${latest}.`,
      {
        field: 'asOf',
        facts: { earliest, latest }
      }
    )
  const period = yearOf(day)
  const before = known === 'then' ? endOf(day) : null
  const version = await versionKnown(db, period, before)
  if (!version) throw noPolicy()
  const requirement =
    code === undefined ? version.body.requirements[0] : version.body.requirements.find(wanted => wanted.code === code)
  if (!requirement)
    throw badInput('unknown-requirement', '没有这一项应训要求。', 'There is no such requirement.', {
      field: 'requirement',
      facts: { code }
    })
  return { requirement, version, title: version.body.title, day, period, known, before, earliest, latest }
}

/** What is required on a day of this year, as known now. */
export const requiredOn = async (db: Db, day: Day): Promise<Version> => {
  const version = await versionKnown(db, yearOf(day), null)
  if (!version) throw noPolicy()
  return version
}

const noPolicy = () => refuse('no-policy', '这一年还没有应训要求。', 'No requirements are in force for this year.')

/** From the first year anything is kept of to the end of next year. */
const reachOfStandings = async (db: Db, now: Date): Promise<{ earliest: Day; latest: Day }> => {
  const year = yearOf(dayOf(now))
  const first = await firstOf<{ period: number | null }>(
    db,
    sql`select min(kept.period) as period from (select distinct code from requirements) r
        cross join lateral (select min(period) as period from standings where requirement = r.code and recorded_until is null) kept`
  )
  return { earliest: firstDayOf(Math.min(first?.period ?? year, year)), latest: lastDayOf(year + 1) }
}

/** As known then; before anything was known, what is known now says what is counted. */
const versionKnown = async (db: Db, period: number, before: KnownBefore): Promise<Version | null> => {
  const versions = await rowsOf<Version & { wasKnown: boolean }>(
    db,
    sql`select id, number, effective_from as "effectiveFrom", effective_until as "effectiveUntil", body,
               ${isRecorded('policy_versions', before)} as "wasKnown"
        from policy_versions where effective_from <= ${lastDayOf(period)}`
  )
  return (
    versionFor(
      versions.filter(version => version.wasKnown),
      period
    ) ?? versionFor(versions, period)
  )
}

/** The strata in the pack's order, those only that somebody falls into. */
export const strataOf = ({ version }: Pick<Question, 'version'>, used: ReadonlySet<string>) =>
  [...version.body.strata, { code: NO_STRATUM, zh: '未归入分层', en: 'In no stratum' }]
    .filter(({ code }) => used.has(code))
    .map(({ code, zh, en }) => ({ code, zh, en }))
