import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { violationOf } from '../../server/database/constraints.ts'
import { firstOf, rowsOf, type Db } from '../../server/database/db.ts'
import { plainCohort, plainPublication } from '../cohorts/plainTimetables.ts'
import { makeWorld, type World } from '../world.ts'

/**
 * Each guard of the database is broken on purpose: with it a statement is refused by its name, without it the same statement goes
 * through. A guard that nothing would miss guards nothing.
 */
let world: World
const ids: Record<string, number> = {}

const add = async (statement: string): Promise<number> =>
  (await firstOf<{ id: number }>(world.database.db, sql.raw(statement + ' returning id')))!.id

beforeAll(async () => {
  world = await makeWorld()
  const { db } = world.database
  const county = { organisationId: world.at['安澜县']! }
  const wang = world.account.wang!
  Object.assign(ids, {
    wang,
    lin: world.who['林文博'],
    zhao: world.who['赵德明'],
    county: county.organisationId,
    town: world.at['青石镇']
  })
  ids.venue = await add(`insert into venues (organisation_id, name, place, capacity) values (${ids.county}, '301', '县党校', 60)`)
  ids.teacher = await add(
    `insert into teachers (organisation_id, name, unit, title) values (${ids.county}, '王立言', '县委党校', '讲师')`
  )
  ids.version = (await firstOf<{ id: number }>(db, sql`select id from policy_versions`))!.id
  const { id: course } = (await firstOf<{ id: number }>(db, sql`insert into courses (code) values ('charter') returning id`))!
  await add(`insert into course_versions (course_id, number, title, category, kind, minutes, summary, recorded_at)
             values (${course}, 1, '党章', 'coreTheory', 'classroom', 90, '党章', now())`)

  const draft = await plainCohort(db, county, [{ core: 0, other: 90 }])
  Object.assign(ids, { draft: draft.cohortId, draftLesson: draft.lessonIds[0] })

  const published = await plainCohort(db, county, [
    { core: 90, other: 0, venueId: ids.venue, teacherId: ids.teacher },
    { core: 0, other: 180, day: '2026-09-15' }
  ])
  await plainPublication(db, published.cohortId, wang)
  Object.assign(ids, { published: published.cohortId, theory: published.lessonIds[0], practice: published.lessonIds[1] })

  // Short as held: the theory fell out. A derogation has been given.
  const short = await plainCohort(db, county, [
    { core: 90, other: 0 },
    { core: 0, other: 180, day: '2026-09-15' }
  ])
  await plainPublication(db, short.cohortId, wang)
  Object.assign(ids, { short: short.cohortId, shortTheory: short.lessonIds[0] })
  await add(holding(short.lessonIds[0]!, false))
  await add(holding(short.lessonIds[1]!, true))

  const closed = await plainCohort(db, county, [
    { core: 90, other: 0 },
    { core: 0, other: 90, day: '2026-09-15' }
  ])
  await plainPublication(db, closed.cohortId, wang)
  for (const lessonId of closed.lessonIds) await add(holding(lessonId, true))
  ids.derogation = await add(
    `insert into derogations (cohort_id, reason, document, approved_at, approved_by) values (${closed.cohortId}, '暴雨', '1号', now(), ${wang})`
  )
  Object.assign(ids, { closed: closed.cohortId, closedTheory: closed.lessonIds[0], closedPractice: closed.lessonIds[1] })

  // 林 sits in the published cohort, which has two seats, and in the closed one.
  for (const [name, cohort] of [
    ['seat', ids.published],
    ['closedSeat', ids.closed]
  ] as const) {
    ids[name] = await add(
      `insert into enrolments (cohort_id, person_id, organisation_id, post_snapshot, number) values (${cohort}, ${ids.lin}, ${ids.town}, '柳湾村 书记', 1)`
    )
    await add(event(ids[name], cohort!))
  }
  ids.zhaoSeat = await add(
    `insert into enrolments (cohort_id, person_id, organisation_id, post_snapshot, number) values (${ids.published}, ${ids.zhao}, ${ids.town}, '柳湾村 副书记', 2)`
  )
  await add(event(ids.zhaoSeat, ids.published!))
  ids.sunSeat = await add(
    `insert into enrolments (cohort_id, person_id, organisation_id, post_snapshot, number) values (${ids.published}, ${world.who['孙国庆']}, ${ids.town}, '石岭村 书记', 3)`
  )
  await add(`insert into roll_calls (cohort_id, lesson_id, client_key, called_at, called_by)
             values (${ids.closed}, ${ids.closedTheory}, '00000000-0000-4000-8000-000000000001', now(), ${wang})`)
  ids.mark = await add(mark(ids.closed!, ids.closedSeat!, ids.closedTheory!))
  ids.closing = await add(closing(closed.cohortId))
  await world.database.db.transaction(async tx => {
    const entry = await firstOf<{ id: number }>(tx, sql.raw(credit('am') + ' returning id'))
    ids.credit = entry!.id
    await tx.execute(sql.raw(`insert into credit_evidence values (${entry!.id}, ${ids.closedTheory}, ${ids.mark})`))
  })
  await add(completion())
  await add(standing())
  await add(`insert into exemptions (exemption_id, person_id, reason, approved_by, valid_from, recorded_from)
             values (nextval('exemption_ids'), ${ids.lin}, '久病', '支部大会', '2026-01-01', now())`)
  ids.import = await add(`insert into roster_imports (organisation_id, file_name, content, effective_on, uploaded_at, uploaded_by)
                          values (${ids.county}, 'roster.xlsx', '', '2026-09-01', now(), ${wang})`)
  await add(
    `insert into roster_applications (import_id, applied_at, applied_by, summary) values (${ids.import}, now(), ${wang}, '{}')`
  )
  await add(succession('ended'))
  ids.merged = world.who['郑海峰']!
  ids.merger = await add(merger(world.who['吴桂香']!, ids.merged))
  await add(reversal())
  await add(distinction(ids.lin!, ids.zhao!))
  await add(
    `insert into local_categories (organisation_id, name, unit_category, field, recorded_from) values (${ids.county}, '街道商圈', 'other', 'other', now())`
  )
  await add(`insert into audit_lines (at, act) values (now(), 'a test')`)
})
afterAll(() => world.close())

