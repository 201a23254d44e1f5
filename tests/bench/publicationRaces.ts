import pg from 'pg'

const LEVELS = ['read committed', 'repeatable read', 'serializable'] as const

/**
 * Rounds in which one person publishes a cohort while two others each take a core lesson out of it, by plain SQL, at every isolation
 * level in turn. Returns how many cohorts were published in the end, and how many of those stand under the rule: the promise is none.
 */
export const racePublications = async (
  url: string,
  rounds: number
): Promise<{ published: number; under: number; failed: number }> => {
  const pool = new pg.Pool({ connectionString: url, max: 4 })
  // The database is dropped right after; a connection that hears of it late is no fault.
  pool.on('error', () => {})
  const { organisation, account } = (
    await pool.query(
      'select (select min(organisation_id) from organisation_facts) as organisation, (select min(id) from accounts) as account'
    )
  ).rows[0]
  const result = { published: 0, under: 0, failed: 0 }
  for (let round = 0; round < rounds; round++) {
    const level = LEVELS[round % LEVELS.length]!
    const { cohort, core } = await newCohort(pool, organisation)
    const work = [
      (client: pg.PoolClient) =>
        client.query('insert into publications (cohort_id, published_at, published_by) values ($1, now(), $2)', [
          cohort,
          account
        ]),
      ...core.map(lesson => (client: pg.PoolClient) => client.query('delete from lessons where id = $1', [lesson]))
    ]
    const outcomes = await Promise.all(work.map(act => inTransaction(pool, level, act)))
    result.failed += outcomes.filter(done => !done).length
    const { rows } = await pool.query(
      `select exists (select from publications where cohort_id = $1) as published,
              coalesce((select sum(minutes) from lessons where cohort_id = $1 and counts), 0)::int as total,
              coalesce((select sum(c.minutes) from lesson_categories c join lessons l on l.id = c.lesson_id
                        where l.cohort_id = $1 and l.counts and c.category = 'coreTheory'), 0)::int as core`,
      [cohort]
    )
    const { published, total, core: left } = rows[0]
    if (published) result.published++
    if (published && (total === 0 || 3 * left < total)) result.under++
  }
  await pool.end()
  return result
}

/** Two core lessons of 60 minutes among 240 counted ones: without either of them the third is gone. */
const newCohort = async (pool: pg.Pool, organisation: number): Promise<{ cohort: number; core: number[] }> => {
  const client = await pool.connect()
  try {
    await client.query('begin')
    const cohort = (
      await client.query(
        `insert into cohorts (organisation_id, name, kind, organiser_level, stratum, capacity, starts_on, ends_on, created_at)
         values ($1, 'race', 'rotation', 'county', 'villageSecretary', 50, '2026-09-07', '2026-09-11', now()) returning id`,
        [organisation]
      )
    ).rows[0].id
    const core: number[] = []
    for (const [category, count] of [
      ['coreTheory', 2],
      ['other', 2]
    ] as const)
      for (let i = 0; i < count; i++) {
        const lesson = (
          await client.query(
            `insert into lessons (cohort_id, kind, title, held_on, from_minute, until_minute, counts, minutes)
             values ($1, 'classroom', 'lesson', '2026-09-07', 540, 600, true, 60) returning id`,
            [cohort]
          )
        ).rows[0].id
        await client.query('insert into lesson_categories (lesson_id, category, minutes) values ($1, $2, 60)', [lesson, category])
        if (category === 'coreTheory') core.push(lesson)
      }
    await client.query('commit')
    return { cohort, core }
  } finally {
    client.release()
  }
}

const inTransaction = async (
  pool: pg.Pool,
  level: string,
  act: (client: pg.PoolClient) => Promise<unknown>
): Promise<boolean> => {
  const client = await pool.connect()
  try {
    await client.query(`begin isolation level ${level}`)
    await act(client)
    await client.query('commit')
    return true
  } catch {
    await client.query('rollback')
    return false
  } finally {
    client.release()
  }
}
