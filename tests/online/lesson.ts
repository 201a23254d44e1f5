import { randomUUID } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { installPackages } from '../../server/curriculum/courses/installation.ts'
import { firstOf } from '../../server/database/db.ts'
import { lesson, publish, setUp, teaching } from '../cohorts/timetables.ts'
import { packageWith } from '../curriculum/packages.ts'
import { testMedia, type Answer } from '../harness.ts'
import type { World } from '../world.ts'

export const FILM_MS = 60_000
export const LIN_PHONE = randomUUID()
export const LIN_TABLET = randomUUID()

export type OnlineLesson = {
  cohortId: number
  lessonId: number
  courseId: number
  materialId: number
}

type Wanted = { people?: readonly string[]; name?: string; isPublished?: boolean }

/** 村务公开实务, a film of one minute, in a cohort of 安澜县 with 林 in it; a morning of core theory beside it. */
export const makeOnline = async (world: World, wanted: Wanted = {}): Promise<OnlineLesson> => {
  const { people = ['林文博'], name = '网上学的班', isPublished = true } = wanted
  const { db } = world.database
  const wang = world.as('wang')
  await db.transaction(tx => installPackages(tx, [packageWith()], testMedia, world.clock()))
  const { courses } = (await wang('GET /courses')).body
  const course = courses.find((one: { code: string }) => one.code === 'village-affairs-disclosure')
  const { cohortId, lessonIds } = await setUp(
    world,
    [
      teaching('coreTheory', 90, '2026-09-14', 540),
      lesson({
        kind: 'online',
        title: '村务公开实务',
        courseVersionId: course.versionId,
        heldOn: '2026-09-15',
        minutes: course.minutes,
        categories: [{ category: course.category, minutes: course.minutes }]
      })
    ],
    { name }
  )
  if (isPublished) await publish(world, cohortId)
  const seats = await wang(`POST /cohorts/${cohortId}/enrolments`, { personIds: people.map(person => world.who[person]) })
  if (seats.status !== 200) throw new Error(JSON.stringify(seats.body))
  const film = await firstOf<{ id: number }>(
    db,
    sql`select id from materials where course_version_id = ${course.versionId} and kind = 'film'`
  )
  return { cohortId, lessonId: lessonIds[1]!, courseId: course.id, materialId: film!.id }
}

/** 林 or somebody else before a film: a player whose reports and clock the test moves by hand. */
export const player = (
  world: World,
  { lessonId, materialId }: OnlineLesson,
  who: 'lin' | 'zhao' = 'lin',
  deviceId = LIN_PHONE
) => {
  const ask = world.as(who)
  let leaseId = 0
  let sequence = 0
  const wait = (seconds: number) => world.clock.set(new Date(world.clock().getTime() + Math.round(seconds * 1000)))
  const ms = ([from, until]: readonly [number, number]) => ({
    fromMs: Math.round(from * 1000),
    untilMs: Math.round(until * 1000)
  })
  return {
    wait,
    lease: () => leaseId,
    play: async (): Promise<Answer> => {
      const answer = await ask(`POST /my/lessons/${lessonId}/leases`, { materialId, deviceId })
      leaseId = answer.body?.leaseId ?? leaseId
      sequence = 0
      return answer
    },
    /** Pieces in seconds of the film, in the order in which they are said to have been played. */
    tell: (pieces: readonly (readonly [number, number])[], { again = false, of = leaseId } = {}): Promise<Answer> => {
      if (!again) sequence++
      return ask(`POST /my/lessons/${lessonId}/leases/${of}/reports`, {
        sequence,
        pieces: pieces.map(ms),
        positionMs: ms(pieces.at(-1) ?? [0, 0]).untilMs
      })
    }
  }
}

/** What the page of the lesson says of its film. */
export const filmOf = async (world: World, { lessonId }: OnlineLesson, who: 'lin' | 'zhao' = 'lin') => {
  const { body } = await world.as(who)(`GET /my/lessons/${lessonId}`)
  return body.parts.find((part: { kind: string }) => part.kind === 'film')
}

/** Pieces in seconds, as they cross the wire. */
export const pieces = (...all: [number, number][]) => all.map(([from, until]) => ({ fromMs: from * 1000, untilMs: until * 1000 }))
