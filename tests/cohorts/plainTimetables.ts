import { sql } from 'drizzle-orm'
import { violationOf } from '../../server/database/constraints.ts'
import { firstOf, type Db } from '../../server/database/db.ts'

/** What somebody with a database console could write; no rule of the server stands in between. */
export type PlainLesson = { core: number; other: number; day?: string; from?: number; venueId?: number; teacherId?: number }

export const plainCohort = async (db: Db, at: { organisationId: number }, lessons: readonly PlainLesson[]) => {
  const { id: cohortId } = (await firstOf<{ id: number }>(
    db,
    sql`insert into cohorts (organisation_id, name, kind, organiser_level, stratum, capacity, starts_on, ends_on, created_at)
        values (${at.organisationId}, '轮训班', 'rotation', 'county', 'villageSecretary', 2, '2026-09-14', '2026-09-18', now()) returning id`
  ))!
  const lessonIds: number[] = []
  for (const lesson of lessons) lessonIds.push(await plainLesson(db, cohortId, lesson))
  return { cohortId, lessonIds }
}

export const plainLesson = (db: Db, cohortId: number, lesson: PlainLesson): Promise<number> =>
  db.transaction(async tx => {
    const { core, other, day = '2026-09-14', from = 540 } = lesson
    const all = core + other
    const { id } = (await firstOf<{ id: number }>(
      tx,
      sql`insert into lessons (cohort_id, kind, title, held_on, from_minute, until_minute, counts, minutes)
          values (${cohortId}, 'classroom', '课', ${day}, ${from}, ${from + all}, true, ${all}) returning id`
    ))!
    if (core) await tx.execute(sql`insert into lesson_categories values (${id}, 'coreTheory', ${core})`)
    if (other) await tx.execute(sql`insert into lesson_categories values (${id}, 'competency', ${other})`)
    for (const [venueId, teacherId] of [
      [lesson.venueId ?? null, null],
      [null, lesson.teacherId ?? null]
    ])
      if (venueId || teacherId)
        await tx.execute(
          sql`insert into bookings (lesson_id, venue_id, teacher_id, during, is_held) values (${id}, ${venueId}, ${teacherId},
                tsrange(${day}::date + make_interval(mins => ${from}), ${day}::date + make_interval(mins => ${from + all})), true)`
        )
    return id
  })

export const plainPublication = (db: Db, cohortId: number, accountId: number) =>
  db.execute(sql`insert into publications (cohort_id, published_at, published_by) values (${cohortId}, now(), ${accountId})`)

/** Runs statements as one transaction. The name of the constraint that refused them, or null when they went through. */
export const refusalOf = async (db: Db, statements: readonly string[]): Promise<string | null> => {
  try {
    await db.transaction(async tx => {
      for (const statement of statements) await tx.execute(sql.raw(statement))
    })
    return null
  } catch (error) {
    const violation = violationOf(error)
    if (!violation) throw error
    return violation.constraint ?? violation.code
  }
}
