import { sql } from 'drizzle-orm'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { rowsOf } from '../../server/database/db.ts'
import { verify } from '../../server/coverage/queries.ts'
import { auditLinesOf, callerWith } from '../harness.ts'
import { addAccount, grantRole } from '../../server/accounts/queries.ts'
import { plainCohort, plainPublication } from '../cohorts/plainTimetables.ts'
import { makeWorld, type World } from '../world.ts'
import { withCheckDigit } from './paper.ts'

/** 李 is the second training administrator of 安澜县. */
const secondAdministrator = async (world: World) => {
  const account = { username: 'li', name: '李向东', passwordHash: 'none', personId: null }
  const accountId = await addAccount(world.database.db, account, world.clock())
  const role = { accountId, role: 'trainingAdministrator' as const, organisationId: world.at['安澜县']!, grantedBy: null }
  await grantRole(world.database.db, role, world.clock())
  return callerWith(world.app, world.app.jwt.sign({ sub: String(accountId), epoch: 1 }))
}

const HEADING = '所在乡镇,党组织名称,姓名,党内职务,任现职时间,公民身份号码,手机'

type Sent = { into?: string; isComplete?: boolean; on?: string; sender?: string }

const uploaded = async (world: World, lines: string[], { into = '安澜县', isComplete, on = '2026-09-15', sender }: Sent = {}) => {
  const query = new URLSearchParams({
    organisationId: String(world.at[into]),
    fileName: '名册.csv',
    effectiveOn: on,
    ...(isComplete === undefined ? {} : { isCompleteList: String(isComplete) }),
    ...(sender ? { sender } : {})
  })
  const answer = await world.as('wang')(`POST /imports?${query}`, Buffer.from([HEADING, ...lines].join('\n')))
  expect(answer.body).toMatchObject({ id: expect.any(Number) })
  return answer.body.id as number
}

const applied = async (world: World, ...sent: Parameters<typeof uploaded> extends [World, ...infer More] ? More : never) => {
  const id = await uploaded(world, sent[0], { isComplete: false, ...sent[1] })
  expect((await world.as('wang')(`POST /imports/${id}/application`)).body).toEqual({ done: true })
  expect((await world.as('wang')(`GET /imports/${id}`)).body).toMatchObject({ state: 'applied', reason: null })
  return id
}

const undo = (world: World, id: number) => world.as('wang')(`POST /imports/${id}/undo`, { reason: '报错了' })

/** Everybody's posts and details, as known now or as known before an instant; ids of rows and of what is new play no part. */
const roster = async (world: World, knownAt: Date | null = null) => {
  const known = (alias: string) =>
    knownAt
      ? sql.raw(
          `${alias}.recorded_from <= '${knownAt.toISOString()}' and (${alias}.recorded_until is null or ${alias}.recorded_until > '${knownAt.toISOString()}')`
        )
      : sql.raw(`${alias}.recorded_until is null`)
  const posts = await rowsOf(
    world.database.db,
    sql`select n.name, f.name as place, p.role, p.portfolio, p.is_main, p.valid_from::text, p.valid_until::text
        from posts p join person_facts n on n.person_id = p.person_id and ${known('n')}
        join organisation_facts f on f.organisation_id = p.organisation_id and ${known('f')}
        where ${known('p')} order by 1, 2, 3, 4, 6, 7`
  )
  const people = await rowsOf(
    world.database.db,
    sql`select name, gender, birth_month, education, valid_from::text, valid_until::text from person_facts n where ${known('n')} order by 1, 5`
  )
  const places = await rowsOf(world.database.db, sql`select name, level from organisation_facts f where ${known('f')} order by 1`)
  return { posts, people, places }
}

const standingsNow = async (world: World) =>
  rowsOf(
    world.database.db,
    sql`select n.name, s.requirement, s.period, s.state, s.valid_from::text, s.valid_until::text from standings s
        join person_facts n on n.person_id = s.person_id and n.recorded_until is null
        where s.recorded_until is null order by 1, 2, 3, 5`
  )

const FENG = '青石镇,柳湾村党支部,冯立新,组织委员,2026.08,990101199312120012,13800000011'
const CHU = '青石镇,新立村党支部,褚建国,书记,2026.08,99010119941212001X,'
const SUN = '青石镇,石岭村党支部,孙国庆,副书记,2026.08,990101197503087754,13800000012'

