import { eq, sql } from 'drizzle-orm'
import { rowsOf, type Db } from '../database/db.ts'
import type { Day } from '../time/dates.ts'
import { cohortById, type Cohort } from './queries.ts'
import type { Verdict } from './contents/rules.ts'
import type { CohortKind, VenueKind } from './rules.ts'
import { bookings, cohorts, derogations, holdings, publications } from './schema.ts'

export type NewCohort = {
  electiveMinutes: number
  organisationId: number
  name: string
  kind: CohortKind
  organiserLevel: string
  stratum: string
  capacity: number
  startsOn: Day
  endsOn: Day
  supervisorId: number | null
  venueKind: VenueKind | null
  /** The item of the annual plan it is a run of. */
  planItemId?: number | null
}

export const addCohort = async (db: Db, added: NewCohort, now: Date): Promise<number> =>
  (
    await db
      .insert(cohorts)
      .values({ ...added, createdAt: now })
      .returning({ id: cohorts.id })
  )[0]!.id

export const changeCohort = async (
  db: Db,
  cohortId: number,
  changed: Pick<
    NewCohort,
    'name' | 'capacity' | 'startsOn' | 'endsOn' | 'supervisorId' | 'venueKind' | 'electiveMinutes' | 'planItemId'
  >
): Promise<void> => {
  await db.update(cohorts).set(changed).where(eq(cohorts.id, cohortId))
}

/** Waits until nobody else is changing this cohort, and reads how it then stands. */
export const lockCohort = async (db: Db, cohortId: number): Promise<Cohort> => {
  await db.execute(sql`select from cohorts where id = ${cohortId} for no key update`)
  return (await cohortById(db, cohortId))!
}

/** From now on the bookings of this timetable bar others. */
export const publish = async (
  db: Db,
  published: { cohortId: number; publishedBy: number; versionId: number | null; verdicts: Verdict[] },
  now: Date
): Promise<void> => {
  const { cohortId } = published
  await db.insert(publications).values({ ...published, publishedAt: now })
  await db.execute(
    sql`update bookings set is_held = true where lesson_id in (select id from lessons where cohort_id = ${cohortId})`
  )
}

export type Holding = { lessonId: number; wasHeld: boolean; reason: string | null }

/** A lesson that did not take place gives its room and teacher back; if it did after all, they are taken up again where still free. */
export const settle = async (db: Db, holding: Holding, recordedBy: number, now: Date): Promise<void> => {
  await db.insert(holdings).values({ ...holding, recordedBy, recordedAt: now })
  if (!holding.wasHeld) await db.update(bookings).set({ isHeld: false }).where(eq(bookings.lessonId, holding.lessonId))
  else
    await db.execute(
      sql`update bookings b set is_held = true where b.lesson_id = ${holding.lessonId} and not exists (
            select from bookings o where o.is_held and o.id <> b.id and o.during && b.during
              and (o.combined_id is null or o.combined_id is distinct from b.combined_id)
              and (o.venue_id = b.venue_id or o.teacher_id = b.teacher_id or o.group_id = b.group_id))`
    )
}

/** Online lessons settle by themselves. Asked at once whether they may: the close-out of the same transaction comes after them. */
export const settleThemselves = async (db: Db, lessonIds: readonly number[], recordedBy: number, now: Date): Promise<void> => {
  if (!lessonIds.length) return
  await db
    .insert(holdings)
    .values(lessonIds.map(lessonId => ({ lessonId, wasHeld: true, reason: null, recordedBy, recordedAt: now })))
  await db.execute(sql`set constraints holdings_before_closing immediate`)
}

export const derogate = async (
  db: Db,
  given: { cohortId: number; reason: string; document: string },
  approvedBy: number,
  now: Date
): Promise<void> => {
  await db.insert(derogations).values({ ...given, approvedBy, approvedAt: now })
}

/** Counted minutes, all of them and those of a category, as planned and as held. */
export type Sums = { cohortId: number; all: number; inCategory: number; heldAll: number; heldInCategory: number }

/** The sums of every cohort in one statement, for a list. As held, what did not take place is out. */
export const sumsOf = (db: Db, cohortIds: readonly number[], category: string): Promise<Sums[]> =>
  cohortIds.length
    ? rowsOf<Sums>(
        db,
        sql`select l.cohort_id as "cohortId", (coalesce(sum(l.minutes) filter (where not is_elective), 0) + chosen)::int as "all",
                   coalesce(sum(s.minutes) filter (where not is_elective), 0)::int as "inCategory",
                   (coalesce(sum(l.minutes) filter (where stands and not is_elective), 0) + chosen)::int as "heldAll",
                   coalesce(sum(s.minutes) filter (where stands and not is_elective), 0)::int as "heldInCategory"
            from lessons l
            join lateral (select coalesce(cohort_chosen(l.cohort_id), elective_minutes) as chosen from cohorts where id = l.cohort_id) c on true
            left join lesson_categories s on s.lesson_id = l.id and s.category = ${category}
            cross join lateral (
              select coalesce((select h.was_held from holdings h where h.lesson_id = l.id order by h.id desc limit 1), true) as stands) h
            where l.counts and l.cohort_id in ${cohortIds}
            group by l.cohort_id, chosen`
      )
    : Promise.resolve([])

export type Supervisor = { id: number; name: string; organisationName: string }

/** 班主任 to choose from: those whose part of the tree lies within one of these, or holds it. */
export const supervisorsFor = (db: Db, paths: readonly string[]): Promise<Supervisor[]> =>
  rowsOf<Supervisor>(
    db,
    sql`select distinct on (a.name collate "C", a.id) a.id, a.name, f.name as "organisationName"
        from account_roles r
        join accounts a on a.id = r.account_id and not a.is_disabled
        join organisation_facts f on f.organisation_id = r.organisation_id and f.recorded_until is null and f.valid_until is null
        where r.role = 'classSupervisor' and r.revoked_at is null
          and (f.path <@ any(array[${ltrees(paths)}]) or f.path @> any(array[${ltrees(paths)}]))
        order by a.name collate "C", a.id, f.path`
  )

const ltrees = (paths: readonly string[]) =>
  sql.join(
    paths.map(path => sql`${path}::ltree`),
    sql`, `
  )
