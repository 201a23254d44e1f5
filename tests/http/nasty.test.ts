import { afterAll, beforeAll, expect, test } from 'vitest'
import { PLANNING } from '../permissions/cohorts.ts'
import { FIGURES } from '../permissions/figures.ts'
import { PEOPLE } from '../permissions/people.ts'
import { prepare, type Prepared } from '../permissions/prepared.ts'
import type { Row } from '../permissions/row.ts'

let prepared: Prepared
beforeAll(async () => {
  prepared = await prepare()
})
afterAll(() => prepared.world.close())

const NASTY = [
  null,
  true,
  -1,
  0,
  1.5,
  2_147_483_648,
  9_007_199_254_740_991,
  '',
  ' ',
  '\u0000',
  '%',
  "'; drop table marks; --",
  '0001-01-01',
  '2026-02-30',
  '9999-12-31',
  '长'.repeat(5000),
  [],
  [null],
  {}
]
const NASTY_IDS = ['0', '-1', 'abc', '1.5', '2147483648', '9007199254740991', '99999999999999999999', '%00']

const rows = Object.entries({ ...PEOPLE, ...PLANNING, ...FIGURES } as Record<string, Row>)

type Variant = [call: string, body?: object | Buffer | undefined]

/** The same request with one thing in it made nasty: a field of the body, an id in the path, a value of the query. */
const variantsOf = (call: string, body: object | Buffer | undefined): Variant[] => {
  const [method, address] = call.split(' ') as [string, string]
  const [path, query] = address.split('?') as [string, string | undefined]
  const variants: Variant[] = []
  if (body && !Buffer.isBuffer(body))
    for (const field of [...Object.keys(body), 'unknownField'])
      for (const value of NASTY) variants.push([call, { ...body, [field]: value }])
  for (const found of path.matchAll(/\/(\d+)/g))
    for (const id of NASTY_IDS)
      variants.push([
        `${method} ${path.slice(0, found.index)}/${id}${path.slice(found.index + found[0].length)}${query ? '?' + query : ''}`,
        body
      ])
  for (const name of query ? new URLSearchParams(query).keys() : [])
    for (const value of ['', '%00', '-1', '99999999999999999999', '9999-12-31', '0001-01-01', '2026-02-30', '长'.repeat(500)]) {
      const asked = new URLSearchParams(query)
      asked.set(name, value === '%00' ? '\u0000' : value)
      variants.push([`${method} ${path}?${asked}`, body])
    }
  if (Buffer.isBuffer(body))
    for (const junk of ['', 'PK\u0003\u0004', 'a,b\n"', '\u0000']) variants.push([call, Buffer.from(junk)])
  return variants
}

test.each(rows)('%s answers nonsense with a refusal that names it, never with a fault of its own', async (_call, row) => {
  const faults: string[] = []
  let refused = 0
  const [one] = row
  const who = typeof one.may === 'string' ? 'wang' : one.may[0]!
  const [call, body] = one.ask(prepared, who)
  const variants = variantsOf(call, body)
  for (const [nasty, nastyBody] of variants) {
    const answer = await prepared.world.as(who)(nasty, nastyBody)
    const isRefusal = answer.status < 400 || (answer.body && answer.body.code && answer.body.zh && answer.body.en)
    if (answer.status >= 400) refused++
    if (answer.status >= 500 || !isRefusal)
      faults.push(`${answer.status} ${nasty.slice(0, 160)} ${JSON.stringify(nastyBody ?? null).slice(0, 200)}`)
  }
  expect(faults).toEqual([])
  if (variants.length) expect(refused).toBeGreaterThan(0)
})
