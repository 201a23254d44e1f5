import { addAccount, grantRole } from '../../../server/accounts/queries.ts'
import { callerWith } from '../../harness.ts'
import type { World } from '../../world.ts'
import { cohort, lesson, setUp } from '../timetables.ts'

/** What 安澜县 and 望江县 both plan with is the city's: a hall and a teacher. */
export const makeShared = async (world: World) => {
  const { db } = world.database
  const now = world.clock()
  const city = await addAccount(db, { username: 'city', name: '周市管', passwordHash: 'no password', personId: null }, now)
  await grantRole(
    db,
    { accountId: city, role: 'trainingAdministrator', organisationId: world.at['安河市']!, grantedBy: null },
    now
  )
  const zhou = callerWith(world.app, world.app.jwt.sign({ sub: String(city), epoch: 1 }))
  const organisationId = world.at['安河市']
  const made = async (call: string, body: object): Promise<number> => (await zhou(call, body)).body.id
  return {
    zhou,
    hall: await made('POST /venues', { organisationId, name: '大礼堂', place: '市党校', capacity: 90 }),
    room: await made('POST /venues', { organisationId, name: '二号教室', place: '市党校', capacity: 60 }),
    teacher: await made('POST /teachers', { organisationId, name: '李教授', unit: '市委党校', title: '教授' })
  }
}

export type Shared = Awaited<ReturnType<typeof makeShared>>

/** A cohort of 安澜县 with one lesson of core theory in the hall by 李, and one of its own. Each day is used once. */
export const taughtOn = (world: World, { hall, teacher }: Shared, name: string, heldOn: string, change: object = {}) =>
  setUp(
    world,
    [
      lesson({ heldOn, venueIds: [hall], teacherIds: [teacher], ...change }),
      lesson({
        heldOn,
        fromMinute: 840,
        untilMinute: 930,
        title: '村级“三资”管理与监督',
        categories: [{ category: 'competency', minutes: 90 }]
      })
    ],
    { name, startsOn: heldOn, endsOn: heldOn }
  )

/** A cohort of the other county, with lessons as they are given. */
export const elsewhere = async (world: World, name: string, heldOn: string, lessons: readonly object[] = []) => {
  const ning = world.as('wangElsewhere')
  const body = { name, organisationId: world.at['望江县'], startsOn: heldOn, endsOn: heldOn, supervisorId: null }
  const cohortId = (await ning('POST /cohorts', cohort(world, body))).body.id as number
  const lessonIds: number[] = []
  for (const one of lessons) lessonIds.push((await ning(`POST /cohorts/${cohortId}/lessons`, one)).body.lessonId)
  return { cohortId, lessonIds }
}
