import pg from 'pg'

const LEVELS = ['read committed', 'repeatable read', 'serializable'] as const
const WRITERS = 8
/** Few cohorts, so that the writers meet; new ones every so many rounds, so that there is always something to break. */
const COHORTS = 5
const FRESH_AFTER = 25

export type Stressed = { published: number; under: number; done: number; refused: number }

/**
 * Rounds in which eight writers at once, each in a transaction of its own at any isolation level, edit, move, delete, add and publish in the
 * same few timetables, by plain SQL, two acts in a transaction. After every round each published timetable is summed up from its rows.
 * `published` and `under` count timetables after rounds; the promise is that none is under the rule.
 */
export const stressShares = async (url: string, rounds: number): Promise<Stressed> => {
  const pool = new pg.Pool({ connectionString: url, max: WRITERS + 1 })
  pool.on('error', () => {})
  const { organisation, account } = (
    await pool.query(
      'select (select min(organisation_id) from organisation_facts) as organisation, (select min(id) from accounts) as account'
    )
  ).rows[0]
  const sum: Stressed = { published: 0, under: 0, done: 0, refused: 0 }
  let cohorts: number[] = []
  for (let round = 0; round < rounds; round++) {
    if (round % FRESH_AFTER === 0) cohorts = await newCohorts(pool, organisation)
    const outcomes = await Promise.all(Array.from({ length: WRITERS }, () => write(pool, cohorts, account)))
    for (const isDone of outcomes) sum[isDone ? 'done' : 'refused'] += 1
    const { rows } = await pool.query(
      `select p.cohort_id,
              coalesce((select sum(minutes) from lessons where cohort_id = p.cohort_id and counts), 0)::int as total,
              coalesce((select sum(c.minutes) from lesson_categories c join lessons l on l.id = c.lesson_id
                        where l.cohort_id = p.cohort_id and l.counts and c.category = 'coreTheory'), 0)::int as core
       from publications p where p.cohort_id = any($1)`,
      [cohorts]
    )
    for (const { total, core } of rows) {
      sum.published += 1
      if (total === 0 || 3 * core < total) sum.under += 1
    }
  }
  await pool.end()
  return sum
}

const pick = <T>(some: readonly T[]): T => some[Math.floor(Math.random() * some.length)]!

type Act = (client: pg.PoolClient, cohort: number, other: number, account: number) => Promise<unknown>

const anyLesson = async (client: pg.PoolClient, cohort: number): Promise<{ id: number; minutes: number } | null> =>
  (await client.query('select id, minutes from lessons where cohort_id = $1 and counts order by random() limit 1', [cohort]))
    .rows[0] ?? null

const ACTS: Act[] = [
  // Another category for all of a lesson.
  async (client, cohort) => {
    const lesson = await anyLesson(client, cohort)
    if (!lesson) return
    await client.query('delete from lesson_categories where lesson_id = $1', [lesson.id])
    await client.query('insert into lesson_categories (lesson_id, category, minutes) values ($1, $2, $3)', [
      lesson.id,
      pick(['coreTheory', 'competency', 'other']),
      lesson.minutes
    ])
  },
  // Other minutes.
  async (client, cohort) => {
    const lesson = await anyLesson(client, cohort)
    if (!lesson) return
    const minutes = 10 + Math.floor(Math.random() * 120)
    await client.query('update lessons set minutes = $2, until_minute = from_minute + $2 where id = $1', [lesson.id, minutes])
    await client.query(
      `update lesson_categories set minutes = $2 where lesson_id = $1
         and category = (select min(category) from lesson_categories where lesson_id = $1)`,
      [lesson.id, minutes]
    )
  },
  // To another cohort.
  async (client, cohort, other) => {
    const lesson = await anyLesson(client, cohort)
    if (lesson) await client.query('update lessons set cohort_id = $2 where id = $1', [lesson.id, other])
  },
  // Counts no more.
  async (client, cohort) => {
    const lesson = await anyLesson(client, cohort)
    if (!lesson) return
    await client.query('delete from lesson_categories where lesson_id = $1', [lesson.id])
    await client.query(`update lessons set kind = 'meal', counts = false, minutes = 0 where id = $1`, [lesson.id])
  },
  async (client, cohort) => {
    const lesson = await anyLesson(client, cohort)
    if (lesson) await client.query('delete from lessons where id = $1', [lesson.id])
  },
  (client, cohort) => newLesson(client, cohort, 'coreTheory', 60),
  (client, cohort) => newLesson(client, cohort, 'competency', 60),
  (client, cohort, _other, account) =>
    client.query(
      'insert into publications (cohort_id, published_at, published_by) select $1, now(), $2 where not exists (select from publications where cohort_id = $1)',
      [cohort, account]
    )
]

const write = async (pool: pg.Pool, cohorts: readonly number[], account: number): Promise<boolean> => {
  const client = await pool.connect()
  try {
    await client.query(`begin isolation level ${pick(LEVELS)}`)
    for (let act = 0; act < 2; act++) {
      const cohort = pick(cohorts)
      await pick(ACTS)(client, cohort, pick(cohorts.filter(other => other !== cohort)), account)
    }
    await client.query('commit')
    return true
  } catch {
    await client.query('rollback')
    return false
  } finally {
    client.release()
  }
}

const newLesson = async (client: pg.PoolClient, cohort: number, category: string, minutes: number): Promise<void> => {
  const { id } = (
    await client.query(
      `insert into lessons (cohort_id, kind, title, held_on, from_minute, until_minute, counts, minutes)
       values ($1, 'classroom', 'lesson', '2026-09-07', 540, 540 + $2, true, $2) returning id`,
      [cohort, minutes]
    )
  ).rows[0]
  await client.query('insert into lesson_categories (lesson_id, category, minutes) values ($1, $2, $3)', [id, category, minutes])
}

/** Half of their minutes are core theory: published at once, and a few edits away from the limit. */
const newCohorts = async (pool: pg.Pool, organisation: number): Promise<number[]> => {
  const client = await pool.connect()
  try {
    await client.query('begin')
    const cohorts: number[] = []
    for (let i = 0; i < COHORTS; i++) {
      const { id } = (
        await client.query(
          `insert into cohorts (organisation_id, name, kind, organiser_level, stratum, capacity, starts_on, ends_on, created_at)
           values ($1, 'stress', 'rotation', 'county', 'villageSecretary', 50, '2026-09-07', '2026-09-11', now()) returning id`,
          [organisation]
        )
      ).rows[0]
      for (const category of ['coreTheory', 'coreTheory', 'coreTheory', 'competency', 'competency', 'other'])
        await newLesson(client, id, category, 60)
      cohorts.push(id)
    }
    await client.query('commit')
    return cohorts
  } finally {
    client.release()
  }
}
