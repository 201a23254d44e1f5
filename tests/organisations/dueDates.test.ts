import { sql } from 'drizzle-orm'
import exceljs from 'exceljs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { verify } from '../../server/coverage/queries.ts'
import { rowsOf } from '../../server/database/db.ts'
import { dueDateAtTheSameTime, latestDueDay, mayWithdrawOn } from '../../server/organisations/dueDates/rules.ts'
import { auditLinesOf } from '../harness.ts'
import { makeWorld, type World } from '../world.ts'

/** Today is Monday 7 September 2026. */
let world: World
beforeAll(async () => {
  world = await makeWorld()
})
afterAll(() => world.close())

const wang = (call: string, body?: object) => world.as('wang')(call, body)
const LEAVE = {
  requirement: 'secretary.rotation',
  dueOn: '2027-03-31',
  reason: '产假',
  approvedBy: '县委组织部部务会',
  decidedOn: '2026-09-03',
  document: '会议纪要第 9 号',
  validFrom: '2026-09-03'
}
const give = (name: string, more: object = {}) => wang(`POST /people/${world.who[name]}/due-dates`, { ...LEAVE, ...more })
const heldBy = async (name: string) => (await wang(`GET /people/${world.who[name]}`)).body.dueDates
const standingOf = async (name: string, requirement: string, day: string, known = 'now') => {
  const { body } = await world.as('chen')(`GET /coverage/people?requirement=${requirement}&asOf=${day}&known=${known}`)
  const found = body.people.find((person: { name: string }) => person.name === name)
  return found && `${found.state} ${found.dueOn}`
}

describe('the rules', () => {
  test('what goes on is decided anew: the end of next year is the last day', () => {
    expect(latestDueDay('2026-01-01')).toBe('2027-12-31')
    expect(latestDueDay('2026-12-31')).toBe('2027-12-31')
  })

  const held = [{ requirement: 'member.annual', validFrom: '2026-09-01', validUntil: '2026-12-01' }]
  test.each([
    ['one day after the other begins', 'member.annual', '2026-11-30', '2027-02-01', true],
    ['from the day on which it is due', 'member.annual', '2026-12-01', '2027-02-01', false],
    ['until the day on which it begins', 'member.annual', '2026-08-01', '2026-09-01', false],
    ['around it', 'member.annual', '2026-08-01', '2027-02-01', true],
    ['of another requirement', 'committee.annual', '2026-09-01', '2026-12-01', false]
  ])('more time %s', (_, requirement, validFrom, dueOn, meets) =>
    expect(dueDateAtTheSameTime(held, { requirement, validFrom, dueOn })).toBe(meets ? held[0] : null)
  )

  test.each([
    ['before its first day', '2026-08-31', false],
    ['from its first day', '2026-09-01', true],
    ['the day before it is due', '2026-11-30', true],
    ['when it is due', '2026-12-01', false]
  ])('withdrawn %s', (_, on, may) => expect(mayWithdrawOn(held[0]!, on)).toBe(may))
})