describe('an import is taken back', () => {
  let world: World
  beforeAll(async () => {
    world = await makeWorld()
  })
  afterAll(() => world.close())

  test('only by whoever keeps the roster, with a reason, and once it is applied', async () => {
    const id = await uploaded(world, [FENG], { isComplete: false })
    expect((await world.as(null)(`POST /imports/${id}/undo`, { reason: '错' })).status).toBe(401)
    expect((await world.as('chen')(`POST /imports/${id}/undo`, { reason: '错' })).status).toBe(403)
    expect((await world.as('wangElsewhere')(`POST /imports/${id}/undo`, { reason: '错' })).status).toBe(404)
    expect((await world.as('wang')(`POST /imports/${id}/undo`, { reason: ' ' })).body).toMatchObject({
      code: 'bad-field',
      field: 'reason'
    })
    expect((await undo(world, id)).body.code).toBe('not-applied')
  })

  test('whole: who joined is gone, whose post ended has it again, numbers and standings are as before; what was known in between stays', async () => {
    const [before, standings] = [await roster(world), await standingsNow(world)]
    world.clock.set('2026-09-07T02:00:00Z')
    const id = await applied(world, [FENG, CHU, SUN])
    const between = await roster(world)
    expect(between.posts).not.toEqual(before.posts)
    world.clock.set('2026-09-07T03:00:00Z')
    expect((await undo(world, id)).status).toBe(200)
    expect(await roster(world)).toEqual(before)
    expect(await standingsNow(world)).toEqual(standings)
    expect(await verify(world.database.db, world.clock())).toBeNull()
    expect(await roster(world, new Date('2026-09-07T02:30:00Z'))).toEqual(between)
    expect((await world.as('wang')(`GET /imports/${id}`)).body).toMatchObject({
      state: 'undone',
      undoneBy: '王小燕',
      mayUndo: false
    })
    expect((await undo(world, id)).body.code).toBe('already-undone')
    const numbers = await rowsOf(
      world.database.db,
      sql`select mobile_last_four from personal_data where person_id = ${world.who['孙国庆']}`
    )
    expect(numbers).toEqual([{ mobile_last_four: null }])
    expect(await auditLinesOf(world.database, 'imports.undone')).toMatchObject([
      { account_id: world.account.wang, details: { importId: id } }
    ])
  })

  test('the same file can then be imported again', async () => {
    world.clock.set('2026-09-07T04:00:00Z')
    const id = await applied(world, [FENG, CHU, SUN])
    expect((await world.as('wang')(`GET /imports/${id}`)).body.rows).toMatchObject({ joined: 2, changed: 1 })
    expect((await undo(world, id)).status).toBe(200)
  })

  test('not while a later import has replaced one of its facts, which it names', async () => {
    const first = await applied(world, [FENG])
    const second = await applied(world, ['青石镇,柳湾村党支部,冯立新,组织委员,2026.07,990101199312120012,'])
    expect((await undo(world, first)).body).toMatchObject({
      status: 409,
      code: 'something-rests-on-it',
      facts: { resting: [{ kind: 'laterFact', name: '冯立新', about: '名册.csv' }] }
    })
    expect((await undo(world, second)).status).toBe(200)
    // What the second one gave back is a new row, and nothing rests on that.
    expect((await undo(world, first)).body).toMatchObject({ done: true })
  })

  test('the first of three while a mark rests on the second: the first goes, the second stays and names the mark, the third is left alone', async () => {
    const [cao, ma, zhu] = ['曹卫东', '马志新', '朱长江'].map((name, at) => {
      const id = withCheckDigit(`9901011994121220${at + 1}`)
      return `青石镇,柳湾村党支部,${name},组织委员,2026.08,${id},1380000009${at}`
    }) as [string, string, string]
    const before = await roster(world)
    const second = await applied(world, [ma])
    const withSecond = await roster(world)
    expect((await undo(world, second)).status).toBe(200)
    expect(await roster(world)).toEqual(before)

    const first = await applied(world, [cao])
    const again = await applied(world, [ma])
    const third = await applied(world, [zhu, '青石镇,柳湾村党支部,林文博,副书记,2026.09,990101197105034171,'])
    const { personId } = (await world.as('wang')(`GET /imports/${again}?list=joined`)).body.joined[0]
    const { db } = world.database
    const { cohortId, lessonIds } = await plainCohort(db, { organisationId: world.at['安澜县']! }, [{ core: 90, other: 0 }])
    await plainPublication(db, cohortId, world.account.wang!)
    const seat = (
      await rowsOf<{ id: number }>(
        db,
        sql`insert into enrolments (cohort_id, person_id, organisation_id, post_snapshot, number)
          values (${cohortId}, ${personId}, ${world.at['青石镇']}, '柳湾村 组织委员', 1) returning id`
      )
    )[0]!.id
    await db.execute(
      sql`insert into enrolment_events (enrolment_id, cohort_id, kind, at, account_id) values (${seat}, ${cohortId}, 'enrolled', now(), ${world.account.wang})`
    )
    await db.execute(
      sql`insert into marks (cohort_id, enrolment_id, lesson_id, status, marked_at, marked_by)
          values (${cohortId}, ${seat}, ${lessonIds[0]}, 'present', now(), ${world.account.wang})`
    )
    const withAll = await roster(world)

    expect((await undo(world, first)).body).toMatchObject({ done: true })
    const isOfFirst = (row: unknown) => (row as { name: string }).name === '曹卫东'
    const withoutFirst = await roster(world)
    expect(withoutFirst.people).toEqual(withAll.people.filter(row => !isOfFirst(row)))
    expect(withoutFirst.posts).toEqual(withAll.posts.filter(row => !isOfFirst(row)))
    expect(withoutFirst.people).toHaveLength(withSecond.people.length + 1)
    expect(await verify(db, world.clock())).toBeNull()

    const refusal = (await undo(world, again)).body
    expect(refusal).toMatchObject({ status: 409, code: 'something-rests-on-it' })
    expect(refusal.facts.resting).toContainEqual({ kind: 'mark', personId, name: '马志新', about: '轮训班' })
    expect(await roster(world)).toEqual(withoutFirst)
    expect((await undo(world, third)).body).toMatchObject({ done: true })
    expect(await roster(world)).toEqual(withSecond)
  })

  test('not while somebody it brought is exempt or has more time, which it lists', async () => {
    const id = await applied(world, [FENG])
    const { joined } = (await world.as('wang')(`GET /imports/${id}?list=joined`)).body
    const body = {
      requirement: null,
      reason: '长期患病',
      approvedBy: '县委组织部',
      validFrom: '2026-09-20',
      validUntil: '2027-09-01'
    }
    expect((await world.as('wang')(`POST /people/${joined[0].personId}/exemptions`, body)).status).toBe(200)
    expect((await undo(world, id)).body).toMatchObject({
      facts: { resting: [{ kind: 'exemption', name: '冯立新', about: '长期患病', personId: joined[0].personId }] }
    })
    const { requirement: _all, validUntil: _end, ...decided } = body
    const more = { ...decided, requirement: 'committee.annual', reason: '产假', dueOn: '2027-08-31' }
    expect((await world.as('wang')(`POST /people/${joined[0].personId}/due-dates`, more)).status).toBe(200)
    expect((await undo(world, id)).body).toMatchObject({
      facts: {
        resting: [
          { kind: 'dueDate', name: '冯立新', about: '产假', personId: joined[0].personId },
          { kind: 'exemption', name: '冯立新', about: '长期患病', personId: joined[0].personId }
        ]
      }
    })
  })
})

