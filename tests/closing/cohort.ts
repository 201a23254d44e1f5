import { sql } from 'drizzle-orm'
import type { Status } from '../../server/attendance/rules.ts'
import { marks } from '../../server/attendance/schema.ts'
import type { LessonKind } from '../../server/cohorts/rules.ts'
import { cohorts, derogations, holdings, lessonCategories, lessons, publications } from '../../server/cohorts/schema.ts'
import { enrolmentEvents, enrolments } from '../../server/enrolment/schema.ts'
import type { World } from '../world.ts'

type Planned = {
  title: string
  on: string
  from: number
  until: number
  category?: 'coreTheory' | 'competency' | 'partySpirit'
  kind?: LessonKind
}

/** 第1期村党组织书记轮训班: Monday to Thursday, seven half-days of one lesson each (28 学时), an opening, and 270 of 660 minutes core theory. */
export const WEEK: Planned[] = [
  { title: '开班式', on: '2026-09-07', from: 510, until: 540, kind: 'ceremony' },
  { title: '基层治理的理论基础', on: '2026-09-07', from: 540, until: 630, category: 'coreTheory' },
  { title: '党章与党内法规要点', on: '2026-09-07', from: 840, until: 930, category: 'coreTheory' },
  { title: '村级“三资”管理', on: '2026-09-08', from: 540, until: 630, category: 'competency' },
  { title: '党的创新理论专题', on: '2026-09-08', from: 840, until: 930, category: 'coreTheory' },
  { title: '乡村振兴案例', on: '2026-09-09', from: 540, until: 630, category: 'competency' },
  { title: '分组研讨', on: '2026-09-09', from: 840, until: 930, category: 'competency', kind: 'discussion' },
  { title: '矛盾调解情景模拟', on: '2026-09-10', from: 540, until: 660, category: 'competency', kind: 'practice' }
]

export type MadeCohort = {
  id: number
  /** Ids by title. */
  lesson: Record<string, number>
  /** Enrolments by the person's name. */
  seat: Record<string, number>
}

type Wanted = { name?: string; people?: string[]; lessons?: Planned[]; isPublished?: boolean }

const RECORDED = new Date('2026-09-01T01:00:00Z')

export const makeCohort = async (world: World, wanted: Wanted = {}): Promise<MadeCohort> => {
  const {
    name = '第1期村党组织书记轮训班',
    people = ['林文博', '孙国庆', '吴桂香'],
    lessons: week = WEEK,
    isPublished = true
  } = wanted
  return world.database.db.transaction(async db => {
    const [cohort] = await db
      .insert(cohorts)
      .values({
        organisationId: world.at['安澜县']!,
        name,
        kind: 'rotation',
        organiserLevel: 'county',
        stratum: 'villageSecretary',
        capacity: 50,
        startsOn: '2026-09-07',
        endsOn: '2026-09-10',
        supervisorId: world.account.xu!,
        createdAt: RECORDED
      })
      .returning({ id: cohorts.id })
    const cohortId = cohort!.id
    const lesson: Record<string, number> = {}
    for (const { title, on, from, until, category, kind = 'classroom' } of week) {
      const counts = kind !== 'ceremony'
      const minutes = counts ? until - from : 0
      const [made] = await db
        .insert(lessons)
        .values({
          cohortId,
          kind,
          title,
          heldOn: on,
          fromMinute: from,
          untilMinute: until,
          counts,
          minutes,
          teacherText: '王立言',
          placeText: '县党校 301'
        })
        .returning({ id: lessons.id })
      lesson[title] = made!.id
      if (counts) await db.insert(lessonCategories).values({ lessonId: made!.id, category: category!, minutes })
    }
    if (isPublished) await db.insert(publications).values({ cohortId, publishedAt: RECORDED, publishedBy: world.account.wang! })
    const seat: Record<string, number> = {}
    for (const [i, person] of people.entries()) {
      const [made] = await db
        .insert(enrolments)
        .values({
          cohortId,
          personId: world.who[person]!,
          organisationId: world.at['青石镇']!,
          postSnapshot: `${person}的村 书记`,
          number: i + 1
        })
        .returning({ id: enrolments.id })
      seat[person] = made!.id
      await db
        .insert(enrolmentEvents)
        .values({ enrolmentId: made!.id, cohortId, kind: 'enrolled', at: RECORDED, accountId: world.account.wang! })
    }
    return { id: cohortId, lesson, seat }
  })
}

/** Records lessons as held, all of them unless some are named; those in `except` did not take place. */
export const hold = async (
  world: World,
  cohort: MadeCohort,
  { except = [] as string[], only = Object.keys(cohort.lesson) } = {}
) => {
  await world.database.db.insert(holdings).values(
    only.map(title => ({
      lessonId: cohort.lesson[title]!,
      wasHeld: !except.includes(title),
      reason: except.includes(title) ? '讲师生病' : null,
      recordedAt: world.clock(),
      recordedBy: world.account.xu!
    }))
  )
}

/** Calls the roll of every lesson but the opening: everyone present, except as said. */
export const callRoll = async (world: World, cohort: MadeCohort, except: Record<string, Record<string, Status>> = {}) => {
  const titles = Object.keys(cohort.lesson).filter(title => title !== '开班式')
  await world.database.db.insert(marks).values(
    titles.flatMap(title =>
      Object.entries(cohort.seat).map(([person, enrolmentId]) => {
        const status = except[person]?.[title] ?? 'present'
        return {
          cohortId: cohort.id,
          enrolmentId,
          lessonId: cohort.lesson[title]!,
          status,
          reason: status === 'leave' ? '家中有事' : null,
          markedAt: world.clock(),
          markedBy: world.account.xu!
        }
      })
    )
  )
}

export const derogate = async (world: World, cohort: MadeCohort) => {
  await world.database.db.insert(derogations).values({
    cohortId: cohort.id,
    reason: '讲师生病，学员已返乡',
    document: '安组函〔2026〕18号',
    approvedAt: world.clock(),
    approvedBy: world.account.gao!
  })
}

export const countOf = async (
  world: World,
  table: 'closings' | 'credit_entries' | 'credit_evidence' | 'completions'
): Promise<number> =>
  ((await world.database.db.execute(sql.raw(`select count(*)::int as n from ${table}`))) as unknown as { rows: { n: number }[] })
    .rows[0]!.n