const holding = (lessonId: number, wasHeld: boolean) =>
  `insert into holdings (lesson_id, was_held, reason, recorded_at, recorded_by) values (${lessonId}, ${wasHeld}, '记录', now(), ${ids.wang})`
const closing = (cohortId: number) =>
  `insert into closings (cohort_id, closed_at, closed_by) values (${cohortId}, now(), ${ids.wang})`
const event = (enrolmentId: number, cohortId: number) =>
  `insert into enrolment_events (enrolment_id, cohort_id, kind, at, account_id) values (${enrolmentId}, ${cohortId}, 'enrolled', now(), ${ids.wang})`
const mark = (cohortId: number, enrolmentId: number, lessonId: number) =>
  `insert into marks (cohort_id, enrolment_id, lesson_id, status, marked_at, marked_by) values (${cohortId}, ${enrolmentId}, ${lessonId}, 'present', now(), ${ids.wang})`
const credit = (slot: string) =>
  `insert into credit_entries (person_id, enrolment_id, source, centi_credits, half_days, earned_on, slot, version_id, recorded_at, recorded_by)
   values (${ids.lin}, ${ids.closedSeat}, 'concentrated', 400, 1, '2026-09-14', '${slot}', ${ids.version}, now(), ${ids.wang})`
const completion = (earned = 800) =>
  `insert into completions (enrolment_id, person_id, cohort_id, closing_id, is_completed, total_centi_credits, earned_centi_credits,
     leave_centi_credits, absent_centi_credits, completed_on, kind, organiser_level, version_id, recorded_at)
   values (${ids.closedSeat}, ${ids.lin}, ${ids.closed}, ${ids.closing}, true, 800, ${earned}, 0, 0, '2026-09-18', 'rotation', 'county', ${ids.version}, now())`
const standing = () =>
  `insert into standings (person_id, requirement, period, organisation_id, stratum, state, is_flagged, version_id, valid_from, valid_until, recorded_from)
   values (${ids.lin}, 'a test', 2026, ${ids.town}, 'villageSecretary', 'outstanding', false, ${ids.version}, '2026-01-01', '2027-01-01', now())`
class Undone extends Error {}

