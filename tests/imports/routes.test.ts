import { existsSync, readFileSync } from 'node:fs'
import { sql } from 'drizzle-orm'
import exceljs from 'exceljs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { rowsOf } from '../../server/database/db.ts'
import { auditLinesOf, POSTGRES, type Answer } from '../harness.ts'
import { makeWorld, type World } from '../world.ts'

let world: World
beforeAll(async () => {
  world = await makeWorld()
})
afterAll(() => world.close())

/** Invented people that the roster does not have yet. */
const QIAN = '990101197903120015'
const ZHOU = '990101198808240021'
const HE = '990101199107070036'

const HEADING = [
  '手机',
  '公民身份号码',
  '党内职务',
  '姓名',
  '党组织名称',
  '所在乡镇',
  '出生日期',
  '性别',
  '任现职时间',
  '文化程度',
  '备注'
]

/**
 * A department's own workbook: two more titles than usual and another order of columns. 林 has a new telephone, 赵 is as he was, 孙 steps
 * down for 钱, 周 begins a new branch, 何 one in a new subdistrict, 吴 comes without her ID number, and 郑 of the other county helps out.
 */
const ROWS = [
  ['13800000001', '990101197105034171', '书记', '林文博', '柳湾村党支部', '青石镇', '1971.05', '男', '2021.03', '高中', ''],
  ['', '990101196802152339', '副书记', '赵德明', '中共柳湾村支部委员会', '青石镇', '1968.02', '男', '2022.06', '', ''],
  ['', '990101197503087754', '副书记', '孙国庆', '石岭村党支部', '青石镇', '1975.03', '男', '2026.08', '', ''],
  ['', QIAN, '书记', '钱卫东', '石岭村党支部', '青石镇', '1979.03', '男', '2026.08', '大专', '长期患病'],
  ['1380000', ZHOU, '书记', '周雪梅', '新立村党支部', '青石镇', '1988.08', '女', '2024.09.12', '本科', ''],
  ['', HE, '书记、组织委员', '何小东', '和平社区党支部', '和平街道', '1991.07', '男', '', '本科', ''],
  ['', '990101199107070044', '委员', '', '和平社区党支部', '和平街道', '', '', '', '', ''],
  ['', '990101199107070045', '委员', '冯立新', '和平社区党支部', '和平街道', '', '', '', '', ''],
  ['', '', '书记', '吴桂香', '桥东社区党支部', '东湖街道', '1980.06', '女', '2020.09', '', ''],
  ['', '990201197901015559', '宣传委员', '郑海峰', '石岭村党支部', '青石镇', '1979.01', '男', '2026.09', '', '']
]

const workbook = async (rows: (string | null)[][] = ROWS, heading = HEADING): Promise<Buffer> => {
  const book = new exceljs.Workbook()
  const sheet = book.addWorksheet('名单')
  sheet.addRow(['安澜县村（社区）党组织书记和班子成员名册'])
  sheet.mergeCells(1, 1, 1, heading.length)
  sheet.addRow(['填报单位：安澜县委组织部'])
  sheet.addRow(['填报日期：2026年9月'])
  sheet.addRow(heading)
  for (const row of rows) sheet.addRow(row)
  sheet.addRow(['合计', String(rows.length)])
  return Buffer.from(await book.xlsx.writeBuffer())
}

const upload = async (
  content: Buffer,
  more: { as?: 'wang' | 'wangElsewhere'; into?: string; on?: string; name?: string; isComplete?: boolean } = {}
): Promise<Answer> => {
  const { as = 'wang', into = '安澜县', on = '2026-09-15', name = '名册.xlsx', isComplete = false } = more
  const query = new URLSearchParams({
    organisationId: String(world.at[into]),
    fileName: name,
    effectiveOn: on,
    isCompleteList: String(isComplete)
  })
  return world.as(as)(`POST /imports?${query}`, content)
}

