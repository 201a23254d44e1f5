import { sql } from 'drizzle-orm'
import { firstOf, rowsOf, type Db } from '../database/db.ts'
import type { Day } from '../time/dates.ts'
import { isKnown, isRecorded, type KnownBefore } from './known.ts'
import type { State } from './rules.ts'

export type Named = { id: number; name: string; gender: 'male' | 'female' | null; birthMonth: string | null }

export const personNamed = (db: Db, personId: number, day: Day, before: KnownBefore): Promise<Named | null> =>
  firstOf<Named>(
    db,
    sql`select f.person_id as id, f.name, f.gender, f.birth_month as "birthMonth" from person_facts f
        where f.person_id = ${personId} and ${isKnown('f', before)}
        order by (f.valid_from <= ${day}) desc, case when f.valid_from <= ${day} then f.valid_from end desc, f.valid_from limit 1`
  )

/** The name of an organisation at the time of a fact, as it is called where the fact begins. */
const nameAt = (organisation: string, day: string, before: KnownBefore) => sql`(
  select o.name from organisation_facts o where o.organisation_id = ${sql.raw(organisation)} and ${isKnown('o', before)}
  order by (o.valid_from <= ${sql.raw(day)}) desc, case when o.valid_from <= ${sql.raw(day)} then o.valid_from end desc, o.valid_from limit 1)`

export type PostLine = {
  organisationName: string
  role: string
  portfolio: string | null
  isMain: boolean
  from: Day
  until: Day | null
}

export const postsOf = (db: Db, personId: number, before: KnownBefore): Promise<PostLine[]> =>
  rowsOf<PostLine>(
    db,
    sql`select ${nameAt('f.organisation_id', 'f.valid_from', before)} as "organisationName", f.role, f.portfolio, f.is_main as "isMain",
               f.valid_from as "from", f.valid_until as "until"
        from posts f where f.person_id = ${personId} and ${isKnown('f', before)} order by f.valid_from, f.id`
  )

export type MembershipLine = { organisationName: string; stage: string; from: Day; until: Day | null }

export const membershipsOf = (db: Db, personId: number, before: KnownBefore): Promise<MembershipLine[]> =>
  rowsOf<MembershipLine>(
    db,
    sql`select ${nameAt('f.organisation_id', 'f.valid_from', before)} as "organisationName", f.stage, f.valid_from as "from", f.valid_until as "until"
        from memberships f where f.person_id = ${personId} and ${isKnown('f', before)} order by f.valid_from, f.id`
  )

export type ExemptionLine = { requirement: string | null; reason: string; approvedBy: string; from: Day; until: Day | null }

export const exemptionsOf = (db: Db, personId: number, before: KnownBefore): Promise<ExemptionLine[]> =>
  rowsOf<ExemptionLine>(
    db,
    sql`select f.requirement, f.reason, f.approved_by as "approvedBy", f.valid_from as "from", f.valid_until as "until"
        from exemptions f where f.person_id = ${personId} and ${isKnown('f', before)} order by f.valid_from, f.id`
  )

export type DueDateLine = {
  dueDateId: number
  requirement: string
  dueOn: Day
  reason: string
  approvedBy: string
  decidedOn: Day | null
  document: string | null
  from: Day
  until: Day
}

export const dueDatesOf = (db: Db, personId: number, before: KnownBefore): Promise<DueDateLine[]> =>
  rowsOf<DueDateLine>(
    db,
    sql`select f.due_date_id as "dueDateId", f.requirement, f.due_on as "dueOn", f.reason, f.approved_by as "approvedBy",
               f.decided_on as "decidedOn", f.document, f.valid_from as "from", f.valid_until as "until"
        from due_dates f where f.person_id = ${personId} and ${isKnown('f', before)} order by f.valid_from, f.id`
  )

export type StretchLine = {
  requirement: string
  period: number
  organisationId: number
  organisationName: string
  stratum: string
  state: State
  isFlagged: boolean
  ruleVersion: number
  from: Day
  until: Day
}

