import { randomUUID } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { addAccount, grantRole, hashPassword } from '../../server/accounts/queries.ts'
import { firstOf } from '../../server/database/db.ts'
import { addPicture, BASES } from '../../server/curriculum/bases/queries.ts'
import type { BaseFacts } from '../../server/curriculum/bases/rules.ts'
import { addKept } from '../../server/curriculum/keeping.ts'
import { PNG, RED_RIDGE } from '../curriculum/redRidge.ts'
import { callRoll, hold, makeCohort, WEEK, type MadeCohort } from '../closing/cohort.ts'
import { publish, setUp, teaching } from '../cohorts/timetables.ts'
import { callerWith } from '../harness.ts'
import { approved, begin, item, submit } from '../cohorts/plan/plans.ts'
import { makeOnline, player, type OnlineLesson } from '../online/lesson.ts'
import { installQuiz, key } from '../quizzes/quiz.ts'
import { makeWorld, type World } from '../world.ts'
import type { Who } from './row.ts'
import { makeCatalogues, type PreparedCatalogues } from './preparedCatalogues.ts'
import { makeCombined, type PreparedCombined } from './preparedCombined.ts'

type Attempt = { lessonId: number; id: number }

/** 安澜县 in the middle of its work, so that every id a call can name exists; each destructive act finds a thing of its own. */
export type Prepared = {
  world: World
  /** By 徐, with seats of 林 and 赵; the lesson of Thursday, today, is still to come. */
  running: MadeCohort
  draft: MadeCohort
  toPublish: MadeCohort
  /** Everything held and every roll called; 孙 sits in it. */
  toClose: MadeCohort
  /** Closed; 林 alone sat in it, with an afternoon's leave. */
  closed: MadeCohort
  /** Core theory fell out: only the level above can let it close. 吴 sits in it. */
  short: MadeCohort
  /** Today by bus to a base: 林 and 孙 sit in it, counted when they boarded. */
  outing: { cohortId: number; lessonId: number; seat: Record<string, number> }
  /** A base of 安澜县 with two pictures, one of the city above, one of the other county. */
  bases: { ours: number; above: number; elsewhere: number; unused: number; pictures: [number, number] }
  /** Of 安澜县: one of each, each with another that nothing uses; and what files would do to them. */
  catalogues: PreparedCatalogues
  /** Kept timetables of 安澜县 and of the city above. */
  templates: { ours: number; above: number }
  /** The same in 青石镇, without a class supervisor, once for each who may sign. */
  townships: Record<'gao' | 'liang', { cohortId: number; lessonIds: number[] }>
  /** Submitted for approval by 王, one for each who may answer. */
  submitted: Record<'gao' | 'liang', number>
  /** Groups of the running cohort, one for each who may dissolve it. */
  groups: Record<'wang' | 'xu', number>
  /** A cohort whose lessons are taught together with others, and one it has invited. */
  combined: PreparedCombined
  /** 林 has a film to watch, and has begun to. */
  online: OnlineLesson & { electiveId: number }
  leaseId: number
  /** Roster files of 安澜县: to look at and to correct, to apply, to take back. */
  imports: { toRead: number; toApply: number; toUndo: number; toAbandon: number }
  /** Complete lists of 青石镇 that 周 has applied, of which more would leave than may unseen; one for each who may be the second person. */
  removals: Record<'wang' | 'gao' | 'liang', number>
  /** Of two lessons of the running cohort: open attempts of 林 at both, a submitted one of 赵 at the first. */
  quiz: { materialId: number; toAnswer: Attempt; toSubmit: Attempt; submitted: Attempt }
  /** An account over 东湖街道, and its role. */
  spare: { accountId: number; roleId: number }
  /** A post of 吴. */
  postId: number
  /** Made by 赵 of 青石镇, and by somebody who was not signed in. */
  complaints: { zhao: number; stranger: number }
  /** Two entries of 钱有福 of 青石镇, made one, and two of 郑秋生 that are not yet. */
  mergerId: number
  twins: [number, number]
  /** 吴 is exempt from the yearly hours. */
  exemptionId: number
  /** 吴 has more time for the year’s rotation. */
  dueDateId: number
  /** A saved choice of 安澜县. */
  filterId: number
  /** Addresses of calendars: of the running cohort one for each who may read it, and one that stays; of things of the catalogues; of people. */
  feeds: {
    cohort: Record<'wang' | 'xu' | 'gao', number>
    kept: number
    teacher: number
    venue: number
    lin: number
    zhao: number
    zheng: number
  }
  /** Plans of 安澜县: being written, approved, with an addition to drop and a removal asked for; submitted; and to be submitted. */
  plans: {
    draft: { planId: number; itemId: number }
    approved: { planId: number; itemId: number; toDrop: number; asked: number }
    toSubmit: number
    toReturn: number
    toApprove: number
  }
  roundId: number
}

