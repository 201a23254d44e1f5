import exceljs from 'exceljs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { auditLinesOf } from '../harness.ts'
import { makeWorld, type World } from '../world.ts'

let world: World
beforeAll(async () => {
  world = await makeWorld()
})
afterAll(() => world.close())

const wang = (call: string, body?: object) => world.as('wang')(call, body)
const ILL = {
  requirement: null,
  kind: 'longIllness',
  reason: '长期患病，有医院证明',
  approvedBy: '柳湾村党支部党员大会',
  decidedOn: '2026-08-28',
  document: '会议记录第 12 号',
  validFrom: '2026-09-01',
  validUntil: '2026-10-01'
}
const exempt = (name: string, more: object = {}) => wang(`POST /people/${world.who[name]}/exemptions`, { ...ILL, ...more })
const stateOf = async (name: string, requirement: string, day: string) => {
  const { body } = await world.as('chen')(`GET /coverage/people?requirement=${requirement}&asOf=${day}`)
  return body.people.find((person: { name: string }) => person.name === name)?.state
}

test('an exemption has a kind, a reason and a decision; a waiver is only of what should be met', async () => {
  expect((await exempt('林文博', { kind: 'busy' })).body).toMatchObject({ code: 'bad-field', field: 'kind' })
  // What goes on is decided anew: there is none without an end.
  expect((await exempt('林文博', { validUntil: null })).body).toMatchObject({ code: 'bad-field', field: 'validUntil' })
  const waive = (requirement: string | null) =>
    exempt('孙国庆', { kind: 'waiver', requirement, reason: '年老', validUntil: '2027-09-01' })
  expect((await waive('secretary.rotation')).body).toMatchObject({ code: 'not-to-be-waived', field: 'requirement' })
  expect((await waive(null)).body).toMatchObject({ code: 'not-to-be-waived' })
  expect((await waive('member.annual')).status).toBe(200)
  expect(await stateOf('孙国庆', 'member.annual', '2026-09-07')).toBe('exempt')
  expect(await stateOf('孙国庆', 'committee.annual', '2026-09-07')).toBe('outstanding')
})

test('the exempt stay on a list with reason, decision and last day', async () => {
  expect((await exempt('林文博')).status).toBe(200)
  const { body } = await world.as('luo')('GET /exemptions')
  expect(body).toMatchObject({ asOf: '2026-09-07', total: 2 })
  expect(body.exemptions[0]).toEqual({
    exemptionId: expect.any(Number),
    personId: world.who['林文博'],
    name: '林文博',
    organisationId: world.at['柳湾村党支部'],
    organisationName: '柳湾村党支部',
    unitName: '青石镇',
    role: 'secretary',
    portfolio: null,
    ...ILL,
    endsSoon: true
  })
  const namesOf = async (query: string) =>
    (await wang(`GET /exemptions?${query}`)).body.exemptions.map(({ name }: { name: string }) => name)
  expect(await namesOf('kind=waiver')).toEqual(['孙国庆'])
  expect(await namesOf('endingSoon=true')).toEqual(['林文博'])
  expect(await namesOf('asOf=2026-08-31')).toEqual([])
  expect(await namesOf('asOf=2026-10-01')).toEqual(['孙国庆'])
  expect((await wang('GET /exemptions?page=2')).body).toMatchObject({ total: 2, exemptions: [] })
  expect((await world.as('chenElsewhere')('GET /exemptions')).body.exemptions).toEqual([])
})

test('an exemption ends earlier on a day somebody gives with a reason, and the person is due again from then on', async () => {
  const lin = world.who['林文博']!
  const id = (await wang(`GET /people/${lin}`)).body.exemptions[0].exemptionId
  const end = (on: string, more: object = {}) =>
    wang(`POST /people/${lin}/exemptions/${id}/end`, { on, reason: '已经康复', ...more })
  expect((await end('2026-09-01')).body).toMatchObject({ code: 'not-exempt-then', field: 'on' })
  expect((await end('2026-09-05', { reason: '' })).body).toMatchObject({ code: 'bad-field', field: 'reason' })
  expect((await wang(`POST /people/${lin}/exemptions/999999/end`, { on: '2026-09-05', reason: '康复' })).status).toBe(404)
  expect((await end('2026-09-05')).status).toBe(200)
  expect(await stateOf('林文博', 'secretary.rotation', '2026-09-04')).toBe('exempt')
  expect(await stateOf('林文博', 'secretary.rotation', '2026-09-05')).toBe('outstanding')
  expect(await auditLinesOf(world.database, 'POST /people/:personId/exemptions/:exemptionId/end')).toMatchObject([
    { details: { personId: lin, exemptionId: id, on: '2026-09-05', reason: '已经康复' } }
  ])
})

test('the list goes into a workbook as it is seen, and nothing in it is a number of a person', async () => {
  const answer = await world.as('chen')('POST /exemptions/exports', {
    organisationId: world.at['安澜县'],
    asOf: '2026-09-03'
  })
  expect(answer.status).toBe(200)
  const book = new exceljs.Workbook()
  await book.xlsx.load(answer.bytes as unknown as ArrayBuffer)
  const texts = book.worksheets[0]!.getSheetValues()
    .filter(row => Array.isArray(row))
    .map(row => (row as unknown[]).slice(1).map(cell => (cell instanceof Date ? cell.toISOString().slice(0, 10) : (cell ?? ''))))
  expect(texts.at(-2)).toEqual([
    1,
    '林文博',
    '青石镇',
    '柳湾村党支部',
    '书记',
    '长期患病',
    '全部要求',
    '长期患病，有医院证明',
    '柳湾村党支部党员大会',
    '2026-08-28',
    '会议记录第 12 号',
    '2026-09-01',
    '2026-09-05'
  ])
  expect(texts.at(-1)).toContain('党员全年 32 学时')
  expect(JSON.stringify(texts)).not.toMatch(/\d{15}/)
  expect(
    (await world.as('luo')('POST /exemptions/exports', { organisationId: world.at['安澜县'], asOf: '2026-09-03' })).status
  ).toBe(404)
})