export const stretchesOf = (db: Db, personId: number, before: KnownBefore): Promise<StretchLine[]> =>
  rowsOf<StretchLine>(
    db,
    sql`select s.requirement, s.period, s.organisation_id as "organisationId", ${nameAt('s.organisation_id', 's.valid_from', before)} as "organisationName",
               s.stratum, s.state, s.is_flagged as "isFlagged", v.number as "ruleVersion", s.valid_from as "from", s.valid_until as "until"
        from standings s join policy_versions v on v.id = s.version_id
        where s.person_id = ${personId} and ${isKnown('s', before)} order by s.valid_from, s.requirement`
  )

export type EntryLine = {
  id: number
  earnedOn: Day
  slot: string | null
  source: string
  centiCredits: number
  halfDays: number
  reversesId: number | null
  cohortId: number | null
  cohortName: string | null
  ruleVersion: number
  recordedAt: string
  recordedBy: string
  evidence: {
    lessonId: number
    title: string
    heldOn: Day
    fromMinute: number
    untilMinute: number
    kind: string
    status: string | null
    reason: string | null
    markedBy: string | null
    markedAt: string | null
    completedAt: string | null
    coveredMs: number | null
    lengthMs: number | null
  }[]
}

/** Credit and what it rests on, up to and including a day. */
export const entriesOf = (db: Db, personId: number, from: Day, day: Day, before: KnownBefore): Promise<EntryLine[]> =>
  rowsOf<EntryLine>(
    db,
    sql`select e.id, e.earned_on as "earnedOn", e.slot, e.source, e.centi_credits as "centiCredits", e.half_days as "halfDays",
               e.reverses_id as "reversesId", c.id as "cohortId", c.name as "cohortName", v.number as "ruleVersion",
               ${iso('e.recorded_at')} as "recordedAt", a.name as "recordedBy",
               (select coalesce(json_agg(json_build_object('lessonId', l.id, 'title', l.title, 'heldOn', l.held_on,
                  'fromMinute', l.from_minute, 'untilMinute', l.until_minute, 'kind', l.kind, 'status', m.status, 'reason', m.reason,
                  'markedBy', w.name, 'markedAt', ${iso('m.marked_at')}, 'completedAt', ${iso('o.completed_at')}, 'coveredMs', o.covered_ms,
                  'lengthMs', o.length_ms) order by l.held_on, l.from_minute, m.id), '[]')
                from credit_evidence x join lessons l on l.id = x.lesson_id
                left join marks m on m.id = x.mark_id left join accounts w on w.id = m.marked_by
                left join online_completions o on o.id = x.online_completion_id
                where x.entry_id = e.id) as evidence
        from credit_entries e left join enrolments n on n.id = e.enrolment_id left join cohorts c on c.id = n.cohort_id
        join policy_versions v on v.id = e.version_id join accounts a on a.id = e.recorded_by
        where e.person_id = any(same_person(${personId})) and e.earned_on between ${from} and ${day} and ${isRecorded('e', before)}
        order by e.earned_on desc, e.id desc`
  )

export type CompletionLine = {
  id: number
  completedOn: Day
  isCompleted: boolean
  cohortId: number
  cohortName: string
  kind: string
  organiserLevel: string
  totalCentiCredits: number
  earnedCentiCredits: number
  leaveCentiCredits: number
  absentCentiCredits: number
  ruleVersion: number
  recordedAt: string
}

export const completionsOf = (db: Db, personId: number, day: Day, before: KnownBefore): Promise<CompletionLine[]> =>
  rowsOf<CompletionLine>(
    db,
    sql`select d.id, d.completed_on as "completedOn", d.is_completed as "isCompleted", d.cohort_id as "cohortId", c.name as "cohortName", d.kind,
               d.organiser_level as "organiserLevel", d.total_centi_credits as "totalCentiCredits", d.earned_centi_credits as "earnedCentiCredits",
               d.leave_centi_credits as "leaveCentiCredits", d.absent_centi_credits as "absentCentiCredits", v.number as "ruleVersion",
               ${iso('d.recorded_at')} as "recordedAt"
        from completions d join cohorts c on c.id = d.cohort_id join policy_versions v on v.id = d.version_id
        where d.person_id = any(same_person(${personId})) and d.completed_on <= ${day} and ${isRecorded('d', before)}
        order by d.completed_on desc, d.id desc`
  )

const iso = (column: string) => sql.raw(`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`)