describe('removals from a complete list', () => {
  let world: World
  let id: number
  const complete = ['青石镇,柳湾村党支部,林文博,书记,2021.03,990101197105034171,']
  beforeAll(async () => {
    world = await makeWorld()
    id = await uploaded(world, [...complete, FENG], { into: '青石镇', sender: '青石镇党委' })
  })
  afterAll(() => world.close())

  test('nothing is applied before somebody has said what kind of list it is; the next file of the sender is of that kind', async () => {
    expect((await world.as('wang')(`GET /imports/${id}`)).body).toMatchObject({ isCompleteList: null, mayApply: false })
    expect((await world.as('wang')(`POST /imports/${id}/application`)).body).toMatchObject({
      code: 'kind-not-said',
      field: 'isCompleteList'
    })
    expect((await world.as('wang')(`PUT /imports/${id}`, { isCompleteList: true })).status).toBe(200)
    const next = await uploaded(world, complete, { into: '青石镇', sender: '青石镇党委' })
    expect((await world.as('wang')(`GET /imports/${next}`)).body.isCompleteList).toBe(true)
    const other = await uploaded(world, complete, { into: '青石镇', sender: '石岭村' })
    expect((await world.as('wang')(`GET /imports/${other}`)).body.isCompleteList).toBeNull()
    expect((await world.as('wang')('GET /imports')).body.senders).toContainEqual({
      organisationId: world.at['青石镇'],
      label: '青石镇党委',
      isCompleteList: true
    })
  })

  test('above one in twenty of a unit are held; everything else is applied', async () => {
    const view = (await world.as('wang')(`GET /imports/${id}`)).body
    expect(view).toMatchObject({
      held: [{ unit: '青石镇', people: 2, holders: 3, heldAbove: 5 }],
      lists: { held: 2, left: 0 },
      adds: { people: 1, left: 0, endedPosts: 0 }
    })
    expect(view.left).toMatchObject([
      { name: '赵德明', standing: 'held' },
      { name: '孙国庆', standing: 'held' }
    ])
    expect((await world.as('wang')(`POST /imports/${id}/application`)).status).toBe(200)
    expect((await roster(world)).posts.filter(post => (post as { valid_until: string | null }).valid_until !== null)).toEqual([])
  })

  test('wait for a second person: not whoever uploaded or applied the list', async () => {
    const call = `POST /imports/${id}/removals`
    expect((await world.as(null)(call, { verdict: 'confirm' })).status).toBe(401)
    expect((await world.as('chen')(call, { verdict: 'confirm' })).status).toBe(403)
    expect((await world.as('wangElsewhere')(call, { verdict: 'confirm' })).status).toBe(404)
    expect((await world.as('wang')(call, { verdict: 'confirm' })).body.code).toBe('second-person')
    expect((await world.as('wang')(`GET /imports/${id}/removals`)).body).toMatchObject({ mayDecide: false, total: 2 })
    expect((await world.as('liang')('GET /removals')).body.imports).toMatchObject([{ id, people: 2, mayDecide: true }])
  })

  test('are written when the second person lets them go, once, and go back with the import', async () => {
    const li = await secondAdministrator(world)
    expect((await li(`POST /imports/${id}/removals`, { verdict: 'confirm' })).status).toBe(200)
    expect((await li(`POST /imports/${id}/removals`, { verdict: 'drop' })).body.code).toBe('already-decided')
    const { posts } = await roster(world)
    expect(posts).toContainEqual(expect.objectContaining({ name: '赵德明', valid_until: '2026-09-15' }))
    expect(posts).toContainEqual(expect.objectContaining({ name: '孙国庆', valid_until: '2026-09-15' }))
    expect((await world.as('wang')(`GET /imports/${id}`)).body.removals).toMatchObject({ isConfirmed: true, decidedBy: '李向东' })
    expect(await verify(world.database.db, world.clock())).toBeNull()
    expect((await undo(world, id)).status).toBe(200)
    expect((await roster(world)).posts).toContainEqual(expect.objectContaining({ name: '赵德明', valid_until: null }))
  })

  test('stay where the second person keeps them', async () => {
    const again = await uploaded(world, complete, { into: '青石镇', isComplete: true })
    expect((await world.as('wang')(`POST /imports/${again}/application`)).status).toBe(200)
    expect((await world.as('liang')(`POST /imports/${again}/removals`, { verdict: 'drop' })).status).toBe(200)
    expect((await world.as('liang')(`GET /imports/${again}/removals`)).body).toMatchObject({
      decision: { isConfirmed: false },
      mayDecide: false
    })
    expect((await roster(world)).posts).toContainEqual(expect.objectContaining({ name: '赵德明', valid_until: null }))
  })
})

