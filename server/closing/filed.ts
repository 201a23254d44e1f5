import { sql } from 'drizzle-orm'
import type { FiledIn } from '../cohorts/questions.ts'
import { firstOf } from '../database/db.ts'
import type { Filed } from '../cohorts/steps/rules.ts'

/** What is kept of a cohort besides its timetable, as counts. */
export const filedIn: FiledIn = async (db, cohortId) =>
  (await firstOf<Filed>(
    db,
    sql`select (select count(*)::int from enrolments e where e.cohort_id = ${cohortId}
                  and (select v.kind from enrolment_events v where v.enrolment_id = e.id order by v.id desc limit 1) = 'enrolled') as seats,
               (select count(*)::int from roll_calls r where r.lesson_id in (select id from lessons where cohort_id = ${cohortId})) as "rollCalls",
               (select count(*)::int from marks m where m.lesson_id in (select id from lessons where cohort_id = ${cohortId})) as marks,
               (select count(*)::int from online_completions o
                  where o.lesson_id in (select id from lessons where cohort_id = ${cohortId})) as "onlineCompletions",
               (select count(*)::int from completions d join enrolments e on e.id = d.enrolment_id where e.cohort_id = ${cohortId}) as completions,
               (select count(*)::int from credit_entries t join enrolments e on e.id = t.enrolment_id where e.cohort_id = ${cohortId}) as credits`
  ))!