const uploaded = async (...asked: Parameters<typeof upload>): Promise<number> => (await upload(...asked)).body.id

/** Standings cannot be written, or can again. */
const standingsFail = async (isFailing: boolean): Promise<void> => {
  const statements = isFailing
    ? [
        `create function fail_on_purpose() returns trigger language plpgsql as $$ begin raise exception 'meant to happen in this test'; end $$`,
        `create trigger standings_fail before insert on standings for each row execute function fail_on_purpose()`
      ]
    : ['drop trigger standings_fail on standings', 'drop function fail_on_purpose']
  for (const statement of statements) await world.database.db.execute(sql.raw(statement))
}

const countsOf = async () => {
  const tables = [
    'organisations',
    'organisation_facts',
    'people',
    'person_facts',
    'posts',
    'personal_data',
    'roster_applications'
  ]
  const counted = await Promise.all(
    tables.map(table => rowsOf<{ n: number }>(world.database.db, sql.raw(`select count(*)::int as n from ${table}`)))
  )
  return Object.fromEntries(tables.map((table, i) => [table, counted[i]![0]!.n]))
}

const NO_ADDS = {
  people: 0,
  posts: 0,
  endedPosts: 0,
  memberships: 0,
  endedMemberships: 0,
  changedPeople: 0,
  left: 0,
  units: 0,
  organisations: 0
}

const namesIn = (people: { name: string }[]) => people.map(({ name }) => name)

