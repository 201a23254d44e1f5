/** A roster of a million people below an organisation, written past the product: only what is asked of it is measured, not how it came. */
import pg from 'pg'
import { matchingHash, type PersonalKeys } from '../../server/organisations/personal.ts'
import { pinyinKey } from '../../server/organisations/queries.ts'
import { GIVEN, SURNAMES } from './rosterFiles.ts'

const COUNTIES = 20
const TOWNSHIPS = 50
const BRANCHES = 40
const MEMBERS = 25
export const MILLION = COUNTIES * TOWNSHIPS * BRANCHES * MEMBERS
const FIRST = 10_000_000

/** A day on which every tenth person was elsewhere, and every fifth unit had another name. */
export const EARLIER = '2023-06-30'
const MOVED = '2024-01-01'

export type Someone = { name: string; pinyin: string; id: string; mobile: string; branch: string }

const text = (values: readonly string[]): string => `array[${values.map(value => `'${value}'`).join()}]`

/** Adds them all; returns some who can be looked for, and the id of one township. */
export const addMillion = async (
  url: string,
  rootId: number,
  keys: PersonalKeys
): Promise<{ some: Someone[]; townshipId: number }> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query<{ path: string }>(
      'select path::text as path from organisation_facts where organisation_id = $1 and recorded_until is null',
      [rootId]
    )
    // Rules that look at each row would take most of the time, and every row keeps them.
    await client.query(`set session_replication_role = replica; set synchronous_commit = off; set jit = off`)
    for (const statement of organisations(rootId, rows[0]!.path)) await client.query(statement)
    for (const statement of people()) await client.query(statement)
    const { rows: some } = await client.query<Someone & { personId: string }>(
      `select n.person_id as "personId", n.name, n.pinyin, f.name as branch, '' as id, '' as mobile from person_facts n
       join memberships m on m.person_id = n.person_id and m.recorded_until is null and m.valid_until is null
       join organisation_facts f on f.organisation_id = m.organisation_id and f.recorded_until is null and f.valid_until is null
       where n.person_id >= ${FIRST} and n.person_id % 19997 = 1 order by n.person_id`
    )
    for (const [at, one] of some.entries()) {
      one.id = `99010119800101${String(1000 + at)}`
      one.mobile = `1390000${String(1000 + at)}`
      await client.query('update personal_data set id_hash = $2, mobile_hash = $3 where person_id = $1', [
        one.personId,
        matchingHash(keys, one.id),
        matchingHash(keys, one.mobile)
      ])
    }
    await client.query('vacuum analyze organisation_facts, people, person_facts, personal_data, posts, memberships')
    return { some, townshipId: FIRST + COUNTIES + 1 }
  } finally {
    await client.end()
  }
}

/** Counties, townships and branches are numbered one after the other. */
const organisations = (rootId: number, rootPath: string): string[] => {
  const townships = COUNTIES * TOWNSHIPS
  const branches = townships * BRANCHES
  const facts = (from: number, count: number, of: { parent: string; path: string; name: string; kind: string }) => `
    insert into organisation_facts (organisation_id, parent_id, path, name, type_code, level, unit_category, field, valid_from, valid_until, recorded_from)
    select ${from} + i, ${of.parent}, (${of.path} || '.' || (${from} + i))::ltree, ${of.name} || t.also, ${of.kind}, t.since, t.until, now()
    from generate_series(1, ${count}) i cross join lateral (
      select '' as also, case when i % 5 = 0 then date '${MOVED}' else date '2010-01-01' end as since, null::date as until
      union all select '旧', date '2010-01-01', date '${MOVED}' where i % 5 = 0) as t`
  const [firstTownship, firstBranch] = [FIRST + COUNTIES, FIRST + COUNTIES + townships]
  const county = `${FIRST} + 1 + (i - 1) / ${TOWNSHIPS}`
  const township = `${firstTownship} + 1 + (i - 1) / ${BRANCHES}`
  const countyOfBranch = `${FIRST} + 1 + (i - 1) / ${TOWNSHIPS * BRANCHES}`
  const given = text(GIVEN)
  const place = (divisor: number) => `(${given})[1 + (i / ${divisor}) % ${GIVEN.length}]`
  return [
    `insert into organisations (id) overriding system value select ${FIRST} + i from generate_series(1, ${COUNTIES + townships + branches}) i`,
    facts(FIRST, COUNTIES, {
      parent: String(rootId),
      path: `'${rootPath}'`,
      name: `${place(1)} || '县委'`,
      kind: `'611', 'county', 'other', 'other'`
    }),
    facts(firstTownship, townships, {
      parent: county,
      path: `'${rootPath}.' || (${county})`,
      name: `${place(1)} || ${place(40)} || '镇党委'`,
      kind: `'621', 'township', 'town', 'other'`
    }),
    facts(firstBranch, branches, {
      parent: township,
      path: `'${rootPath}.' || (${countyOfBranch}) || '.' || (${township})`,
      name: `${place(1)} || ${place(40)} || '村党支部'`,
      kind: `'631', 'village', 'village', 'village'`
    })
  ]
}