/** Runs statements and whatever was deferred, then undoes it all. What refused them, or null. */
const refusalOf = async (db: Db, statements: readonly string[]): Promise<string | null> => {
  try {
    await db.transaction(async tx => {
      for (const statement of [...statements, 'set constraints all immediate']) await tx.execute(sql.raw(statement))
      throw new Undone()
    })
  } catch (error) {
    if (error instanceof Undone) return null
    const violation = violationOf(error)
    if (!violation) throw error
    return violation.constraint ?? `${violation.code} ${violation.message}`
  }
  return null
}

const trigger = (name: string, table: string) => `drop trigger ${name} on ${table}`
const constraint = (name: string, table: string) => `alter table ${table} drop constraint ${name}`

const succession = (kind: string) =>
  `insert into organisation_successions (kind, from_id, on_day, reason, recorded_at) values ('${kind}', ${ids.town}, '2026-09-01', '撤并', now())`
const localCategory = () =>
  `insert into local_categories (organisation_id, name, unit_category, field, recorded_from) values (${ids.county}, '村网格', 'village', 'rural', now())`
const savedFilter = () =>
  `insert into saved_filters (organisation_id, name, criteria, created_at, created_by) values (${ids.county}, '书记', '{}', now(), ${ids.wang})`
const personFact = (column: string, value: string) =>
  `insert into person_facts (person_id, name, pinyin, ${column}, valid_from, valid_until, recorded_from)
   values (${ids.lin}, '林', 'lin', ${value}, '1990-01-01', '1991-01-01', now())`
const merger = (kept: number, merged: number) =>
  `insert into person_merges (kept_id, merged_id, reason, moved, recorded_from) values (${kept}, ${merged}, '录了两次', '{}', now())`
const reversal = () =>
  `insert into person_merge_reversals (merge_id, reason, reversed_at) values (${ids.merger}, '合并错了', now())`
const distinction = (one: number, other: number) =>
  `insert into person_distinctions (person_id, other_id, reason, recorded_at) values (${one}, ${other}, '同名', now())`
/** The last fact of an organisation with one word in it that there is not. */
const wrongFact = (column: string, value: string, name: string): Guard => ({
  refusal: name,
  without: constraint(name, 'organisation_facts'),
  statements: () => [
    `update organisation_facts set recorded_until = now() where organisation_id = ${ids.town}`,
    `insert into organisation_facts (organisation_id, parent_id, path, name, type_code, level, unit_category, field, division_code, valid_from, recorded_from)
     select organisation_id, parent_id, path, name, ${['type_code', 'level', 'unit_category', 'field', 'division_code']
       .map(each => (each === column ? value : each))
       .join(', ')}, valid_from, now() from organisation_facts where organisation_id = ${ids.town}`
  ]
})

/** What refuses, what is taken away, and what is then done in vain or not. */
type Guard = { refusal: string; without: string; statements: () => string[] }