describe('a file of a department', () => {
  let importId: number
  const read = async () => (await world.as('wang')(`GET /imports/${importId}`)).body

  test('is uploaded only by whoever keeps the roster of the unit', async () => {
    const content = await workbook()
    const call = `POST /imports?organisationId=${world.at['安澜县']}&fileName=a.xlsx`
    expect((await world.as(null)(call, content)).status).toBe(401)
    for (const username of ['luo', 'chen', 'xu', 'gao', 'lin', 'admin'] as const)
      expect((await world.as(username)(call, content)).status).toBe(403)
    expect((await world.as('wangElsewhere')(call, content)).status).toBe(404)
    expect((await upload(content, { into: '柳湾村党支部' })).body).toMatchObject({ code: 'not-a-unit', field: 'organisationId' })
  })

  test.each([
    ['nothing at all', Buffer.alloc(0), '名册.xlsx', 'no-file'],
    ['a letter', Buffer.from('敬启者：\n附上名册。'), '信.docx', 'not-a-workbook'],
    ['half a workbook', Buffer.from('PK\u0003\u0004 and no more'), '名册.xlsx', 'damaged']
  ])('is refused with the reason where it is %s', async (_, content, name, code) => {
    expect((await upload(content, { name })).body).toMatchObject({ status: 400, code, field: 'file' })
  })

  test('changes nothing on the roster while it is only uploaded and read', async () => {
    const before = await countsOf()
    const answer = await upload(await workbook())
    expect(answer.status).toBe(200)
    importId = answer.body.id
    await read()
    expect(await countsOf()).toEqual(before)
    expect(await auditLinesOf(world.database, 'POST /imports')).toMatchObject([
      { account_id: world.account.wang, details: { importId, fileName: '名册.xlsx' } }
    ])
  })

  test('is kept as a cipher: no ID number stands in clear in the database', async () => {
    const [kept] = await rowsOf<{ inClear: boolean }>(
      world.database.db,
      sql`select position(convert_to('PK', 'UTF8') in substring(content from 1 for 40)) > 0 as "inClear" from roster_imports where id = ${importId}`
    )
    expect(kept).toEqual({ inClear: false })
  })

  test('belongs to its county alone', async () => {
    for (const call of [
      `GET /imports/${importId}`,
      `POST /imports/${importId}/application`,
      `POST /imports/${importId}/refused-rows`
    ]) {
      expect((await world.as(null)(call)).status).toBe(401)
      expect((await world.as('chen')(call)).status).toBe(403)
      expect((await world.as('wangElsewhere')(call)).status).toBe(404)
    }
    expect((await world.as('wangElsewhere')(`PUT /imports/${importId}`, { isCompleteList: true })).status).toBe(404)
    expect((await world.as('wangElsewhere')('GET /imports')).body.imports).toEqual([])
    expect((await world.as('wang')('GET /imports')).body.imports).toMatchObject([
      {
        id: importId,
        fileName: '名册.xlsx',
        organisationName: '安澜县',
        uploadedBy: '王小燕',
        appliedAt: null,
        state: 'ready',
        joined: 3
      }
    ])
  })

  test('says how its columns were understood, with the ID numbers of the samples masked', async () => {
    const { sheets } = await read()
    expect(sheets).toHaveLength(1)
    expect(sheets[0]).toMatchObject({ name: '名单', state: 'roster', headerFirst: 4, headerLast: 4, rows: 10 })
    expect(
      sheets[0].columns.map(({ letter, heading, field }: { letter: string; heading: string; field: string }) => [
        letter,
        heading,
        field
      ])
    ).toEqual([
      ['A', '手机', 'mobile'],
      ['B', '公民身份号码', 'idNumber'],
      ['C', '党内职务', 'role'],
      ['D', '姓名', 'name'],
      ['E', '党组织名称', 'organisation'],
      ['F', '所在乡镇', 'township'],
      ['G', '出生日期', 'birthMonth'],
      ['H', '性别', 'gender'],
      ['I', '任现职时间', 'roleStart'],
      ['J', '文化程度', 'education'],
      ['K', '备注', 'remark']
    ])
    expect(sheets[0].columns[1].samples[0]).toBe('**************4171')
    expect(sheets[0].columns[0].samples[0]).toBe('*******0001')
  })

  test('accounts for each of its rows', async () => {
    const { rows, adds, dropped } = await read()
    expect(rows).toEqual({ total: 10, joined: 3, changed: 3, unchanged: 1, samePerson: 1, refused: 2, agrees: true })
    expect(adds).toEqual({ ...NO_ADDS, people: 3, posts: 6, endedPosts: 1, changedPeople: 3, units: 1, organisations: 2 })
    expect(dropped).toMatchObject([{ sheet: '名单', row: 15, reason: 'total', text: '合计 10' }])
  })

  test('says who joins, what changes and why it was judged so; 何’s row gives no date, so the day is said to be the effective date', async () => {
    const { joined, changed } = await read()
    expect(joined).toMatchObject([
      {
        name: '钱卫东',
        row: 8,
        idLastFour: '0015',
        personId: null,
        added: [{ organisation: '石岭村党支部', unit: '青石镇', role: 'secretary', from: '2026-08-01', dateFrom: 'file' }]
      },
      { name: '周雪梅', row: 9, added: [{ organisationId: null, organisation: '新立村党支部', from: '2024-09-12' }] },
      {
        name: '何小东',
        row: 10,
        added: [
          { role: 'secretary', from: '2026-09-15', dateFrom: 'effectiveDate' },
          { role: 'committeeMember', portfolio: 'organization', from: '2026-09-15', dateFrom: 'effectiveDate' }
        ]
      }
    ])
    expect(changed).toMatchObject([
      {
        name: '林文博',
        kind: 'changedDetails',
        matchedBy: 'id',
        personId: world.who['林文博'],
        details: ['mobile', 'education'],
        added: [],
        ended: []
      },
      {
        name: '孙国庆',
        kind: 'changedPost',
        added: [{ role: 'deputySecretary', from: '2026-08-01', dateFrom: 'file' }],
        ended: [{ role: 'secretary', from: '2019-01-01' }]
      },
      {
        name: '郑海峰',
        kind: 'changedPost',
        added: [{ role: 'committeeMember', portfolio: 'publicity' }],
        before: [{ organisation: '渡口村党支部' }]
      }
    ])
  })

  test('says which organisations are added, what their names say of them, and since when they are', async () => {
    const { units, organisations } = await read()
    expect(units).toEqual([
      { name: '和平街道', level: 'subdistrict', validFrom: '2026-09-15', assumed: [], organisationId: null }
    ])
    expect(organisations).toMatchObject([
      {
        name: '新立村党支部',
        unit: '青石镇',
        typeCode: '631',
        level: 'village',
        unitCategory: 'village',
        field: 'rural',
        fieldFrom: 'name',
        assumed: [],
        validFrom: '2024-09-12',
        rows: 1
      },
      { name: '和平社区党支部', unit: '和平街道', level: 'community', field: 'urbanCommunity', validFrom: '2026-09-15' }
    ])
  })

  test('names every refused row with its reasons, and shows what a person should look at', async () => {
    const { refused, flagged, remarks } = await read()
    expect(refused).toMatchObject([
      { sheet: '名单', row: 11, name: '', reasons: [{ kind: 'no-name', column: 'D', zh: '没有姓名。' }] },
      { sheet: '名单', row: 12, name: '冯立新', reasons: [{ kind: 'checksum', column: 'B' }] }
    ])
    expect(flagged.map(({ row, kind }: { row: number; kind: string }) => [row, kind])).toEqual([
      [9, 'mobile-unreadable'],
      [13, 'no-id']
    ])
    expect(remarks).toMatchObject([{ row: 8, kind: 'remark-may-exempt' }])
    expect(JSON.stringify(await read())).not.toMatch(/\d{17}[\dX]/)
  })

  test('asks whether 吴 without an ID number is the 吴 of the roster', async () => {
    const { samePerson } = await read()
    expect(samePerson).toMatchObject([
      {
        sheet: '名单',
        row: 13,
        name: '吴桂香',
        verdict: null,
        candidates: [{ personId: world.who['吴桂香'], idLastFour: '0022', alike: 'nameAndOrganisation', isWithin: true }]
      }
    ])
  })

  test('takes an answer only to a question it asked', async () => {
    const answer = (more: object) =>
      world.as('wang')(`PUT /imports/${importId}`, {
        people: [{ sheet: '名单', row: 13, verdict: 'same', personId: world.who['吴桂香'], ...more }]
      })
    expect((await answer({ row: 5 })).body).toMatchObject({ code: 'no-question', field: 'people' })
    expect((await answer({ personId: world.who['林文博'] })).body).toMatchObject({
      code: 'not-a-candidate',
      field: 'people.personId'
    })
    expect((await answer({ verdict: 'perhaps' })).body).toMatchObject({ code: 'bad-field', field: 'people.0.verdict' })
    expect((await answer({})).status).toBe(200)
    expect(await read()).toMatchObject({
      rows: { unchanged: 2, samePerson: 0 },
      samePerson: [],
      verdicts: [{ row: 13, name: '吴桂香', verdict: 'same' }]
    })
    expect((await answer({ verdict: 'different', personId: null })).status).toBe(200)
    expect(await read()).toMatchObject({ rows: { joined: 4, unchanged: 1 } })
    expect((await answer({ verdict: 'later', personId: null })).status).toBe(200)
    expect(await read()).toMatchObject({ rows: { joined: 3, samePerson: 1 }, samePerson: [{ verdict: 'later' }] })
    expect((await answer({})).status).toBe(200)
  })

  test('takes a correction of its columns, and of the day', async () => {
    const put = (body: object) => world.as('wang')(`PUT /imports/${importId}`, body)
    expect((await put({ sheets: [{ name: '别的', isLeftOut: true }] })).body).toMatchObject({
      code: 'unknown-sheet',
      field: 'sheets.name'
    })
    expect((await put({ effectiveOn: '2026-02-30' })).body).toMatchObject({ code: 'bad-field', field: 'effectiveOn' })
    expect(
      (await put({ sheets: [{ name: '名单', columns: [{ letter: 'J', field: null }] }], effectiveOn: '2026-09-20' })).status
    ).toBe(200)
    const changed = await read()
    expect(changed.effectiveOn).toBe('2026-09-20')
    expect(changed.sheets[0].columns[9]).toMatchObject({ letter: 'J', field: null, reason: 'by-hand' })
    expect(changed.changed[0]).toMatchObject({ name: '林文博', details: ['mobile'] })
    expect(
      (await put({ sheets: [{ name: '名单', columns: [{ letter: 'J', field: 'education' }] }], effectiveOn: '2026-09-15' }))
        .status
    ).toBe(200)
    expect((await read()).changed[0].details).toEqual(['mobile', 'education'])
  })

  test('takes a better field for an organisation that is added, and a known one in its place', async () => {
    const put = (body: object) => world.as('wang')(`PUT /imports/${importId}`, body)
    const key = '青石镇|新立村党支部'
    expect((await put({ organisations: [{ key, field: 'other' }] })).status).toBe(200)
    expect((await read()).organisations[0]).toMatchObject({ field: 'other', fieldFrom: 'byHand' })
    expect((await put({ organisations: [{ key, sameAs: world.at['渡口村党支部'] }] })).body).toMatchObject({
      code: 'unknown-organisation',
      field: 'organisations.sameAs'
    })
    expect((await put({ organisations: [{ key, sameAs: world.at['石岭村党支部'] }] })).status).toBe(200)
    expect(await read()).toMatchObject({
      adds: { organisations: 1 },
      sameOrganisations: [{ key, organisationId: world.at['石岭村党支部'], name: '石岭村党支部' }]
    })
    expect((await put({ organisations: [{ key, sameAs: null, field: null }] })).status).toBe(200)
    expect((await read()).organisations[0]).toMatchObject({ field: 'rural', fieldFrom: 'name' })
  })

  test('gives the refused rows back as the same workbook with the reasons beside them', async () => {
    const answer = await world.as('wang')(`POST /imports/${importId}/refused-rows`)
    expect(answer.status).toBe(200)
    expect(decodeURIComponent(String(answer.headers['content-disposition']))).toContain('名册（退回）.xlsx')
    const book = new exceljs.Workbook()
    await book.xlsx.load(answer.bytes as unknown as exceljs.Buffer)
    const rows: string[][] = []
    book.getWorksheet('名单')!.eachRow(row => rows.push((row.values as unknown[]).slice(1).map(value => String(value ?? ''))))
    expect(rows).toHaveLength(6)
    expect(rows[3]).toEqual([...HEADING, '退回原因'])
    expect(rows[4]![11]).toBe('没有姓名。')
    expect(rows[5]!.slice(2, 4)).toEqual(['委员', '冯立新'])
    expect(rows[5]![11]).toBe('身份证号校验不通过，有一位写错了。')
    expect(await auditLinesOf(world.database, 'POST /imports/:importId/refused-rows')).toMatchObject([
      { details: { importId, rows: 2 } }
    ])
  })

  test('is applied whole or not at all', async () => {
    const before = await countsOf()
    await standingsFail(true)
    expect((await world.as('wang')(`POST /imports/${importId}/application`)).status).toBe(200)
    await standingsFail(false)
    expect(await countsOf()).toEqual(before)
    expect(await read()).toMatchObject({
      appliedAt: null,
      state: 'ready',
      reason: { code: 'unforeseen' },
      mayApply: true,
      rows: { joined: 3 }
    })
    expect(await auditLinesOf(world.database, 'imports.applied')).toEqual([])
  })

  test('is applied once, and says what was done', async () => {
    expect((await world.as('wang')(`POST /imports/${importId}/application`)).status).toBe(200)
    const done = await read()
    expect(done).toMatchObject({ state: 'applied', appliedBy: '王小燕', mayApply: false, adds: { people: 3, organisations: 2 } })
    const standing = await rowsOf<{ id: number }>(
      world.database.db,
      sql`select distinct person_id as id from standings where recorded_until is null and recorded_from = ${world.clock().toISOString()}::timestamptz`
    )
    const concerned = [...done.joined.map(({ personId }: { personId: number }) => personId), world.who['孙国庆']]
    expect(concerned.filter(id => !standing.some(each => each.id === id))).toEqual([])
    expect((await world.as('wang')(`POST /imports/${importId}/application`)).body).toMatchObject({
      status: 409,
      code: 'already-applied'
    })
    expect((await world.as('wang')(`PUT /imports/${importId}`, { isCompleteList: true })).body.code).toBe('already-applied')
    expect((await world.as('wang')('GET /imports')).body.imports).toMatchObject([
      { appliedBy: '王小燕', joined: 3, changed: 3, refused: 2, undecided: 0 }
    ])
    expect(await auditLinesOf(world.database, 'imports.applied')).toMatchObject([
      { account_id: world.account.wang, details: { importId, rows: { total: 10 }, adds: { people: 3 } } }
    ])
  })

  test('has put on the roster what it said', async () => {
    const wang = world.as('wang')
    const [qian, zhou, he] = (await read()).joined.map(({ personId }: { personId: number }) => personId)
    expect((await wang(`GET /people/${qian}`)).body).toMatchObject({
      name: '钱卫东',
      gender: 'male',
      birthMonth: '1979-03',
      education: 'college',
      idNumber: '**************0015',
      posts: [{ organisationName: '石岭村党支部', role: 'secretary', isMain: true, validFrom: '2026-08-01', validUntil: null }],
      memberships: [],
      exemptions: []
    })
    expect((await wang(`GET /people/${zhou}`)).body.posts).toMatchObject([
      { organisationName: '新立村党支部', unitName: '青石镇' }
    ])
    expect(
      (await wang(`GET /people/${he}`)).body.posts
        .map(({ role, isMain }: { role: string; isMain: boolean }) => [role, isMain])
        .toSorted()
    ).toEqual([
      ['committeeMember', false],
      ['secretary', false]
    ])
    expect((await wang(`GET /people/${world.who['孙国庆']}`)).body.posts).toMatchObject([
      { role: 'deputySecretary', isMain: true, validFrom: '2026-08-01', validUntil: null },
      { role: 'secretary', isMain: true, validFrom: '2019-01-01', validUntil: '2026-08-01' }
    ])
    expect((await wang(`GET /people/${world.who['林文博']}`)).body).toMatchObject({
      education: 'seniorSecondary',
      mobile: '*******0001',
      idNumber: '**************4171'
    })
    const { organisations } = (await wang('GET /organisations?asOf=2026-09-15')).body
    expect(namesIn(organisations).slice(6)).toEqual(['和平街道', '新立村党支部', '和平社区党支部'])
    expect((await wang(`POST /people/${qian}/id-reveal`, { reason: '核对' })).body.idNumber).toBe(QIAN)
  })

  test('of a detail that changed, what was true before the day stays true', async () => {
    const facts = await rowsOf<{ education: string | null; from: string; until: string | null }>(
      world.database.db,
      sql`select education, valid_from::text as "from", valid_until::text as until from person_facts
          where person_id = ${world.who['林文博']} and recorded_until is null order by valid_from`
    )
    expect(facts).toEqual([
      { education: null, from: '2015-01-01', until: '2026-09-15' },
      { education: 'seniorSecondary', from: '2026-09-15', until: null }
    ])
  })

  test('brings no change when it comes again, and there is nothing to apply', async () => {
    const again = await uploaded(await workbook())
    const answer = (await world.as('wang')(`GET /imports/${again}`)).body
    expect(answer).toMatchObject({
      rows: { total: 10, joined: 0, changed: 0, unchanged: 7, samePerson: 1, refused: 2, agrees: true },
      adds: NO_ADDS,
      mayApply: false
    })
    expect((await world.as('wang')(`POST /imports/${again}/application`)).body.code).toBe('nothing-to-apply')
  })
})