test('what a person said of a heading is remembered for the sender, wherever the column stands next time', async () => {
  const world = await makeWorld()
  const first = await uploaded(world, ['青石镇,柳湾村党支部,冯立新,组织委员,2026.08,990101199312120012,13800000011'], {
    sender: '组织科'
  })
  const sheets = [{ name: '名册.csv', columns: [{ letter: 'G', field: null }] }]
  expect((await world.as('wang')(`PUT /imports/${first}`, { sheets })).status).toBe(200)
  const second = await uploaded(world, ['青石镇,柳湾村党支部,褚建国,组织委员,2026.08,99010119941212001X,13800000012'], {
    sender: '组织科'
  })
  const { columns } = (await world.as('wang')(`GET /imports/${second}`)).body.sheets[0]
  expect(columns[6]).toMatchObject({ heading: '手机', field: null, reason: 'by-hand' })
  await world.close()
})

/** What a file says of four people: where, what post, since when. */
const line = fc.record({
  who: fc.integer({ min: 0, max: 3 }),
  place: fc.constantFrom('柳湾村党支部', '石岭村党支部'),
  post: fc.constantFrom('组织委员', '宣传委员', '副书记'),
  month: fc.integer({ min: 1, max: 8 })
})
const file = fc.array(line, { minLength: 1, maxLength: 4 })
const SURNAMES = '冯褚何周'
const GIVEN = [...'春夏秋冬东南西北山水林泉松竹梅兰石玉金铁']

