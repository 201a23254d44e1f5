import { sql } from 'drizzle-orm'
import { rowsOf, type Db } from '../database/db.ts'
import type { Named } from './queries.ts'

/** 组 of a cohort, in the order in which they were made; those that were dissolved are left out. Who is in them is enrolment's. */
export const groupsOf = (db: Db, cohortId: number): Promise<Named[]> =>
  rowsOf<Named>(db, sql`select id, name from cohort_groups where cohort_id = ${cohortId} and dissolved_at is null order by id`)