describe('a file for one township', () => {
  test('need not name it, and a row of another township stays out', async () => {
    const content = await workbook(
      [
        ['', '990101197105034171', '书记', '林文博', '柳湾村党支部', '', '', '', '', '', ''],
        ['', '990101198006110022', '书记', '吴桂香', '桥东社区党支部', '东湖街道', '', '', '', '', '']
      ],
      HEADING
    )
    const id = await uploaded(content, { into: '青石镇' })
    const view = (await world.as('wang')(`GET /imports/${id}`)).body
    expect(view).toMatchObject({
      rows: { total: 2, unchanged: 1, refused: 1, agrees: true },
      refused: [{ name: '吴桂香', reasons: [{ kind: 'other-unit', zh: '这一行属于东湖街道，不在所选的青石镇之内。' }] }],
      units: [],
      organisations: []
    })
  })

  test('as the complete list ends the posts of whoever is missing, unless too many are', async () => {
    const stays = ['', '990101198006110022', '书记', '吴桂香', '桥东社区党支部', '东湖街道', '', '', '', '', '']
    const id = await uploaded(await workbook([stays]), { into: '东湖街道' })
    expect((await world.as('wang')(`PUT /imports/${id}`, { isCompleteList: true })).status).toBe(200)
    expect((await world.as('wang')(`GET /imports/${id}`)).body).toMatchObject({
      isCompleteList: true,
      left: [],
      rows: { unchanged: 1 }
    })
    const pool = { organisationId: world.at['桥东社区党支部'], role: 'reserve', portfolio: null, isMain: false, until: null }
    const made = await world.as('wang')(`POST /people/${world.who['赵德明']}/posts`, { ...pool, from: '2026-01-01' })
    expect(made.status).toBe(200)
    const completeAt = async (rows: string[][]) => {
      const again = await uploaded(await workbook(rows), { into: '东湖街道', isComplete: true })
      return namesIn((await world.as('wang')(`GET /imports/${again}`)).body.left)
    }
    expect(await completeAt([stays])).toEqual([])
    const named = ['', HE, '村级后备', '何小东', '桥东社区党支部', '东湖街道', '', '', '', '', '']
    expect(await completeAt([stays, named])).toEqual(['赵德明'])
    const mistaken = await uploaded(
      await workbook([['', '990101199107070036', '书记', '何小东', '柳湾村党支部', '', '', '', '', '', '']]),
      { into: '青石镇' }
    )
    expect((await world.as('wang')(`PUT /imports/${mistaken}`, { isCompleteList: true })).status).toBe(200)
    const view = (await world.as('wang')(`GET /imports/${mistaken}`)).body
    expect(namesIn(view.left)).toContain('林文博')
    expect(view).toMatchObject({ held: [{ unit: '青石镇' }], adds: { left: 0, endedPosts: 0 } })
  })
})