describe('whatever three imports say', () => {
  let world: World
  let replay: World
  let runs = 0
  beforeAll(async () => {
    world = await makeWorld()
    replay = await makeWorld()
  })
  afterAll(async () => {
    await world.close()
    await replay.close()
  })

  /** Each run has four people of its own, who are new to both worlds. */
  const linesOf = (drawn: { who: number; place: string; post: string; month: number }[]) => [
    ...new Map(
      drawn.map(({ who, place, post, month }) => {
        const id = withCheckDigit(`9901011990010${String(runs * 4 + who).padStart(4, '0')}`)
        const name = SURNAMES[who]! + GIVEN[runs % GIVEN.length]! + GIVEN[Math.floor(runs / GIVEN.length)]!
        return [`${who} ${place} ${post}`, `青石镇,${place},${name},${post},2026.0${month},${id},`]
      })
    ).values()
  ]

  const run = async (where: World, files: string[][]) => {
    const ids: (number | null)[] = []
    for (const lines of files) {
      where.clock.set(new Date(where.clock().getTime() + 60_000))
      const id = await uploaded(where, lines, { isComplete: false })
      ids.push((await where.as('wang')(`POST /imports/${id}/application`)).status === 200 ? id : null)
    }
    return ids
  }

  const mine = ({ posts, people }: Awaited<ReturnType<typeof roster>>) => {
    const names = [...SURNAMES].map(surname => surname + GIVEN[runs % GIVEN.length]! + GIVEN[Math.floor(runs / GIVEN.length)]!)
    const isMine = (row: unknown) => names.includes((row as { name: string }).name)
    return { posts: posts.filter(isMine), people: people.filter(isMine) }
  }

  test('taking one back leaves what the others alone would have left, or is refused; what was known stays known', async () => {
    await fc.assert(
      fc.asyncProperty(file, file, file, fc.integer({ min: 0, max: 2 }), async (one, two, three, taken) => {
        runs++
        const files = [one, two, three].map(linesOf)
        const id = (await run(world, files))[taken]
        const between = await roster(world)
        const known = new Date(world.clock().getTime() + 1000)
        if (id == null) return
        world.clock.set(new Date(world.clock().getTime() + 60_000))
        const answer = await undo(world, id)
        expect(await roster(world, known)).toEqual(between)
        if (answer.status === 409) return void expect(answer.body.facts.resting.length).toBeGreaterThan(0)
        await run(
          replay,
          files.filter((_, at) => at !== taken)
        )
        expect(mine(await roster(world))).toEqual(mine(await roster(replay)))
      }),
      { numRuns: Number(process.env.UNDO_RUNS ?? 6), endOnFailure: true }
    )
    expect(await verify(world.database.db, world.clock())).toBeNull()
  }, 300_000)
})