describe('a due date set by hand', () => {
  test.each([
    ['with a reason', { reason: ' ' }, 'bad-field', 'reason'],
    ['with who decided', { approvedBy: '' }, 'bad-field', 'approvedBy'],
    ['for one requirement', { requirement: null }, 'bad-field', 'requirement'],
    ['for a requirement there is', { requirement: 'nothing' }, 'unknown-requirement', 'requirement'],
    ['for one that is asked of her', { requirement: 'secretary.onboarding' }, 'not-asked', 'requirement'],
    ['not for today', { dueOn: '2026-09-07' }, 'due-already', 'dueOn'],
    ['for a day after its first one', { validFrom: '2027-03-31' }, 'wrong-way-round', 'dueOn'],
    ['not beyond the next year', { dueOn: '2028-01-01' }, 'due-too-late', 'dueOn']
  ])('is given %s', async (_, more, code, field) => {
    const { body, status } = await give('林文博', more)
    expect(body).toMatchObject({ code, field })
    expect(status).toBe(400)
    expect(await heldBy('林文博')).toEqual([])
  })

  test('only gives more time than the rules do: a new secretary has six months anyway', async () => {
    const { who, at } = world
    const post = {
      organisationId: at['石岭村党支部'],
      role: 'secretary',
      portfolio: null,
      isMain: true,
      from: '2026-08-01',
      until: null
    }
    expect((await wang(`POST /people/${who['赵德明']}/posts`, post)).status).toBe(200)
    expect((await give('赵德明', { validFrom: '2026-07-31' })).body).toMatchObject({ code: 'not-asked', field: 'requirement' })
    const until = (dueOn: string) => give('赵德明', { requirement: 'secretary.onboarding', dueOn })
    expect((await until('2027-01-31')).body).toMatchObject({
      code: 'not-later',
      field: 'dueOn',
      facts: { derived: '2027-02-01' }
    })
    expect((await until('2027-02-01')).body.code).toBe('not-later')
    expect(await standingOf('赵德明', 'secretary.onboarding', '2027-02-01')).toBe('outstanding 2027-02-01')
    expect((await until('2027-02-02')).status).toBe(200)
    expect(await standingOf('赵德明', 'secretary.onboarding', '2027-02-01')).toBe('notYetDue 2027-02-02')
    expect(await standingOf('赵德明', 'secretary.onboarding', '2027-02-02')).toBe('outstanding 2027-02-02')
  })

  test('makes her not yet due from its first day until the day before, in the same transaction, and leaves its line', async () => {
    expect(await standingOf('林文博', 'secretary.rotation', '2026-09-07')).toBe('outstanding 2026-12-31')
    expect((await give('林文博')).status).toBe(200)
    expect(await standingOf('林文博', 'secretary.rotation', '2026-09-02')).toBe('outstanding 2026-12-31')
    expect(await standingOf('林文博', 'secretary.rotation', '2026-09-03')).toBe('notYetDue 2027-03-31')
    expect(await standingOf('林文博', 'secretary.rotation', '2027-03-30')).toBe('notYetDue 2027-03-31')
    expect(await standingOf('林文博', 'secretary.rotation', '2027-03-31')).toBe('outstanding 2027-12-31')
    // It was decided on the third and recorded on the seventh.
    expect(await standingOf('林文博', 'secretary.rotation', '2026-09-06', 'then')).toBe('outstanding 2026-12-31')
    expect(await standingOf('林文博', 'committee.annual', '2026-09-07')).toBe('outstanding 2026-12-31')
    expect(await heldBy('林文博')).toEqual([
      { dueDateId: expect.any(Number), ...LEAVE, validUntil: '2027-03-31', recordedAt: '2026-09-07T01:00:00.000Z' }
    ])
    expect(await auditLinesOf(world.database, 'POST /people/:personId/due-dates')).toMatchObject([
      { details: { personId: world.who['赵德明'] } },
      { account_id: world.account.wang, details: { personId: world.who['林文博'], ...LEAVE } }
    ])
    expect(await verify(world.database.db, world.clock())).toBeNull()
  })

  test('is not set twice for the same days', async () => {
    expect((await give('林文博', { validFrom: '2027-03-30', dueOn: '2027-06-30' })).body).toMatchObject({
      code: 'due-date-set',
      field: 'dueOn',
      facts: { dueDateId: expect.any(Number) }
    })
    expect((await give('林文博', { requirement: 'committee.annual' })).status).toBe(200)
  })

  test('is counted apart: the figure, its people, the page of the person and the file say the same', async () => {
    const chen = world.as('chen')
    const where = `requirement=secretary.rotation&asOf=2026-09-07`
    const { sum } = (await chen(`GET /coverage?${where}`)).body
    expect(sum).toEqual({ covered: 0, outstanding: 2, notYetDue: 2, exempt: 0, left: 0, roster: 4 })
    const { people } = (await chen(`GET /coverage/people?${where}&state=notYetDue`)).body
    expect(people.map(({ name }: { name: string }) => name)).toEqual(['林文博', '赵德明'])

    const { body: page } = await chen(`GET /coverage/people/${world.who['林文博']}?${where}`)
    const [asked] = page.requirements
    expect(asked).toMatchObject({ code: 'secretary.rotation', state: 'notYetDue', dueOn: '2027-03-31' })
    expect(page.dueDates.find((one: { dueDateId: number }) => one.dueDateId === asked.dueDateId)).toEqual({
      dueDateId: asked.dueDateId,
      requirement: 'secretary.rotation',
      dueOn: '2027-03-31',
      reason: '产假',
      approvedBy: '县委组织部部务会',
      decidedOn: '2026-09-03',
      document: '会议纪要第 9 号',
      from: '2026-09-03',
      until: '2027-03-31'
    })
    // 赵 has the half-year of a new secretary, which nobody decided on.
    const zhao = (await chen(`GET /coverage/people/${world.who['赵德明']}?${where}`)).body.requirements[0]
    expect(zhao).toMatchObject({ state: 'notYetDue', dueOn: '2027-02-01', dueDateId: null })
    const before = (await chen(`GET /coverage/people/${world.who['林文博']}?requirement=secretary.rotation&asOf=2026-09-02`)).body
    expect(before.requirements[0]).toMatchObject({ state: 'outstanding', dueDateId: null })

    const file = await chen('POST /coverage/exports', {
      requirement: 'secretary.rotation',
      asOf: '2026-09-07',
      known: 'now',
      organisationId: world.at['安澜县']
    })
    const lines = (await sheetOf(file.bytes, '覆盖台账')).filter(line => line[3] === '林文博' || line[3] === '赵德明')
    expect(lines.map(line => [line[3], line[11], line[14]])).toEqual([
      ['林文博', '未到期（2027-03-31，产假）：还差集中培训 1 次', '2027-03-31'],
      ['赵德明', '未到期（2027-02-01）：还差集中培训 1 次', '2027-02-01']
    ])
  })

  test('stands on a list with reason and decision, and in its file, which carries no number of a person', async () => {
    const { body } = await world.as('luo')('GET /due-dates?requirement=secretary.rotation')
    expect(body).toMatchObject({ asOf: '2026-09-07', total: 1, page: 1 })
    expect(body.dueDates[0]).toEqual({
      dueDateId: expect.any(Number),
      personId: world.who['林文博'],
      name: '林文博',
      organisationId: world.at['柳湾村党支部'],
      organisationName: '柳湾村党支部',
      unitName: '青石镇',
      role: 'secretary',
      portfolio: null,
      ...LEAVE,
      validUntil: '2027-03-31',
      endsSoon: false
    })
    const namesOf = async (query: string) =>
      (await wang(`GET /due-dates?${query}`)).body.dueDates.map(({ name }: { name: string }) => name)
    expect(await namesOf('')).toEqual(['林文博', '林文博', '赵德明'])
    expect(await namesOf('endingSoon=true')).toEqual([])
    expect(await namesOf('endingSoon=true&asOf=2027-01-10')).toEqual(['赵德明'])
    expect(await namesOf('asOf=2026-09-02')).toEqual([])
    expect(await namesOf('asOf=2027-03-31')).toEqual([])
    expect(await namesOf(`organisationId=${world.at['东湖街道']}`)).toEqual([])
    expect((await wang('GET /due-dates?page=2')).body).toMatchObject({ total: 3, dueDates: [] })
    expect((await world.as('chenElsewhere')('GET /due-dates')).body.dueDates).toEqual([])

    const at = { organisationId: world.at['安澜县'], asOf: '2026-09-07' }
    const file = await world.as('chen')('POST /due-dates/exports', at)
    const rows = await sheetOf(file.bytes, '个别到期日名单')
    expect(rows.find(row => row[0] === 1)).toEqual([
      1,
      '林文博',
      '青石镇',
      '柳湾村党支部',
      '书记',
      '书记县级以上集中轮训',
      '2027-03-31',
      '产假',
      '县委组织部部务会',
      '2026-09-03',
      '会议纪要第 9 号',
      '2026-09-03'
    ])
    expect(rows.at(-1)!.slice(0, 2)).toEqual([3, '赵德明'])
    expect(JSON.stringify(rows)).not.toMatch(/\d{15}/)
    expect((await world.as('luo')('POST /due-dates/exports', at)).status).toBe(404)
  })

  test('is withdrawn early with a reason: she is outstanding from then on, and what was known before stays known', async () => {
    world.clock.set('2026-09-20T01:00:00Z')
    const lin = world.who['林文博']!
    const { dueDateId } = (await heldBy('林文博')).find(
      ({ requirement }: { requirement: string }) => requirement === 'secretary.rotation'
    )
    const withdraw = (on: string, more: object = {}) =>
      wang(`POST /people/${lin}/due-dates/${dueDateId}/withdrawal`, { on, reason: '已经返岗', ...more })
    expect((await withdraw('2026-09-02')).body).toMatchObject({ code: 'not-set-then', field: 'on' })
    expect((await withdraw('2027-03-31')).body).toMatchObject({ code: 'not-set-then', field: 'on' })
    expect((await withdraw('2026-09-15', { reason: '' })).body).toMatchObject({ code: 'bad-field', field: 'reason' })
    const another = `POST /people/${world.who['赵德明']}/due-dates/${dueDateId}/withdrawal`
    expect((await wang(another, { on: '2026-09-15', reason: '别人的' })).status).toBe(404)
    expect((await withdraw('2026-09-15')).status).toBe(200)
    expect(await standingOf('林文博', 'secretary.rotation', '2026-09-14')).toBe('notYetDue 2027-03-31')
    expect(await standingOf('林文博', 'secretary.rotation', '2026-09-15')).toBe('outstanding 2026-12-31')
    expect(await standingOf('林文博', 'secretary.rotation', '2026-09-15', 'then')).toBe('notYetDue 2027-03-31')
    expect((await heldBy('林文博')).find((one: { dueDateId: number }) => one.dueDateId === dueDateId)).toMatchObject({
      dueOn: '2027-03-31',
      validUntil: '2026-09-15'
    })
    const { body: then } = await world.as('chen')(
      `GET /coverage/people/${lin}?requirement=secretary.rotation&asOf=2026-09-15&known=then`
    )
    expect(then.requirements[0]).toMatchObject({ state: 'notYetDue', dueOn: '2027-03-31', dueDateId })
    expect(await auditLinesOf(world.database, 'POST /people/:personId/due-dates/:dueDateId/withdrawal')).toMatchObject([
      { details: { personId: lin, dueDateId, on: '2026-09-15', reason: '已经返岗' } }
    ])
    expect(await verify(world.database.db, world.clock())).toBeNull()
  })

  test('entered by mistake it is withdrawn from its first day: then it never held, and is entered rightly', async () => {
    const lin = world.who['林文博']!
    const [wrong] = (await heldBy('林文博')).filter(
      ({ requirement }: { requirement: string }) => requirement === 'committee.annual'
    )
    const body = { on: wrong.validFrom, reason: '日期录错' }
    expect((await wang(`POST /people/${lin}/due-dates/${wrong.dueDateId}/withdrawal`, body)).status).toBe(200)
    expect(await standingOf('林文博', 'committee.annual', '2026-09-10')).toBe('outstanding 2026-12-31')
    expect(await standingOf('林文博', 'committee.annual', '2026-09-10', 'then')).toBe('notYetDue 2027-03-31')
    expect((await give('林文博', { requirement: 'committee.annual', dueOn: '2026-11-30' })).status).toBe(200)
    expect(await standingOf('林文博', 'committee.annual', '2026-09-10')).toBe('notYetDue 2026-11-30')
    const rows = await rowsOf<{ due_on: string; is_known: boolean }>(
      world.database.db,
      sql`select due_on::text, recorded_until is null as is_known from due_dates
          where person_id = ${lin} and requirement = 'committee.annual' order by id`
    )
    expect(rows).toEqual([
      { due_on: '2027-03-31', is_known: false },
      { due_on: '2026-11-30', is_known: true }
    ])
    expect(await verify(world.database.db, world.clock())).toBeNull()
  })
})