test('an ID number under another name asks, and cannot be called a different person', async () => {
  const id = await uploaded(
    await workbook([['', '990101197105034171', '书记', '林文搏', '柳湾村党支部', '青石镇', '', '', '', '', '']])
  )
  const view = (await world.as('wang')(`GET /imports/${id}`)).body
  expect(view.samePerson).toMatchObject([{ name: '林文搏', candidates: [{ name: '林文博', alike: 'idUnderOtherName' }] }])
  const people = [{ sheet: '名单', row: 5, verdict: 'different', personId: null }]
  expect((await world.as('wang')(`PUT /imports/${id}`, { people })).body).toMatchObject({
    code: 'one-id-number',
    field: 'people.verdict'
  })
})

test('of somebody in the other county an administrator learns only that there is somebody', async () => {
  const id = await uploaded(
    await workbook([['', '990101197105034171', '书记', '李文博', '渡口村党支部', '河口镇', '', '', '', '', '']]),
    {
      as: 'wangElsewhere',
      into: '望江县'
    }
  )
  const view = (await world.as('wangElsewhere')(`GET /imports/${id}`)).body
  expect(view.samePerson[0].candidates).toMatchObject([
    { name: '林*', birthMonth: null, mobileLastFour: null, posts: [], isWithin: false }
  ])
})

