import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { POSTGRES } from '../harness.ts'
import { makeWorld, type World } from '../world.ts'

/** Two people at once: neither sees the other's row, and the database still lets only one of two overlapping facts in. */
let world: World
const two: pg.Client[] = []
beforeAll(async () => {
  world = await makeWorld()
  if (!world.database.url) return
  for (let at = 0; at < 2; at++) {
    const client = new pg.Client({ connectionString: world.database.url })
    await client.connect()
    two.push(client)
  }
})
afterAll(async () => {
  for (const client of two) await client.end()
  await world.close()
})

const lin = () => world.who['林文博']!
const FACTS = {
  'one post under two beginnings': (day: string) =>
    `insert into posts (post_id, person_id, organisation_id, role, portfolio, is_main, valid_from, recorded_from)
     select post_id, person_id, organisation_id, 'committeeMember', 'publicity', false, '${day}', now() from posts where person_id = ${lin()} limit 1`,
  'the same post twice': (day: string) =>
    `insert into posts (post_id, person_id, organisation_id, role, is_main, valid_from, recorded_from)
     values (nextval('post_ids'), ${lin()}, ${world.at['青石镇']}, 'committeeMember', false, '${day}', now())`,
  'two names of one person': (day: string) =>
    `insert into person_facts (person_id, name, pinyin, valid_from, recorded_from) values (${lin()}, '林文', 'lin wen', '${day}', now())`
}
/** Makes room for the fact that is tried. */
const CLEARED = {
  'one post under two beginnings': () =>
    `update posts set recorded_until = now() where person_id = ${lin()} and recorded_until is null`,
  'the same post twice': () => `select 1`,
  'two names of one person': () =>
    `update person_facts set recorded_until = now() where person_id = ${lin()} and recorded_until is null`
}
const LEVELS = ['read committed', 'repeatable read', 'serializable']

describe.skipIf(!POSTGRES)('of two overlapping facts written at once one stays', () => {
  test.each(Object.keys(FACTS).flatMap(fact => LEVELS.map(level => [fact as keyof typeof FACTS, level] as const)))(
    '%s at %s',
    async (fact, level) => {
      const [first, second] = two as [pg.Client, pg.Client]
      await first.query('begin')
      await first.query(CLEARED[fact]())
      await first.query('commit')
      for (const client of two) {
        await client.query(`begin isolation level ${level}`)
        await client.query('select count(*) from posts')
      }
      await first.query(FACTS[fact]('2027-03-01'))
      const waiting = second.query(FACTS[fact]('2027-06-01')).then(
        () => second.query('commit').then(() => 'written'),
        (error: { code: string }) => second.query('rollback').then(() => error.code)
      )
      await new Promise(settle => setTimeout(settle, 50))
      await first.query('commit')
      // Overlapping, or worth another try, which then sees the other's row.
      expect(await waiting).toMatch(level === 'read committed' ? /^23P01$/ : /^(23P01|40001)$/)
      const table = fact === 'two names of one person' ? 'person_facts' : 'posts'
      await first.query(
        `update ${table} set recorded_until = now() where person_id = ${lin()} and recorded_until is null and valid_from = '2027-03-01'`
      )
    }
  )
})