export const PASSWORD = 'Right-horse-9'
export const THEORY = ['基层治理的理论基础', '党章与党内法规要点', '党的创新理论专题']

/** A new committee member, and a row without a name that is refused. */
export const ROSTER = Buffer.from(
  '党组织名称,所在乡镇,姓名,党内职务,公民身份号码,任现职时间\n' +
    '柳湾村党支部,青石镇,何小东,委员,990101199107070036,2024.05\n' +
    '石岭村党支部,青石镇,,委员,,2024.05\n'
)

/** Only 林 is left of 青石镇. */
const COMPLETE = Buffer.from(
  '党组织名称,所在乡镇,姓名,党内职务,公民身份号码\n柳湾村党支部,青石镇,林文博,书记,990101197105034171\n'
)

const OTHER = Buffer.from(
  '党组织名称,所在乡镇,姓名,党内职务,公民身份号码,任现职时间\n石岭村党支部,青石镇,冯立新,委员,990101199312120012,2024.05\n'
)

/** What is only said of 安澜县. Nobody of the other county may ever read one of these. */
export const WORDS_OF_ANLAN = [
  '安澜县',
  '青石镇',
  '柳湾村',
  '石岭村',
  '东湖街道',
  '桥东社区',
  '林文博',
  '赵德明',
  '孙国庆',
  '吴桂香',
  '徐建军',
  '王小燕',
  '在办的班',
  '拟办的班',
  '结了的班',
  '缺课的班',
  '网上的班',
  '镇上的班',
  '花名册',
  '贺老师',
  '县党校',
  '红石岭',
  '外出的班',
  '2026年第一轮',
  '村党组织书记轮训班',
  '送审的班',
  '合班的班'
]

const township = async (world: World, name: string) => {
  const { cohortId, lessonIds } = await setUp(
    world,
    [teaching('coreTheory', 60, '2026-09-07', 540), teaching('competency', 60, '2026-09-07', 840)],
    { organisationId: world.at['青石镇'], name, startsOn: '2026-09-07', endsOn: '2026-09-10', supervisorId: null }
  )
  await publish(world, cohortId)
  const [theory, other] = lessonIds as [number, number]
  await done(world.as('wang')(`POST /cohorts/${cohortId}/holdings`, { lessonId: theory, wasHeld: false, reason: '讲师生病' }))
  await done(world.as('wang')(`POST /cohorts/${cohortId}/holdings`, { lessonId: other, wasHeld: true, reason: null }))
  return { cohortId, lessonIds }
}

/** Somebody of 青石镇 who was entered twice. */
const twins = async (world: World, name: string): Promise<[number, number]> => {
  const entry = {
    on: '2026-09-01',
    name,
    gender: null,
    birthMonth: '1980-02',
    ethnicGroup: null,
    education: null,
    joinedMonth: null,
    occupation: null,
    idNumber: null,
    mobile: null,
    staffNumber: null,
    role: 'committeeMember',
    portfolio: null,
    isMain: true,
    stage: 'full'
  }
  const add = async (): Promise<number> =>
    (await done(world.as('wang')(`POST /organisations/${world.at['青石镇']}/people`, entry))).id
  return [await add(), await add()]
}

const mergedTwins = async (world: World): Promise<number> => {
  const [one, other] = await twins(world, '钱有福')
  return (await done(world.as('wang')(`POST /people/${one}/mergers`, { mergedId: other, reason: '录了两次' }))).id
}

const submittedCohort = async (world: World, name: string): Promise<number> => {
  const { cohortId } = await setUp(world, [], { name })
  await done(world.as('wang')(`POST /cohorts/${cohortId}/steps`, { step: 'planned', reason: null, document: null }))
  return cohortId
}

const done = async (asked: ReturnType<ReturnType<World['as']>>) => {
  const answer = await asked
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body))
  return answer.body
}