test.skipIf(!POSTGRES)('of two applications at the same instant one is refused', async () => {
  const id = await uploaded(
    await workbook([['', '990101199312120012', '书记', '冯立新', '柳湾村党支部', '青石镇', '', '', '', '', '']])
  )
  const both = await Promise.all([1, 2].map(() => world.as('wang')(`POST /imports/${id}/application`)))
  expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409])
})

test.skipIf(!POSTGRES)('two files with the same newcomer, applied at the same instant, bring one person', async () => {
  const row = ['', '99010119941212001X', '书记', '褚建国', '石岭村党支部', '青石镇', '', '', '', '', '']
  const ids = [await uploaded(await workbook([row])), await uploaded(await workbook([row]))]
  await Promise.all(ids.map(id => world.as('wang')(`POST /imports/${id}/application`)))
  const after = await Promise.all(ids.map(async id => (await world.as('wang')(`GET /imports/${id}`)).body))
  expect(after.map(({ state, reason }) => reason?.code ?? state).toSorted()).toEqual(['applied', 'roster-changed'])
  const named = await rowsOf(world.database.db, sql`select person_id from person_facts where name = '褚建国'`)
  expect(named).toHaveLength(1)
})

const SAMPLES = new URL('../../../shared/samples/', import.meta.url)
const sample = (name: string): Buffer => readFileSync(new URL(name, SAMPLES))