const GUARDS: Record<string, Guard> = {
  // The one-third rule, on every table its sum reads.
  lessons_core_third: {
    refusal: 'cohorts_core_third',
    without: trigger('lessons_core_third', 'lessons'),
    statements: () => [`delete from lessons where id = ${ids.theory}`]
  },
  lesson_categories_core_third: {
    refusal: 'cohorts_core_third',
    without: trigger('lesson_categories_core_third', 'lesson_categories'),
    statements: () => [`update lesson_categories set category = 'other' where lesson_id = ${ids.theory}`]
  },
  publications_core_third: {
    refusal: 'cohorts_core_third',
    without: trigger('publications_core_third', 'publications'),
    statements: () => [
      `insert into publications (cohort_id, published_at, published_by) values (${ids.draft}, now(), ${ids.wang})`
    ]
  },
  'hold_lesson_split, asked by lessons_core_third': {
    refusal: 'lessons_minutes_split',
    without: trigger('lessons_core_third', 'lessons'),
    statements: () => [`update lessons set minutes = minutes - 1 where id = ${ids.draftLesson}`]
  },
  'hold_lesson_split, asked by lesson_categories_core_third': {
    refusal: 'lessons_minutes_split',
    without: trigger('lesson_categories_core_third', 'lesson_categories'),
    statements: () => [`insert into lesson_categories values (${ids.draftLesson}, 'other', 10)`]
  },
  lessons_teaching_counts: {
    refusal: 'lessons_teaching_counts',
    without: constraint('lessons_teaching_counts', 'lessons'),
    statements: () => [`update lessons set kind = 'meal' where id = ${ids.draftLesson}`]
  },
  lessons_uncounted: {
    refusal: 'lessons_uncounted',
    without: constraint('lessons_uncounted', 'lessons'),
    statements: () => [`update lessons set kind = 'meal', counts = false where id = ${ids.draftLesson}`]
  },
  lessons_minutes: {
    refusal: 'lessons_minutes',
    without: constraint('lessons_minutes', 'lessons'),
    statements: () => [
      `update lessons set minutes = 1000 where id = ${ids.draftLesson}`,
      `update lesson_categories set minutes = 1000 where lesson_id = ${ids.draftLesson}`
    ]
  },
  lessons_hours: {
    refusal: 'lessons_hours',
    without: constraint('lessons_hours', 'lessons'),
    statements: () => [`update lessons set from_minute = 1400, until_minute = 1500 where id = ${ids.draftLesson}`]
  },
  publications_once: {
    refusal: 'publications_once',
    without: constraint('publications_once', 'publications'),
    statements: () => [
      `insert into publications (cohort_id, published_at, published_by) values (${ids.published}, now(), ${ids.wang})`
    ]
  },
  // One room, one teacher.
  bookings_venue_once: {
    refusal: 'bookings_venue_once',
    without: constraint('bookings_venue_once', 'bookings'),
    statements: () => [
      `insert into bookings (lesson_id, venue_id, during, is_held) values (${ids.practice}, ${ids.venue}, '[2026-09-14 10:29, 2026-09-14 11:00)', true)`
    ]
  },
  bookings_teacher_once: {
    refusal: 'bookings_teacher_once',
    without: constraint('bookings_teacher_once', 'bookings'),
    statements: () => [
      `insert into bookings (lesson_id, teacher_id, during, is_held) values (${ids.practice}, ${ids.teacher}, '[2026-09-14 10:29, 2026-09-14 11:00)', true)`
    ]
  },
  // What was held, and the close-out.
  closings_core_third: {
    refusal: 'closings_core_third',
    without: trigger('closings_core_third', 'closings'),
    statements: () => [closing(ids.short!)]
  },
  'closings_all_settled, asked by closings_core_third': {
    refusal: 'closings_all_settled',
    without: trigger('closings_core_third', 'closings'),
    statements: () => [closing(ids.published!)]
  },
  closings_once: {
    refusal: 'closings_once',
    without: constraint('closings_once', 'closings'),
    statements: () => [closing(ids.closed!)]
  },
  derogations_once: {
    refusal: 'derogations_once',
    without: constraint('derogations_once', 'derogations'),
    statements: () => [
      `insert into derogations (cohort_id, reason, document, approved_at, approved_by) values (${ids.closed}, '暴雨', '2号', now(), ${ids.wang})`
    ]
  },
  holdings_before_closing: {
    refusal: 'cohorts_closed',
    without: trigger('holdings_before_closing', 'holdings'),
    statements: () => [holding(ids.closedTheory!, false)]
  },
  holdings_reason: {
    refusal: 'holdings_reason',
    without: constraint('holdings_reason', 'holdings'),
    statements: () => [
      `insert into holdings (lesson_id, was_held, recorded_at, recorded_by) values (${ids.theory}, false, now(), ${ids.wang})`
    ]
  },
  lessons_before_closing: {
    refusal: 'cohorts_closed',
    without: trigger('lessons_before_closing', 'lessons'),
    statements: () => [`update lessons set title = '改名' where id = ${ids.closedTheory}`]
  },
  lesson_categories_before_closing: {
    refusal: 'cohorts_closed',
    without: trigger('lesson_categories_before_closing', 'lesson_categories'),
    statements: () => [`update lesson_categories set category = 'other' where lesson_id = ${ids.closedPractice}`]
  },
  marks_before_closing: {
    refusal: 'cohorts_closed',
    without: trigger('marks_before_closing', 'marks'),
    statements: () => [mark(ids.closed!, ids.closedSeat!, ids.closedPractice!)]
  },
  enrolment_events_before_closing: {
    refusal: 'cohorts_closed',
    without: trigger('enrolment_events_capacity', 'enrolment_events'),
    statements: () => [event(ids.closedSeat!, ids.closed!)]
  },
  // Seats.
  enrolment_events_capacity: {
    refusal: 'cohorts_capacity',
    without: trigger('enrolment_events_capacity', 'enrolment_events'),
    statements: () => [event(ids.sunSeat!, ids.published!)]
  },
  cohorts_capacity_taken: {
    refusal: 'cohorts_capacity_taken',
    without: trigger('cohorts_capacity_taken', 'cohorts'),
    statements: () => [`update cohorts set capacity = 1 where id = ${ids.published}`]
  },
  enrolments_once: {
    refusal: 'enrolments_once',
    without: constraint('enrolments_once', 'enrolments'),
    statements: () => [
      `insert into enrolments (cohort_id, person_id, organisation_id, post_snapshot, number) values (${ids.published}, ${ids.lin}, ${ids.town}, '书记', 4)`
    ]
  },
  enrolment_events_of_cohort: {
    refusal: 'enrolment_events_of_cohort',
    without: constraint('enrolment_events_of_cohort', 'enrolment_events'),
    statements: () => [event(ids.seat!, ids.draft!)]
  },
  // Marks, credit, completions.
  marks_of_lesson: {
    refusal: 'marks_of_lesson',
    without: constraint('marks_of_lesson', 'marks'),
    statements: () => [mark(ids.published!, ids.seat!, ids.closedTheory!)]
  },
  marks_of_enrolment: {
    refusal: 'marks_of_enrolment',
    without: constraint('marks_of_enrolment', 'marks'),
    statements: () => [mark(ids.published!, ids.closedSeat!, ids.theory!)]
  },
  credit_entries_evidence: {
    refusal: 'credit_entries_evidence',
    without: trigger('credit_entries_evidence', 'credit_entries'),
    statements: () => [credit('pm')]
  },
  credit_entries_once: {
    refusal: 'credit_entries_once',
    without: constraint('credit_entries_once', 'credit_entries'),
    statements: () => [
      `with entry as (${credit('am')} returning id) insert into credit_evidence select id, ${ids.closedTheory}, ${ids.mark} from entry`
    ]
  },
  completions_once: {
    refusal: 'completions_once',
    without: constraint('completions_once', 'completions'),
    statements: () => [completion()]
  },
  completions_sum: {
    refusal: 'completions_sum',
    without: `${constraint('completions_sum', 'completions')}, drop constraint completions_once`,
    statements: () => [completion(700)]
  },
  // One fact, one row at a time; both times.
  organisation_facts_once: {
    refusal: 'organisation_facts_once',
    without: constraint('organisation_facts_once', 'organisation_facts'),
    statements: () => [
      `insert into organisation_facts (organisation_id, parent_id, path, name, type_code, level, unit_category, field, valid_from, recorded_from)
       select organisation_id, parent_id, path, '改名', type_code, level, unit_category, field, valid_from, recorded_from
       from organisation_facts where organisation_id = ${ids.town}`
    ]
  },
  organisation_facts_type: wrongFact('type_code', "'999'", 'organisation_facts_type'),
  organisation_facts_level: wrongFact('level', "'hamlet'", 'organisation_facts_level'),
  organisation_facts_category: wrongFact('unit_category', "'grid'", 'organisation_facts_category'),
  organisation_facts_division: wrongFact('division_code', "'9901'", 'organisation_facts_division'),
  organisation_successions_kind: {
    refusal: 'organisation_successions_kind',
    without: constraint('organisation_successions_kind', 'organisation_successions'),
    statements: () => [succession('forgotten')]
  },
  local_categories_once: {
    refusal: 'local_categories_once',
    without: 'drop index local_categories_once',
    statements: () => [localCategory(), localCategory()]
  },
  saved_filters_once: {
    refusal: 'saved_filters_once',
    without: constraint('saved_filters_once', 'saved_filters'),
    statements: () => [savedFilter(), savedFilter()]
  },
  exemptions_kind: {
    refusal: 'exemptions_kind',
    without: constraint('exemptions_kind', 'exemptions'),
    statements: () => [
      `insert into exemptions (exemption_id, person_id, kind, reason, approved_by, valid_from, recorded_from)
       values (nextval('exemption_ids'), ${ids.lin}, 'busy', '忙', '支部大会', '2026-01-01', now())`
    ]
  },
  person_facts_joined_month: {
    refusal: 'person_facts_joined_month',
    without: constraint('person_facts_joined_month', 'person_facts'),
    statements: () => [personFact('joined_month', "'1999-13'")]
  },
  person_facts_occupation: {
    refusal: 'person_facts_occupation',
    without: constraint('person_facts_occupation', 'person_facts'),
    statements: () => [personFact('occupation', "'captain'")]
  },
  person_merges_two: {
    refusal: 'person_merges_two',
    without: constraint('person_merges_two', 'person_merges'),
    statements: () => [merger(ids.lin!, ids.lin!)]
  },
  person_merges_once: {
    refusal: 'person_merges_once',
    without: 'drop index person_merges_once',
    statements: () => [
      `alter table person_merges disable trigger person_merges_flat`,
      merger(ids.lin!, ids.merged!),
      `alter table person_merges enable trigger person_merges_flat`
    ]
  },
  person_merges_flat: {
    refusal: 'person_merges_flat',
    without: trigger('person_merges_flat', 'person_merges'),
    statements: () => [merger(ids.merged!, ids.lin!)]
  },
  person_merge_reversals_once: {
    refusal: 'person_merge_reversals_once',
    without: constraint('person_merge_reversals_once', 'person_merge_reversals'),
    statements: () => [reversal()]
  },
  person_distinctions_once: {
    refusal: 'person_distinctions_once',
    without: constraint('person_distinctions_once', 'person_distinctions'),
    statements: () => [distinction(ids.lin!, ids.zhao!)]
  },
  person_distinctions_order: {
    refusal: 'person_distinctions_order',
    without: constraint('person_distinctions_order', 'person_distinctions'),
    statements: () => [distinction(ids.zhao!, ids.lin!)]
  },
  person_facts_once: {
    refusal: 'person_facts_once',
    without: constraint('person_facts_once', 'person_facts'),
    statements: () => [
      `insert into person_facts (person_id, name, pinyin, valid_from, recorded_from)
       select person_id, '改名', pinyin, valid_from, recorded_from from person_facts where person_id = ${ids.lin}`
    ]
  },
  posts_once: {
    refusal: 'posts_once',
    without: constraint('posts_once', 'posts'),
    statements: () => [
      `insert into posts (post_id, person_id, organisation_id, role, is_main, valid_from, recorded_from)
       select post_id, person_id, organisation_id, 'committeeMember', is_main, valid_from, recorded_from from posts where person_id = ${ids.lin}`
    ]
  },
  posts_same_twice: {
    refusal: 'posts_same_twice',
    without: constraint('posts_same_twice', 'posts'),
    statements: () => [
      `insert into posts (post_id, person_id, organisation_id, role, is_main, valid_from, recorded_from)
       select nextval('post_ids'), person_id, organisation_id, role, is_main, valid_from, recorded_from from posts where person_id = ${ids.lin}`
    ]
  },
  memberships_once: {
    refusal: 'memberships_once',
    without: constraint('memberships_once', 'memberships'),
    statements: () => [
      `insert into memberships (person_id, organisation_id, stage, valid_from, recorded_from)
       select person_id, organisation_id, 'probationary', valid_from, recorded_from from memberships where person_id = ${ids.lin}`
    ]
  },
  exemptions_once: {
    refusal: 'exemptions_once',
    without: constraint('exemptions_once', 'exemptions'),
    statements: () => [
      `insert into exemptions (exemption_id, person_id, reason, approved_by, valid_from, recorded_from)
       select exemption_id, person_id, '改写', approved_by, valid_from, recorded_from from exemptions where person_id = ${ids.lin}`
    ]
  },
  standings_once: {
    refusal: 'standings_once',
    without: constraint('standings_once', 'standings'),
    statements: () => [standing()]
  },
  roster_applications_once: {
    refusal: 'roster_applications_once',
    without: constraint('roster_applications_once', 'roster_applications'),
    statements: () => [
      `insert into roster_applications (import_id, applied_at, applied_by, summary) values (${ids.import}, now(), ${ids.wang}, '{}')`
    ]
  },
  account_roles_once: {
    refusal: 'account_roles_once',
    without: 'drop index account_roles_once',
    statements: () => [
      `insert into account_roles (account_id, role, organisation_id, granted_at)
       select account_id, role, organisation_id, now() from account_roles where account_id = ${ids.wang}`
    ]
  }
}

