import { sql, type SQL } from 'drizzle-orm'
import { firstOf, rowsOf, withoutCompiling, type Db } from '../../database/db.ts'
import type { Day } from '../../time/dates.ts'
import type { PersonalKeys } from '../personal.ts'
import { isHeldOn, ltrees, PAGE_SIZE, unitNameOf } from '../roster.ts'
import { RAREST_FIRST, sourcesOf, type Source } from './matches.ts'
import { isHere, isPlaced, placedHere, type Place } from './places.ts'
import { MOST_COUNTED, understand, type Word } from './rules.ts'

export type Sought = Omit<Place, 'organisation' | 'portfolio'> & {
  q: string
  page: number
  /** Statements that give the `person_id` of those who also fit: of a stratum, of a standing. */
  among: readonly SQL[]
}

export type ListedPerson = {
  id: number
  name: string
  idLastFour: string | null
  organisationId: number
  organisationName: string
  unitName: string | null
  role: string
  portfolio: string | null
  since: Day
  otherPosts: number
}

export type FoundPeople = { people: ListedPerson[]; total: number; isMore: boolean }

/** One way to read what was typed: who is looked for, and where. */
type Reading = { words: Word[]; place: Place }

/** A word that may be a name may be a place as well; of several, one at a time is read as the place. */
const readingsOf = ({ q, page: _page, among: _among, ...where }: Sought): Reading[] => {
  const words = understand(q)
  const post = words.find(word => word.kind === 'post')
  const place: Place = {
    ...where,
    role: where.role ?? post?.role ?? null,
    portfolio: post?.portfolio ?? null,
    organisation: null
  }
  // A role that was chosen and another that was typed fit nobody.
  if (post && where.role !== null && where.role !== post.role) return []
  const people = words.filter(word => word.kind !== 'post')
  return [
    { words: people, place },
    ...people.flatMap(word =>
      word.kind === 'text'
        ? [{ words: people.filter(other => other !== word), place: { ...place, organisation: word.text } }]
        : []
    )
  ]
}

const LARGE_PART = 1500
const WHOLE_CITY = 20_000
const RARE_POST = 5000

/** How many organisations a part of the tree has; nobody asks beyond a whole city. */
const sizeOf = async (db: Db, { paths, day, only }: Sought): Promise<number> => {
  if (only !== null) return 1
  const row = await firstOf<{ n: number }>(
    db,
    sql`select count(*)::int as n from (
          select from organisation_facts f where ${isHeldOn('f', day)} and f.path <@ any(${ltrees(paths)}) limit ${WHOLE_CITY + 1}) few`
  )
  return row!.n
}

const isRare = async (db: Db, role: string): Promise<boolean> => {
  const row = await firstOf<{ n: number }>(
    db,
    sql`select count(*)::int as n from (select from posts where role = ${role} and recorded_until is null limit ${RARE_POST + 1}) few`
  )
  return row!.n <= RARE_POST
}

const anyOf = (sources: readonly Source[]): SQL =>
  sql`(${sql.join(
    sources.map(({ where, fits }) => sql`(${fits ?? where})`),
    sql` or `
  )})`

const everyone: Source = { where: sql`n.recorded_until is null`, order: sql`n.pinyin collate "C", n.person_id` }

/** The people of one reading, as statements that give `person_id` and `pinyin`: all of them, or from each source the first `most`. */
const candidatesOf = (
  { words, place }: Reading,
  { among }: Sought,
  keys: PersonalKeys,
  isWalked: boolean,
  most: number | null
): SQL[] => {
  const rarestFirst = words.toSorted((a, b) => RAREST_FIRST.indexOf(a.kind) - RAREST_FIRST.indexOf(b.kind))
  const [first, ...rest] = rarestFirst.map(word => sourcesOf(word, keys, isWalked))
  const also = sql`${sql.join(
    [...rest.map(sources => sql` and ${anyOf(sources)}`), ...among.map(statement => sql` and n.person_id in (${statement})`)],
    sql``
  )}`
  // Who is found by an earlier name stands where the name of the day puts them, if that one fits too.
  const isNow = isHeldOn('n', place.day)
  const limit = most === null ? sql`` : sql`limit ${most}`
  return (first ?? [everyone]).map(({ where, order, isGathered }) => {
    const fitting = sql`${where}${also} order by ${order}`
    if (!isWalked)
      return sql`(select n.person_id, n.pinyin, ${isNow} as is_now from (${placedHere(place)}) placed join person_facts n on n.person_id = placed.person_id
                  where ${fitting} ${limit})`
    if (!isGathered)
      return sql`(select n.person_id, n.pinyin, ${isNow} as is_now from person_facts n ${isPlaced('n', place)} where ${fitting} ${limit})`
    return sql`(select n.person_id, n.pinyin, ${isNow} as is_now from (
                  select n.person_id, n.pinyin collate "C" as pinyin, n.valid_from, n.valid_until, n.recorded_until
                  from person_facts n where ${fitting} offset 0) n ${isPlaced('n', place)} order by n.pinyin, n.person_id ${limit})`
  })
}

/**
 * Who fits, a page of them by name in pinyin. In a large part of the tree people are looked up in the order of an index and their place is
 * asked one by one, until enough are found to fill the page and to say "more than so many"; in a small one everybody there is looked at.
 */