describe.skipIf(!existsSync(new URL('roster.xlsx', SAMPLES)))('the files departments sent', () => {
  type Planted = { sheet: string; row: number; kind: string }
  const planted = (part: 'refused' | 'flagged', isCsv: boolean): Planted[] =>
    JSON.parse(sample('truth.json').toString())[part].filter(({ sheet }: Planted) => sheet.endsWith('.csv') === isCsv)
  const byPlace = (one: Planted, other: Planted) => one.sheet.localeCompare(other.sheet, 'zh') || one.row - other.row
  type Refused = { sheet: string; row: number; reasons: { kind: string }[] }
  const found = (view: { refused: Refused[]; flagged: Planted[] }) => ({
    refused: view.refused
      .flatMap(({ sheet, row, reasons }) => reasons.map(({ kind }) => ({ sheet, row, kind })))
      .toSorted(byPlace),
    flagged: view.flagged.map(({ sheet, row, kind }) => ({ sheet, row, kind })).toSorted(byPlace)
  })

  test.each([
    ['roster.xlsx', false, 423],
    ['roster-township.csv', true, 61]
  ])('%s: the refused and flagged rows are the planted ones; applied, it brings no change again', async (name, isCsv, rows) => {
    const where = { as: 'wangElsewhere', into: '望江县', name } as const
    const id = await uploaded(sample(name), where)
    const view = (await world.as('wangElsewhere')(`GET /imports/${id}`)).body
    // A branch that an earlier file brought may have a secretary already; that is no fault of this file.
    const ownFlags = view.flagged.filter(({ kind }: Planted) => kind !== 'other-secretary')
    expect(found({ ...view, flagged: ownFlags })).toEqual({
      refused: planted('refused', isCsv).toSorted(byPlace),
      flagged: planted('flagged', isCsv).toSorted(byPlace)
    })
    expect(view.rows).toMatchObject({ total: rows, agrees: true })
    expect((await world.as('wangElsewhere')(`POST /imports/${id}/application`)).status).toBe(200)
    const again = (await world.as('wangElsewhere')(`GET /imports/${await uploaded(sample(name), where)}`)).body
    expect(again.adds).toEqual(NO_ADDS)
    expect(again.rows).toMatchObject({ joined: 0, changed: 0, samePerson: 0 })
  })
})