describe('a guard is missed when it is gone', () => {
  test.each(Object.entries(GUARDS))('%s', async (_name, { refusal, without, statements }) => {
    const { db } = world.database
    expect(await refusalOf(db, statements())).toBe(refusal)
    expect(await refusalOf(db, [without, ...statements()])).toBe(null)
  })
})

/** Every trigger of ours, as table and name. */
const triggers = () =>
  rowsOf<{ table: string; name: string }>(
    world.database.db,
    sql`select c.relname as table, t.tgname as name from pg_trigger t join pg_class c on c.oid = t.tgrelid
        where not t.tgisinternal order by 1, 2`
  )

test('rows that money or honour hangs on are never changed or removed', async () => {
  const kept = (await triggers()).filter(({ name }) => name.endsWith('_append_only') || name.endsWith('_close_once'))
  expect(kept.map(({ name }) => name)).toEqual(expect.arrayContaining(KEPT))
  for (const { table, name } of kept) {
    const columns = await rowsOf<{ name: string }>(
      world.database.db,
      sql`select attname as name from pg_attribute where attrelid = ${table}::regclass and attnum > 0 and attidentity = '' order by attnum`
    )
    const column = columns[0]!.name
    const change = `update ${table} set ${column} = ${column}`
    expect([table, await refusalOf(world.database.db, [change])]).toEqual([table, name])
    expect([table, await refusalOf(world.database.db, [trigger(name, table), change])]).toEqual([table, null])
    expect([table, await refusalOf(world.database.db, [`delete from ${table}`])]).toEqual([table, name])
  }
})

