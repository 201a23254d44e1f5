import { sql, type SQL } from 'drizzle-orm'
import type { Status } from '../attendance/rules.ts'
import type { CohortKind, LessonKind } from '../cohorts/rules.ts'
import { rowsOf, type Db } from '../database/db.ts'
import type { Day } from '../time/dates.ts'
import type { Slot } from '../time/halfDays.ts'

/** A lesson an entry rests on, with the mark that speaks for it, or with what was watched of it online. */
export type Evidence = {
  lessonId: number
  title: string
  kind: LessonKind
  heldOn: Day
  fromMinute: number
  untilMinute: number
  status: Status | null
  reason: string | null
  markedBy: string | null
  markedAt: string | null
  completedAt: string | null
  coveredMs: number | null
  lengthMs: number | null
}

export type Entry = {
  id: number
  earnedOn: Day
  slot: Slot | null
  source: 'concentrated' | 'collective' | 'selfStudy' | 'online'
  cohortId: number | null
  cohortName: string | null
  centiCredits: number
  halfDays: number
  reversesId: number | null
  policyNumber: number
  recordedAt: string
  recordedBy: string
  evidence: Evidence[]
}

const iso = (column: SQL): SQL => sql`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`

/** The ledger of one person for a calendar year, newest first; a counter-entry stands in the year of what it reverses. */
export const entriesOf = (db: Db, personId: number, year: number): Promise<Entry[]> =>
  rowsOf<Entry>(
    db,
    sql`select e.id, e.earned_on::text as "earnedOn", e.slot, e.source, c.id as "cohortId", c.name as "cohortName",
               e.centi_credits as "centiCredits", e.half_days as "halfDays", e.reverses_id as "reversesId",
               v.number as "policyNumber", ${iso(sql`e.recorded_at`)} as "recordedAt", a.name as "recordedBy",
               coalesce((select json_agg(json_build_object('lessonId', l.id, 'title', l.title, 'kind', l.kind,
                   'heldOn', l.held_on, 'fromMinute', l.from_minute, 'untilMinute', l.until_minute, 'status', m.status,
                   'reason', m.reason, 'markedBy', marker.name, 'markedAt', ${iso(sql`m.marked_at`)},
                   'completedAt', ${iso(sql`o.completed_at`)}, 'coveredMs', o.covered_ms, 'lengthMs', o.length_ms) order by l.from_minute, l.id)
                 from credit_evidence r
                 join lessons l on l.id = r.lesson_id
                 left join marks m on m.id = r.mark_id
                 left join online_completions o on o.id = r.online_completion_id
                 left join accounts marker on marker.id = m.marked_by
                 where r.entry_id = e.id), '[]') as evidence
        from credit_entries e
        join policy_versions v on v.id = e.version_id
        join accounts a on a.id = e.recorded_by
        left join enrolments n on n.id = e.enrolment_id
        left join cohorts c on c.id = n.cohort_id
        where e.person_id = any(same_person(${personId})) and e.earned_on >= make_date(${year}, 1, 1) and e.earned_on < make_date(${year + 1}, 1, 1)
        order by e.earned_on desc, array_position(array['eve', 'pm', 'am'], e.slot), e.id desc`
  )

export type YearTotal = { year: number; source: Entry['source']; centiCredits: number; halfDays: number }

/** What the whole ledger of one person comes to, by calendar year and source. */
export const totalsOf = (db: Db, personId: number): Promise<YearTotal[]> =>
  rowsOf<YearTotal>(
    db,
    sql`select extract(year from earned_on)::int as year, source, sum(centi_credits)::int as "centiCredits",
               sum(half_days)::int as "halfDays"
        from credit_entries where person_id = any(same_person(${personId})) group by 1, 2 order by 1 desc, 2`
  )

/** What was posted in one calendar year, whatever its source. */
export const earnedIn = async (db: Db, personId: number, year: number): Promise<number> => {
  const [sum] = await rowsOf<{ centiCredits: number }>(
    db,
    sql`select coalesce(sum(centi_credits), 0)::int as "centiCredits" from credit_entries
        where person_id = any(same_person(${personId})) and earned_on >= make_date(${year}, 1, 1) and earned_on < make_date(${year + 1}, 1, 1)`
  )
  return sum!.centiCredits
}

export type Completion = {
  cohortId: number
  cohortName: string
  kind: CohortKind
  organiserLevel: string
  isCompleted: boolean
  total: number
  earned: number
  leave: number
  absent: number
  completedOn: Day
}

/** The cohorts one person was in to their end, completed or not, newest first. In centi-credits. */
export const completionsOf = (db: Db, personId: number): Promise<Completion[]> =>
  rowsOf<Completion>(
    db,
    sql`select d.cohort_id as "cohortId", c.name as "cohortName", d.kind, d.organiser_level as "organiserLevel",
               d.is_completed as "isCompleted", d.total_centi_credits as total, d.earned_centi_credits as earned,
               d.leave_centi_credits as leave, d.absent_centi_credits as absent, d.completed_on::text as "completedOn"
        from completions d join cohorts c on c.id = d.cohort_id
        where d.person_id = any(same_person(${personId})) order by d.completed_on desc, d.id desc`
  )
