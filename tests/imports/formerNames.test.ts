import exceljs from 'exceljs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeWorld, type World } from '../world.ts'

let world: World
beforeAll(async () => {
  world = await makeWorld()
})
afterAll(() => world.close())

const BRANCH = { code: null, typeCode: '631', level: 'village', unitCategory: 'village', field: 'rural' }
const KIND = { ...BRANCH, divisionCode: null, localCategory: null }
const reason = '关于撤并村的批复'

const post = async (url: string, body: object) => {
  const answer = await world.as('wang')(`POST ${url}`, body)
  expect(answer).toMatchObject({ status: 200 })
  return answer.body
}
const found = async (name: string): Promise<number> =>
  (await post(`/organisations/${world.at['青石镇']}/children`, { ...KIND, on: '2020-01-01', name })).id
const mergedInto = (id: number, other: number, on: string) =>
  post(`/organisations/${id}/merger`, { on, organisationIds: [other], newName: null, newCode: null, reason })

const read = async (names: string[], effectiveOn: string) => {
  const book = new exceljs.Workbook()
  const sheet = book.addWorksheet('名单')
  sheet.addRow(['乡镇', '党支部', '姓名', '职务', '任职时间'])
  for (const [at, name] of names.entries()) sheet.addRow(['青石镇', name, `何小${'东南西北'[at]}`, '委员', '2019.06'])
  const query = new URLSearchParams({
    organisationId: String(world.at['安澜县']),
    fileName: '名册.xlsx',
    effectiveOn,
    isCompleteList: 'false'
  })
  const { id } = (await world.as('wang')(`POST /imports?${query}`, Buffer.from(await book.xlsx.writeBuffer()))).body
  return { id, view: (await world.as('wang')(`GET /imports/${id}`)).body }
}

test('a file that goes on using the names of merged and renamed villages is asked whether it means what they became', async () => {
  const upper = await found('上沟村党支部')
  const lower = await found('下沟村党支部')
  const village = world.at['石岭村党支部']!
  await mergedInto(upper, lower, '2025-01-01')
  await mergedInto(village, upper, '2026-01-01')
  await post(`/organisations/${world.at['柳湾村党支部']}/facts`, { ...KIND, on: '2026-03-01', name: '柳新村党支部', reason })

  const names = ['新立村党支部', '柳湾村党支部', '下沟村党支部', '上沟村党支部']
  const { id, view } = await read(names, '2026-09-15')
  const similar = Object.fromEntries(
    view.organisations.map((each: { name: string; similar: object[] }) => [each.name, each.similar])
  )
  const into = { id: village, name: '石岭村党支部', unit: '青石镇' }
  expect(similar).toMatchObject({
    新立村党支部: [],
    柳湾村党支部: [{ id: world.at['柳湾村党支部'], name: '柳新村党支部', wasUntil: '2026-03-01' }],
    下沟村党支部: [{ ...into, wasUntil: '2025-01-01' }],
    上沟村党支部: [{ ...into, wasUntil: '2026-01-01' }]
  })
  // What is perhaps no new organisation at all stands first.
  expect(view.organisations.at(-1).name).toBe('新立村党支部')

  const key = '青石镇|下沟村党支部'
  expect((await world.as('wang')(`PUT /imports/${id}`, { organisations: [{ key, sameAs: village }] })).status).toBe(200)
  const settled = (await world.as('wang')(`GET /imports/${id}`)).body
  expect(settled.adds.organisations).toBe(3)
  expect(settled.sameOrganisations).toMatchObject([{ key, organisationId: village }])
})

test('before the day of the merger the name is that of the organisation itself', async () => {
  const { view } = await read(['下沟村党支部'], '2024-06-01')
  expect(view.adds).toMatchObject({ organisations: 0, people: 1 })
})