const KEPT = [
  'audit_lines_append_only',
  'closings_append_only',
  'completions_append_only',
  'course_versions_append_only',
  'credit_entries_append_only',
  'credit_evidence_append_only',
  'derogations_append_only',
  'enrolment_events_append_only',
  'exemptions_close_once',
  'holdings_append_only',
  'local_categories_close_once',
  'marks_append_only',
  'memberships_close_once',
  'organisation_facts_close_once',
  'organisation_successions_append_only',
  'person_distinctions_append_only',
  'person_facts_close_once',
  'person_merge_reversals_append_only',
  'person_merges_close_once',
  'policy_versions_append_only',
  'posts_close_once',
  'publications_append_only',
  'roll_calls_append_only',
  'roster_applications_append_only',
  'standings_close_once'
]

test('a fact is closed once as knowledge, and nothing else of it changes with that', async () => {
  const { db } = world.database
  const close = `update posts set recorded_until = now() where person_id = ${ids.lin}`
  expect(await refusalOf(db, [close])).toBe(null)
  expect(await refusalOf(db, [close, close])).toBe('posts_close_once')
  expect(await refusalOf(db, [`update posts set recorded_until = now(), role = 'member' where person_id = ${ids.lin}`])).toBe(
    'posts_close_once'
  )
})

