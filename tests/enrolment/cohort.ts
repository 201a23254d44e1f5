import { closings, cohorts, holdings, lessonCategories, lessons, publications } from '../../server/cohorts/schema.ts'
import { addMemberships, addPeople, addPosts } from '../../server/organisations/queries.ts'
import { testSettings } from '../harness.ts'
import type { World } from '../world.ts'

export type SetUp = {
  name?: string
  at?: string
  stratum?: string
  capacity?: number
  supervisor?: string | null
  isPublished?: boolean
  /** Civil dates; one lesson of core theory, 9:00 to 10:30, on each. */
  days?: string[]
}

/** A cohort with its lessons, written straight into the tables: these suites begin where planning ends. */
export const addCohort = async (world: World, given: SetUp = {}): Promise<{ id: number; lessons: number[] }> => {
  const {
    name = '第1期村党组织书记轮训班',
    at = '安澜县',
    stratum = 'villageSecretary',
    capacity = 40,
    supervisor = 'xu'
  } = given
  const { isPublished = true, days = ['2026-09-07', '2026-09-08'] } = given
  return world.database.db.transaction(async db => {
    const [cohort] = await db
      .insert(cohorts)
      .values({
        organisationId: world.at[at]!,
        name,
        kind: 'rotation',
        organiserLevel: 'county',
        stratum,
        capacity,
        startsOn: days[0]!,
        endsOn: days.at(-1)!,
        supervisorId: supervisor === null ? null : world.account[supervisor]!,
        createdAt: world.clock()
      })
      .returning({ id: cohorts.id })
    const cohortId = cohort!.id
    const made = await db
      .insert(lessons)
      .values(
        days.map(heldOn => ({
          cohortId,
          kind: 'classroom' as const,
          title: '党章与党内法规要点',
          heldOn,
          fromMinute: 540,
          untilMinute: 630,
          counts: true,
          minutes: 90,
          placeText: '301 教室'
        }))
      )
      .returning({ id: lessons.id })
    await db.insert(lessonCategories).values(made.map(({ id }) => ({ lessonId: id, category: 'coreTheory', minutes: 90 })))
    if (isPublished)
      await db.insert(publications).values({ cohortId, publishedAt: world.clock(), publishedBy: world.account.wang! })
    return { id: cohortId, lessons: made.map(({ id }) => id) }
  })
}

/** Village secretaries by these names, at one branch each of the township given; returns their ids. */
export const addSecretaries = async (
  world: World,
  names: readonly string[],
  at = '柳湾村党支部',
  role = 'secretary'
): Promise<number[]> => {
  const { db } = world.database
  const facts = {
    gender: 'male' as const,
    birthMonth: '1975-01',
    ethnicGroup: '汉',
    education: null,
    idNumber: null,
    mobile: null
  }
  const ids = await addPeople(
    db,
    testSettings,
    names.map(name => ({ ...facts, name, validFrom: '2015-01-01' })),
    world.clock()
  )
  const post = { organisationId: world.at[at]!, role, portfolio: null, isMain: true, validFrom: '2020-01-01' }
  await addPosts(
    db,
    ids.map(personId => ({ ...post, personId })),
    world.clock()
  )
  await addMemberships(
    db,
    ids.map(personId => ({ personId, organisationId: world.at[at]!, stage: 'full', validFrom: '2015-01-01' })),
    world.clock()
  )
  return ids
}

/** Every lesson held, and the cohort closed. */
export const closeCohort = async (world: World, cohortId: number, lessonIds: readonly number[]): Promise<void> => {
  const { db } = world.database
  const by = world.account.wang!
  await db
    .insert(holdings)
    .values(lessonIds.map(lessonId => ({ lessonId, wasHeld: true, recordedAt: world.clock(), recordedBy: by })))
  await db.insert(closings).values({ cohortId, closedAt: world.clock(), closedBy: by })
}