const makeBases = async (world: World): Promise<Prepared['bases']> => {
  const { db } = world.database
  const add = (organisation: string, facts: BaseFacts) =>
    addKept(
      db,
      BASES,
      { ...facts, organisationId: world.at[organisation]!, isHidden: false },
      { by: world.account.wang!, now: world.clock() }
    )
  const ours = await add('安澜县', RED_RIDGE)
  const plain = { ...RED_RIDGE, location: '城区', contact: null, route: null }
  const picture = (caption: string) =>
    addPicture(db, { baseId: ours, mediaType: 'image/png', content: PNG, caption, addedBy: world.account.wang! }, world.clock())
  const pictures: [number, number] = [await picture('旧址'), await picture('陈列室')]
  return {
    ours,
    above: await add('安河市', { ...plain, name: '市级基地' }),
    elsewhere: await add('望江县', { ...plain, name: '渡口村治理基地' }),
    unused: await add('安澜县', { ...plain, name: '没去过的基地' }),
    pictures
  }
}

const makeTemplates = async (world: World, { id: cohortId }: MadeCohort): Promise<Prepared['templates']> => {
  const { templateId: ours } = await done(
    world.as('wang')(`POST /cohorts/${cohortId}/timetable-templates`, { name: '五天的模板', withBookings: false })
  )
  const { id: city } = (await firstOf<{ id: number }>(
    world.database.db,
    sql`insert into cohorts (organisation_id, name, kind, organiser_level, stratum, capacity, starts_on, ends_on, created_at)
        values (${world.at['安河市']}, '市里的班', 'model', 'prefecture', 'villageSecretary', 50, '2026-05-11', '2026-05-15', now()) returning id`
  ))!
  const { id: above } = (await firstOf<{ id: number }>(
    world.database.db,
    sql`insert into timetable_templates (organisation_id, name, kind, cohort_id, made_at, made_by)
        values (${world.at['安河市']}, '市里的模板', 'model', ${city}, now(), ${world.account.wangElsewhere}) returning id`
  ))!
  return { ours, above }
}

const makeOuting = async (world: World, baseId: number): Promise<Prepared['outing']> => {
  const onSite = { kind: 'onsite', title: '现场教学', baseId, gatherMinute: 480, gatherPlace: '县党校南门' }
  const { cohortId, lessonIds } = await setUp(
    world,
    [teaching('coreTheory', 60, '2026-09-10', 540, onSite), teaching('competency', 60, '2026-09-10', 840)],
    { name: '外出的班', startsOn: '2026-09-10', endsOn: '2026-09-11' }
  )
  await publish(world, cohortId)
  const [lessonId] = lessonIds as [number]
  const personIds = ['林文博', '孙国庆'].map(name => world.who[name])
  const { enrolled } = await done(world.as('wang')(`POST /cohorts/${cohortId}/enrolments`, { personIds }))
  const seat = { 林文博: enrolled[0].id, 孙国庆: enrolled[1].id }
  await done(world.as('xu')(`POST /cohorts/${cohortId}/lessons/${lessonId}/buses`, { capacities: [2, 2] }))
  const count = { clientKey: randomUUID(), stage: 'boarding', bus: null, missing: [seat['孙国庆']] }
  await done(world.as('xu')(`POST /cohorts/${cohortId}/lessons/${lessonId}/headcounts`, count))
  return { cohortId, lessonId, seat }
}

const quizIn = async (world: World, { lesson }: MadeCohort): Promise<Prepared['quiz']> => {
  const { versionId, materialId } = await installQuiz(world)
  const [first, second] = [lesson['分组研讨']!, lesson['矛盾调解情景模拟']!]
  await world.database.db.execute(sql`update lessons set course_version_id = ${versionId} where id in (${first}, ${second})`)
  const begin = async (who: 'lin' | 'zhao', lessonId: number): Promise<Attempt> => {
    const call = `POST /my/lessons/${lessonId}/quizzes/${materialId}/attempts`
    return { lessonId, id: (await done(world.as(who)(call, { clientKey: key(1) }))).id }
  }
  const [toAnswer, toSubmit, submitted] = [await begin('lin', first), await begin('lin', second), await begin('zhao', first)]
  const call = `POST /my/lessons/${first}/quizzes/${materialId}/attempts/${submitted.id}/submission`
  await done(world.as('zhao')(call, { lastSequence: 0 }))
  return { materialId, toAnswer, toSubmit, submitted }
}