export const findPeople = async (db: Db, keys: PersonalKeys, sought: Sought): Promise<FoundPeople> => {
  const readings = readingsOf(sought)
  if (!readings.length) return { people: [], total: 0, isMore: false }
  await withoutCompiling(db)
  const size = await sizeOf(db, sought)
  const large = size > LARGE_PART
  const enough = Math.max(MOST_COUNTED, sought.page * PAGE_SIZE) + 1
  const candidates: SQL[] = []
  for (const reading of readings) {
    const { role, organisation } = reading.place
    // Those who hold a post are few in all but the largest part; those of a named organisation are few anywhere.
    const areFew = organisation !== null || (role && role !== 'member' && (size <= WHOLE_CITY || (await isRare(db, role))))
    candidates.push(...candidatesOf(reading, sought, keys, large && !areFew, large ? enough : null))
  }
  const offset = (sought.page - 1) * PAGE_SIZE
  const found = await rowsOf<ListedPerson & { total: number }>(
    db,
    sql`
    with found as materialized (
      select person_id, (array_agg(c.pinyin order by c.is_now desc, c.pinyin collate "C"))[1] as pinyin from (${sql.join(candidates, sql` union all `)}) c group by person_id),
    paged as (
      select f.*, (select count(*)::int from found) as total from found f order by f.pinyin collate "C", f.person_id
      limit ${PAGE_SIZE} offset ${offset})
    ${listed(sql`paged`, readings[0]!.place)}`
  )
  const total = found[0]?.total ?? (sought.page > 1 ? await countOf(db, candidates) : 0)
  const isMore = large && total >= enough
  return {
    people: found.map(({ total: _all, ...person }) => person),
    total: isMore ? enough - 1 : total,
    isMore
  }
}

/** Everyone who fits, as a statement that gives `person_id`. */
export const everyoneFor = (keys: PersonalKeys, sought: Sought): SQL => {
  const candidates = readingsOf(sought).flatMap(reading => candidatesOf(reading, sought, keys, false, null))
  return candidates.length
    ? sql`select c.person_id from (${sql.join(candidates, sql` union all `)}) c`
    : sql`select null::bigint as person_id where false`
}

/** Everyone who fits, by name in pinyin, at most so many: a list to be taken along. */
export const listPeople = async (db: Db, keys: PersonalKeys, sought: Sought, most: number): Promise<ListedPerson[]> => {
  const [reading] = readingsOf(sought)
  if (!reading) return []
  await withoutCompiling(db)
  const people = await rowsOf<ListedPerson & { total: number }>(
    db,
    sql`
    with paged as materialized (
      select e.person_id, n.pinyin, 0 as total from (select distinct f.person_id from (${everyoneFor(keys, sought)}) f) e
      cross join lateral (select n.pinyin from person_facts n where n.person_id = e.person_id and n.recorded_until is null
                          order by (${isHeldOn('n', sought.day)}) desc, n.valid_from desc limit 1) n
      order by n.pinyin collate "C", e.person_id limit ${most})
    ${listed(sql`paged`, reading.place)}`
  )
  return people.map(({ total: _none, ...person }) => person)
}

const countOf = async (db: Db, candidates: readonly SQL[]): Promise<number> =>
  (await firstOf<{ n: number }>(
    db,
    sql`select count(distinct person_id)::int as n from (${sql.join([...candidates], sql` union all `)}) c`
  ))!.n

/**
 * One line a person, at the main post within the part, else the one held longest, else where the membership is; with a role that was asked
 * for, at the post of that role.
 */
const listed = (paged: SQL, place: Place): SQL => {
  const { day, role, stage } = place
  const whole = { ...place, organisation: null, field: null }
  return sql`
    select paged.person_id as id, n.name, d.id_last_four as "idLastFour", seat.organisation_id as "organisationId", seat.name as "organisationName",
           ${unitNameOf(sql`seat.path`, day)} as "unitName", seat.role, seat.portfolio,
           coalesce((select min(p.valid_from) from posts p where p.person_id = paged.person_id and p.post_id = seat.post_id and p.recorded_until is null), seat.valid_from)::text as since,
           greatest(seat.posts - 1, 0)::int as "otherPosts", paged.total
    from ${paged}
    cross join lateral (
      select h.*, f.name, f.path, count(h.post_id) over () as posts
      from (
        select p.post_id, p.organisation_id, p.role, p.portfolio, p.is_main, p.valid_from from posts p
        where p.person_id = paged.person_id and ${isHeldOn('p', day)} and ${stage === null} and (${role}::text is null or p.role = ${role}::text)
        union all
        select null, m.organisation_id, 'member', null, false, m.valid_from from memberships m
        where m.person_id = paged.person_id and ${isHeldOn('m', day)} and (${stage}::text is null or m.stage = ${stage}::text)
          and (${role}::text is null or ${role}::text = 'member')) h
      join organisation_facts f on f.organisation_id = h.organisation_id and f.recorded_until is null and (${isHere('f', whole)}) is true
      order by h.post_id is null, h.is_main desc, h.valid_from, h.organisation_id, h.role limit 1) seat
    cross join lateral (
      select n.name from person_facts n where n.person_id = paged.person_id and n.recorded_until is null
      order by (${isHeldOn('n', day)}) desc, n.valid_from desc limit 1) n
    left join personal_data d on d.person_id = paged.person_id
    order by paged.pinyin collate "C", paged.person_id`
}
