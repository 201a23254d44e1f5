import { sql } from 'drizzle-orm'
import { firstOf, rowsOf, type Db } from '../../database/db.ts'
import { packOn } from '../../policies/queries.ts'
import type { Pack } from '../../policies/rules.ts'
import { dayOf, type Day } from '../../time/dates.ts'
import type { Cohort, Lesson } from '../queries.ts'
import { everyonesTime } from '../electives/rules.ts'
import { asHeld } from '../rules.ts'
import { contentsFor, isBreach, termOf, verdictsOf, type Contents, type Taught, type Verdict } from './rules.ts'

/** The rules a timetable is judged by, and the version of the pack they stand in; null where none did when it was published. */
export type JudgedBy = { versionId: number | null; contents: Contents; ofSchool: Contents; electiveMinutes: number }

const NOTHING: Contents = { ratios: [], contains: [] }

/** A draft follows the pack in force; a published timetable stays with the one it was published under. */
export const judgedBy = async (
  db: Db,
  { id, kind, isPublished, electiveMinutes }: Pick<Cohort, 'id' | 'kind' | 'isPublished' | 'electiveMinutes'>,
  now: Date
): Promise<JudgedBy> => {
  const version = isPublished
    ? await firstOf<{ versionId: number; pack: Pack }>(
        db,
        sql`select v.id as "versionId", v.body as pack from publications p join policy_versions v on v.id = p.version_id where p.cohort_id = ${id}`
      )
    : await packOn(db, dayOf(now))
  if (!version) return { versionId: null, contents: NOTHING, ofSchool: NOTHING, electiveMinutes }
  const { ratios = [], contains = [] } = version.pack
  const rules = { ratios, contains }
  return {
    versionId: version.versionId,
    contents: contentsFor(rules, kind),
    ofSchool: contentsFor(rules, kind, 'schoolTerm'),
    electiveMinutes
  }
}

export const plannedVerdicts = (lessons: readonly Lesson[], { contents, electiveMinutes }: JudgedBy): Verdict[] =>
  verdictsOf(everyonesTime(lessons, electiveMinutes), contents, 'planned')

export const heldVerdicts = (lessons: readonly Lesson[], { contents, electiveMinutes }: JudgedBy): Verdict[] =>
  verdictsOf(everyonesTime(asHeld(lessons), electiveMinutes), contents, 'held')

/** The first rule that must be kept and is not, of a timetable as planned. */
export const breachIn = (verdicts: readonly Verdict[]): Verdict | null => verdicts.find(isBreach) ?? null

/** The rules this timetable is judged by, and what they say of it as it stands. */
export const contentsTold = async (
  db: Db,
  cohort: Cohort,
  lessons: readonly Lesson[],
  now: Date
): Promise<{ contents: Contents; verdicts: { planned: Verdict[]; held: Verdict[]; school: Verdict[] } }> => {
  const by = await judgedBy(db, cohort, now)
  const school = by.ofSchool.ratios.length ? await taughtInTerm(db, cohort.organisationId, cohort.startsOn) : []
  return {
    contents: by.contents,
    verdicts: {
      planned: plannedVerdicts(lessons, by),
      held: heldVerdicts(lessons, by),
      school: verdictsOf(school, by.ofSchool, 'held')
    }
  }
}

/** The lessons of the published cohorts of one organisation that begin in the term of a day, those that took place or are still to come. */
export const taughtInTerm = (db: Db, organisationId: number, day: Day): Promise<Taught[]> => {
  const { from, until } = termOf(day)
  return rowsOf<Taught>(
    db,
    sql`select l.kind, l.counts, l.minutes, '{}'::text[] as tags,
               coalesce((select json_agg(json_build_object('category', s.category, 'minutes', s.minutes)) from lesson_categories s
                         where s.lesson_id = l.id), '[]') as categories
        from cohorts c join publications p on p.cohort_id = c.id join lessons l on l.cohort_id = c.id
        where c.organisation_id = ${organisationId} and c.starts_on between ${from} and ${until}
          and not l.is_elective and not exists (select from cohort_steps s where s.cohort_id = c.id and s.kind = 'cancelled')
          and (select h.was_held from holdings h where h.lesson_id = l.id order by h.id desc limit 1) is distinct from false`
  )
}