test('no table of the timetable is emptied at one stroke', async () => {
  const { db } = world.database
  const held = (await triggers()).filter(({ name }) => name.endsWith('_no_truncate'))
  expect(held.map(({ table }) => table)).toEqual(
    expect.arrayContaining([
      'bookings',
      'closings',
      'cohorts',
      'derogations',
      'holdings',
      'lesson_categories',
      'lessons',
      'publications'
    ])
  )
  for (const { table, name } of held) {
    // The tables that hang on it are emptied with it, so their own guards are put aside.
    const others = held.filter(other => other.table !== table).map(other => trigger(other.name, other.table))
    const truncate = `truncate ${table} cascade`
    expect([table, await refusalOf(db, [...others, truncate])]).toEqual([table, name])
    expect([table, await refusalOf(db, [...others, trigger(name, table), truncate])]).toEqual([table, null])
  }
})

test('every trigger and every exclusion there is has been broken here', async () => {
  const generic = /_(append_only|close_once|no_truncate)$/
  const unbroken = (await triggers()).map(({ name }) => name).filter(name => !generic.test(name) && !(name in GUARDS))
  expect(unbroken).toEqual([])
  const exclusions = await rowsOf<{ name: string }>(
    world.database.db,
    sql`select conname as name from pg_constraint where contype = 'x'`
  )
  expect(exclusions.length).toBeGreaterThan(7)
  expect(exclusions.map(({ name }) => name).filter(name => !(name in GUARDS))).toEqual([])
})