/** Thursday 10 September 2026, half past eight in Anlan. */
export const prepare = async (): Promise<Prepared> => {
  const world = await makeWorld('2026-09-10T00:30:00Z')
  const { db } = world.database
  await db.execute(sql`update accounts set password_hash = ${await hashPassword(PASSWORD)}`)
  const wang = world.as('wang')
  const at = world.at['安澜县']

  const running = await makeCohort(world, { name: '在办的班', people: ['林文博', '赵德明'] })
  await hold(world, running, { only: ['开班式', ...THEORY] })
  await callRoll(world, running)
  const draft = await makeCohort(world, { name: '拟办的班', people: [], isPublished: false })
  const toPublish = await makeCohort(world, { name: '待发布的班', people: [], isPublished: false })
  const toClose = await makeCohort(world, { name: '待结的班', people: ['孙国庆'] })
  const closed = await makeCohort(world, { name: '结了的班', people: ['林文博'] })
  for (const cohort of [toClose, closed]) await hold(world, cohort)
  await callRoll(world, toClose)
  await callRoll(world, closed, { 林文博: { 分组研讨: 'leave' } })
  await done(wang(`POST /cohorts/${closed.id}/closing`))
  const short = await makeCohort(world, { name: '缺课的班', people: ['吴桂香'] })
  await hold(world, short, { except: THEORY, only: WEEK.map(({ title }) => title) })

  await done(wang('POST /teachers', { organisationId: at, name: '贺老师', unit: '县党校', title: '高级讲师' }))
  await done(wang('POST /venues', { organisationId: at, name: '301', place: '县党校', capacity: 60 }))
  const filmed = await makeOnline(world, { name: '网上的班' })
  const { lessons: onlineLessons } = await done(wang(`GET /cohorts/${filmed.cohortId}`))
  const {
    id: _id,
    teachers: _t,
    venues: _v,
    groups: _g,
    requires: _r,
    combinedWith: _combined,
    tags: _tags,
    ...watched
  } = onlineLessons.find(({ id }: { id: number }) => id === filmed.lessonId)
  const { baseName: _b, counts: _c, wasHeld: _w, notHeldReason: _n, ...written } = watched
  const menu = { ...written, title: '村务公开实务（选修）', isElective: true, teacherIds: [], venueIds: [] }
  const { lessonId: electiveId } = await done(wang(`POST /cohorts/${filmed.cohortId}/lessons`, menu))
  const online = { ...filmed, electiveId }
  const linsPhone = player(world, online)
  await done(linsPhone.play())
  const upload = async (name: string, content = ROSTER, by = wang, into = at, isComplete = false): Promise<number> => {
    const query = new URLSearchParams({ organisationId: String(into), fileName: name, isCompleteList: String(isComplete) })
    return (await done(by(`POST /imports?${query}`, content))).id
  }
  const applied = async (importId: number, by = wang): Promise<number> => {
    await done(by(`POST /imports/${importId}/application`))
    return importId
  }
  const second = await addAccount(db, { username: 'zhou', name: '周青', passwordHash: 'none', personId: null }, world.clock())
  await grantRole(db, { accountId: second, role: 'trainingAdministrator', organisationId: at!, grantedBy: null }, world.clock())
  const zhou = callerWith(world.app, world.app.jwt.sign({ sub: String(second), epoch: 1 }))
  const held = async (name: string) => applied(await upload(name, COMPLETE, zhou, world.at['青石镇'], true), zhou)
  const removals = { wang: await held('花名册一.csv'), gao: await held('花名册二.csv'), liang: await held('花名册三.csv') }

  const bases = await makeBases(world)
  const catalogues = await makeCatalogues(world)
  const outing = await makeOuting(world, bases.ours)

  const accountId = await addAccount(db, { username: 'spare', name: '何清', passwordHash: 'none', personId: null }, world.clock())
  await grantRole(db, { accountId, role: 'reporter', organisationId: world.at['东湖街道']!, grantedBy: null }, world.clock())
  const role = await firstOf<{ id: number }>(db, sql`select id from account_roles where account_id = ${accountId}`)
  const post = await firstOf<{ id: number }>(db, sql`select post_id as id from posts where person_id = ${world.who['吴桂香']}`)
  const complain = async (who: 'zhao' | null, text: string): Promise<number> =>
    (await done(world.as(who)('POST /complaints', { clientKey: randomUUID(), page: '/learn', text, contact: null }))).id
  await done(
    wang(`POST /people/${world.who['吴桂香']}/exemptions`, {
      requirement: 'member.annual',
      kind: 'longIllness',
      reason: '住院',
      approvedBy: '支部党员大会',
      validFrom: '2026-09-01',
      validUntil: '2026-12-01'
    })
  )
  await done(
    wang(`POST /people/${world.who['吴桂香']}/due-dates`, {
      requirement: 'secretary.rotation',
      dueOn: '2027-03-31',
      reason: '产假',
      approvedBy: '县委组织部',
      validFrom: '2026-09-01'
    })
  )
  const filter = await done(
    wang('POST /filters', {
      name: '农村书记',
      ownerId: at,
      organisationId: null,
      directly: false,
      q: null,
      role: 'secretary',
      stage: null,
      field: 'rural',
      stratum: null,
      requirement: null,
      state: null
    })
  )
  const plan = await begin(world, 2027)
  const done2026 = await approved(world, 2026, [item(), item({ name: '两新组织书记班' }), item({ name: '班子成员培训班' })])
  await done(wang(`POST /plans/${done2026.planId}/items/${done2026.itemIds[2]}/removal`, { reason: '并入市级班' }))
  const addition = (await done(
    wang(`POST /plans/${done2026.planId}/items`, { items: [item({ name: '追加的班' })] })
  )) as unknown as { ids: number[] }
  const submitted = async (year: number): Promise<number> => {
    const { planId } = await begin(world, year)
    await submit(world, planId)
    return planId
  }
  const round = { name: '2026年第一轮', fromOn: '2026-03-01', untilOn: '2026-06-30', requirement: null }
  const roundId = (await done(wang('POST /rotation-rounds', { organisationId: at, ...round }))).id
  const group = async (name: string): Promise<number> =>
    (await done(wang(`POST /cohorts/${running.id}/groups`, { name, leaderId: null, venueId: null, placeText: null }))).id
  const feed = async (who: Who, of: string): Promise<number> => (await done(world.as(who)(`POST ${of}/feeds`))).id
  const exemption = await firstOf<{ id: number }>(db, sql`select exemption_id as id from exemptions`)
  const dueDate = await firstOf<{ id: number }>(db, sql`select due_date_id as id from due_dates`)
  return {
    world,
    complaints: { zhao: await complain('zhao', '食堂太远'), stranger: await complain(null, '登录不了') },
    mergerId: await mergedTwins(world),
    twins: await twins(world, '郑秋生'),
    exemptionId: exemption!.id,
    dueDateId: dueDate!.id,
    filterId: filter.id,
    feeds: {
      cohort: {
        wang: await feed('wang', `/cohorts/${running.id}`),
        xu: await feed('xu', `/cohorts/${running.id}`),
        gao: await feed('gao', `/cohorts/${running.id}`)
      },
      kept: await feed('gao', `/cohorts/${running.id}`),
      teacher: await feed('wang', `/teachers/${catalogues.teacher.kept}`),
      venue: await feed('wang', `/venues/${catalogues.venue.kept}`),
      lin: await feed('lin', '/my'),
      zhao: await feed('zhao', '/my'),
      zheng: await feed('zhengElsewhere', '/my')
    },
    plans: {
      draft: { planId: plan.planId, itemId: plan.itemIds[0]! },
      approved: {
        planId: done2026.planId,
        itemId: done2026.itemIds[0]!,
        toDrop: addition.ids[0]!,
        asked: done2026.itemIds[2]!
      },
      toSubmit: (await begin(world, 2028)).planId,
      toReturn: await submitted(2029),
      toApprove: await submitted(2030)
    },
    roundId,
    templates: await makeTemplates(world, running),
    running,
    draft,
    toPublish,
    toClose,
    closed,
    short,
    outing,
    bases,
    submitted: { gao: await submittedCohort(world, '送审的班一'), liang: await submittedCohort(world, '送审的班二') },
    combined: await makeCombined(world),
    groups: { wang: await group('第1组'), xu: await group('第2组') },
    catalogues,
    townships: { gao: await township(world, '镇上的班一'), liang: await township(world, '镇上的班二') },
    online,
    leaseId: linsPhone.lease(),
    imports: {
      toUndo: await applied(await upload('另一份花名册.csv', OTHER)),
      toRead: await upload('花名册.csv'),
      toAbandon: await upload('重复的花名册.csv'),
      toApply: await upload('补充花名册.csv')
    },
    removals,
    quiz: await quizIn(world, running),
    spare: { accountId, roleId: role!.id },
    postId: post!.id
  }
}