/** Everybody is a member of a branch, five of each hold a post in it. */
const people = (): string[] => {
  const branch = (i: string) => `${FIRST + COUNTIES + COUNTIES * TOWNSHIPS} + 1 + (${i} - 1) / ${MEMBERS}`
  const [surnames, given] = [text(SURNAMES), text(GIVEN)]
  const syllable = (character: string) => pinyinKey(character)
  const [surnameKeys, givenKeys] = [text(SURNAMES.map(syllable)), text(GIVEN.map(syllable))]
  const [a, b, c] = [
    `1 + (i * 7 + i / 30) % ${SURNAMES.length}`,
    `1 + (i * 11 + i / 997) % ${GIVEN.length}`,
    `1 + (i * 13 + i / 40) % ${GIVEN.length}`
  ]
  const all = `generate_series(1, ${MILLION}) i`
  return [
    `insert into people (id) overriding system value select ${FIRST} + i from ${all}`,
    `insert into person_facts (person_id, name, pinyin, gender, valid_from, recorded_from)
     select ${FIRST} + i, (${surnames})[${a}] || (${given})[${b}] || (${given})[${c}],
            (${surnameKeys})[${a}] || ' ' || (${givenKeys})[${b}] || ' ' || (${givenKeys})[${c}], 'male', '2010-01-01', now() from ${all}`,
    `insert into personal_data (person_id, id_cipher, id_hash, id_last_four, mobile_cipher, mobile_hash, mobile_last_four)
     select ${FIRST} + i, '\\x00', encode(sha256(('i' || i)::bytea), 'hex'), lpad((i % 10000 * 7919 % 10000)::text, 4, '0'),
            '\\x00', encode(sha256(('m' || i)::bytea), 'hex'), lpad((i % 10000 * 4729 % 10000)::text, 4, '0') from ${all}`,
    `insert into memberships (person_id, organisation_id, stage, valid_from, valid_until, recorded_from)
     select ${FIRST} + i, ${branch('i')}, 'full', case when i % 10 = 0 then date '${MOVED}' else date '2012-01-01' end, null, now() from ${all}
     union all
     select ${FIRST} + i, ${branch(`(1 + (i + 500000) % ${MILLION})`)}, 'full', date '2012-01-01', date '${MOVED}', now() from ${all} where i % 10 = 0`,
    `insert into posts (post_id, person_id, organisation_id, role, portfolio, is_main, valid_from, recorded_from)
     select nextval('post_ids'), ${FIRST} + i, ${branch('i')}, case (i - 1) % ${MEMBERS} when 0 then 'secretary' when 1 then 'deputySecretary' else 'committeeMember' end,
            case (i - 1) % ${MEMBERS} when 2 then 'organization' when 3 then 'publicity' when 4 then 'discipline' end, true,
            case when i % 3 = 0 then date '${MOVED}' else date '2021-03-01' end, now()
     from ${all} where (i - 1) % ${MEMBERS} < 5`
  ]
}