describe('somebody who was entered twice', () => {
  const LONG = { requirement: 'committee.annual', dueOn: '2027-06-30', validFrom: '2026-09-10' }
  const datesOf = async (name: string) =>
    (await heldBy(name)).map(
      ({ requirement, dueOn, validUntil }: { requirement: string; dueOn: string; validUntil: string }) =>
        `${requirement} ${dueOn} ${validUntil}`
    )

  test('has the due dates of both entries, the later counts; taken back, each has its own, as it is now', async () => {
    const [kept, merged] = [world.who['孙国庆']!, world.who['吴桂香']!]
    expect((await give('孙国庆', { ...LONG, dueOn: '2026-12-31' })).status).toBe(200)
    expect((await give('吴桂香', LONG)).status).toBe(200)
    expect((await give('吴桂香', { ...LONG, requirement: 'member.annual' })).status).toBe(200)
    const { body } = await wang(`POST /people/${kept}/mergers`, { mergedId: merged, reason: '录了两次' })
    expect(await datesOf('吴桂香')).toEqual([])
    expect((await datesOf('孙国庆')).toSorted()).toEqual([
      'committee.annual 2026-12-31 2026-12-31',
      'committee.annual 2027-06-30 2027-06-30',
      'member.annual 2027-06-30 2027-06-30'
    ])
    expect(await standingOf('孙国庆', 'committee.annual', '2026-09-20')).toBe('notYetDue 2027-06-30')
    const [changed] = (await heldBy('孙国庆')).filter(
      ({ requirement }: { requirement: string }) => requirement === 'member.annual'
    )
    const end = { on: '2026-10-01', reason: '已经返岗' }
    expect((await wang(`POST /people/${kept}/due-dates/${changed.dueDateId}/withdrawal`, end)).status).toBe(200)

    expect((await wang(`POST /person-mergers/${body.id}/reversal`, { reason: '是两个人' })).status).toBe(200)
    expect(await datesOf('孙国庆')).toEqual(['committee.annual 2026-12-31 2026-12-31'])
    expect((await datesOf('吴桂香')).toSorted()).toEqual([
      'committee.annual 2027-06-30 2027-06-30',
      'member.annual 2027-06-30 2026-10-01'
    ])
    expect(await standingOf('孙国庆', 'committee.annual', '2026-09-20')).toBe('notYetDue 2026-12-31')
    expect(await verify(world.database.db, world.clock())).toBeNull()
  })
})

const sheetOf = async (bytes: unknown, name: string): Promise<unknown[][]> => {
  const book = new exceljs.Workbook()
  await book.xlsx.load(bytes as unknown as ArrayBuffer)
  return book
    .getWorksheet(name)!
    .getSheetValues()
    .filter(row => Array.isArray(row))
    .map(row =>
      (row as unknown[]).slice(1).map(cell => (cell instanceof Date ? cell.toISOString().slice(0, 10) : (cell ?? undefined)))
    )
}
