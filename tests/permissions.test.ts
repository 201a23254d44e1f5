import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { slices, type Api } from '../server/api.ts'
import { firstOf, rowsOf } from '../server/database/db.ts'
import type { Role } from '../server/http/actor.ts'
import { ACCOUNTS } from './world.ts'
import { COMBINED } from './permissions/combined.ts'
import { PLANNING } from './permissions/cohorts.ts'
import { FEEDS } from './permissions/feeds.ts'
import { FIGURES } from './permissions/figures.ts'
import { LIFE } from './permissions/life.ts'
import { ONLINE } from './permissions/online.ts'
import { OUTINGS } from './permissions/outings.ts'
import { PEOPLE } from './permissions/people.ts'
import { ROSTER_KEEPING } from './permissions/roster.ts'
import { PLANS } from './permissions/plans.ts'
import { prepare, WORDS_OF_ANLAN, type Prepared } from './permissions/prepared.ts'
import { EVERYONE, type Case, type Row, type Who } from './permissions/row.ts'

/**
 * Who may do what: endpoint × role × part of the tree. A contract without a row does not compile. Refused are a role that can never do it
 * (403), what is not the asker's (404, as if it were not there), and whoever is not signed in (401); a refusal leaves the database as it was.
 */
const TABLE: Record<string, Row> = {
  ...PEOPLE,
  ...ROSTER_KEEPING,
  ...PLANNING,
  ...PLANS,
  ...COMBINED,
  ...LIFE,
  ...FEEDS,
  ...ONLINE,
  ...OUTINGS,
  ...FIGURES
} satisfies Record<keyof Api, Row>

const ROLES = [...new Set(Object.values(ACCOUNTS).map(({ role }) => role))]
const endpoints = slices.flatMap(({ contract }) => Object.entries(contract))
const cases = Object.entries(TABLE).flatMap(([call, row]) => row.map(one => ({ call, about: '', ...one })))
const isRead = (call: string) => call.startsWith('GET ')

const allowedIn = ({ may }: Case): readonly Who[] => (typeof may === 'string' ? EVERYONE : may)

/** The roles that can do this at all, for something of theirs. */
const rolesOf = (call: string): Role[] => {
  const held = new Set(TABLE[call]!.flatMap(allowedIn).map(who => ACCOUNTS[who].role))
  return ROLES.filter(role => held.has(role))
}

const asPattern = (call: string) => new RegExp(`^${call.replaceAll(/:\w+/g, '\\d+')}(\\?|$)`)

let prepared: Prepared
let tables: string[]
beforeAll(async () => {
  prepared = await prepare()
  const found = await rowsOf<{ name: string }>(
    prepared.world.database.db,
    sql`select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE' order by 1`
  )
  tables = found.map(({ name }) => name)
})
afterAll(() => prepared.world.close())

/** Every row of every table in one number: an update shows as well as a new row. */
const everything = async (): Promise<string> => {
  const parts = tables.map(
    name => `select '${name} ' || count(*) || ' ' || coalesce(sum(hashtextextended(t::text, 0)), 0) as rows from "${name}" t`
  )
  return (
    (await rowsOf<{ rows: string }>(prepared.world.database.db, sql.raw(parts.join(' union all '))))
      .map(({ rows }) => rows)
      // Workers of the server answer as they come.
      .toSorted()
      .join('\n')
  )
}

const linesOf = async (act: string): Promise<number> =>
  (await firstOf<{ n: number }>(prepared.world.database.db, sql`select count(*)::int as n from audit_lines where act = ${act}`))!
    .n

test('every endpoint there is has a row, and every row an endpoint', () => {
  expect(Object.keys(TABLE).toSorted()).toEqual(endpoints.map(([call]) => call).toSorted())
})

test('a permission is named after its slice, and one name means the same roles everywhere', () => {
  const known = [
    'accounts',
    'cohorts',
    'coverage',
    'credits',
    'curriculum',
    'enrolment',
    'imports',
    'notices',
    'online',
    'organisations',
    'policies',
    'quizzes'
  ]
  const meaning = new Map<string, Role[]>()
  for (const [call, { permission }] of endpoints) {
    if (permission !== 'open') expect(known).toContain(permission.split('.')[0])
    meaning.set(permission, meaning.get(permission) ?? rolesOf(call))
    expect([call, permission, rolesOf(call)]).toEqual([call, permission, meaning.get(permission)])
  }
})

test('only signing in and out and complaining is open', () => {
  const open = (has: (call: string) => boolean) => endpoints.map(([call]) => call).filter(has)
  expect(open(call => TABLE[call]!.some(({ may }) => may === 'open'))).toEqual(OPEN)
  expect(endpoints.filter(([, { permission }]) => permission === 'open').map(([call]) => call)).toEqual(OPEN)
})

const OPEN = ['POST /sign-in', 'POST /sign-out', 'POST /complaints']

test('a system administrator reads and writes accounts, and no business data', () => {
  const business = Object.keys(TABLE).filter(call =>
    TABLE[call]!.some(one => one.may !== 'open' && allowedIn(one).includes('admin'))
  )
  expect(business.toSorted()).toEqual([
    'DELETE /accounts/:accountId/roles/:roleId',
    'GET /accounts',
    'GET /accounts/organisations',
    'GET /me',
    'GET /my/complaints',
    'GET /my/messages',
    'GET /policy',
    'GET /policy-versions',
    'GET /policy-versions/:versionId',
    'POST /accounts',
    'POST /accounts/:accountId/roles',
    'POST /accounts/:accountId/sign-outs',
    'POST /me/password',
    'POST /my/messages/readings'
  ])
})

describe.each(cases)('$call $about', one => {
  const { call, ask, may, status = 200, shows } = one
  const allowed = allowedIn(one)
  const request = (who: Who | null) => {
    const [asked, body] = ask(prepared, who)
    expect(asked).toMatch(asPattern(call))
    return prepared.world.as(who)(asked, body)
  }

  test('is refused to everybody else, and nothing changes', async () => {
    const before = await everything()
    const refused: (Who | null)[] = [...(may === 'open' ? [] : [null]), ...EVERYONE.filter(who => !allowed.includes(who))]
    const expected = (who: Who | null) => (who === null ? 401 : rolesOf(call).includes(ACCOUNTS[who].role) ? 404 : 403)
    const answered: Record<string, number> = {}
    for (const who of refused) answered[who ?? 'nobody'] = (await request(who)).status
    expect(answered).toEqual(Object.fromEntries(refused.map(who => [who ?? 'nobody', expected(who)])))
    expect(await everything()).toBe(before)
  })

  test('is done for those who may, each within their own part', async () => {
    const [before, linesBefore] = [await everything(), await linesOf(call)]
    const words = [...new Set(Object.values(shows ?? {}).flat())]
    const wanted: (Who | null)[] = [...(may === 'open' ? [null] : []), ...allowed]
    for (const who of wanted) {
      const answer = await request(who)
      expect([who, answer.status, answer.status === status ? '' : answer.body]).toEqual([who, status, ''])
      const text = JSON.stringify(answer.body)
      const own = who && shows?.[who]
      if (own) expect([who, words.filter(word => text.includes(word))]).toEqual([who, words.filter(word => own.includes(word))])
      // Signing in answers with the account that was named, whoever asks.
      if (who?.endsWith('Elsewhere') && may !== 'open')
        expect([who, WORDS_OF_ANLAN.filter(word => text.includes(word))]).toEqual([who, []])
    }
    if (isRead(call)) expect(await everything()).toBe(before)
    else expect(await linesOf(call)).toBe(linesBefore + (status === 200 ? wanted.length : 0))
  })
})
