import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { doesCount, LESSON_KINDS, type LessonKind } from '../../server/cohorts/rules.ts'
import { slotOf } from '../../server/time/halfDays.ts'
import { zh as cohortWords } from '../../web/lib/words/zh/cohorts.ts'
import { zh as domainWords } from '../../web/lib/words/zh/domain.ts'
import { en as domainWordsInEnglish } from '../../web/lib/words/en/domain.ts'
import { makeWorld, type World } from '../world.ts'
import { lesson, publish, setUp } from './timetables.ts'

/** A week that has all nine kinds of lesson, followed from the editor to the coverage figure. */
let world: World
beforeAll(async () => {
  world = await makeWorld()
})
afterAll(() => world.close())

const as = (who: Parameters<World['as']>[0]) => world.as(who)

type Row = { kind: LessonKind; day: string; from: number; until: number; category: string | null }

/** Each counted kind alone in its half-day, so that each half-day of credit is the answer to one of them. */
const WEEK: Row[] = [
  { kind: 'ceremony', day: '2026-09-07', from: 510, until: 540, category: null },
  { kind: 'classroom', day: '2026-09-07', from: 540, until: 660, category: 'coreTheory' },
  { kind: 'meal', day: '2026-09-07', from: 700, until: 760, category: null },
  { kind: 'travel', day: '2026-09-07', from: 790, until: 840, category: null },
  { kind: 'onsite', day: '2026-09-07', from: 840, until: 960, category: 'partySpirit' },
  { kind: 'discussion', day: '2026-09-08', from: 540, until: 630, category: 'coreTheory' },
  { kind: 'practice', day: '2026-09-08', from: 840, until: 960, category: 'competency' },
  { kind: 'selfStudy', day: '2026-09-09', from: 540, until: 600, category: 'coreTheory' },
  // Watched when it suits; while its course has no film it counts for no minute.
  { kind: 'online', day: '2026-09-09', from: 840, until: 900, category: null }
]
const written = ({ kind, day, from, until, category }: Row) => {
  const minutes = category ? until - from : 0
  const categories = category ? [{ category, minutes }] : []
  const title = domainWords.lessonKinds[kind]
  return lesson({ kind, title, heldOn: day, fromMinute: from, untilMinute: until, minutes, categories })
}

// The icons are a record of the kinds: one that lacks a kind does not compile.
test('each kind has a word and a short word, and the uncounted three are the hatched ones', () => {
  expect(WEEK.map(({ kind }) => kind).toSorted()).toEqual([...LESSON_KINDS].toSorted())
  for (const kind of LESSON_KINDS) {
    expect([kind, domainWords.lessonKinds[kind].length > 0, domainWordsInEnglish.lessonKinds[kind].length > 0]).toEqual([
      kind,
      true,
      true
    ])
    expect([kind, cohortWords.kindsShort[kind].length]).toEqual([kind, 2])
  }
  expect(LESSON_KINDS.filter(kind => !doesCount(kind))).toEqual(['ceremony', 'travel', 'meal'])
})

test('an uncounted kind takes no minutes, and a counted one no fewer than one', async () => {
  const { cohortId } = await setUp(world, [], { startsOn: '2026-09-07', endsOn: '2026-09-09' })
  for (const row of WEEK.filter(({ kind }) => kind !== 'online')) {
    const turned = doesCount(row.kind)
      ? { ...written(row), minutes: 0, categories: [] }
      : { ...written(row), minutes: 30, categories: [{ category: 'other', minutes: 30 }] }
    const answer = await as('wang')(`POST /cohorts/${cohortId}/lessons`, turned)
    expect([row.kind, answer.body.code]).toEqual([row.kind, doesCount(row.kind) ? 'no-minutes' : 'uncounted-with-minutes'])
  }
})

test('all nine go from the editor through the roll-call to credit, completion and coverage', async () => {
  const { cohortId, lessonIds } = await setUp(world, WEEK.map(written), { startsOn: '2026-09-07', endsOn: '2026-09-09' })
  const idOf = (kind: LessonKind) => lessonIds[WEEK.findIndex(row => row.kind === kind)]!

  // The editor: the counted minutes of each kind, and none of the uncounted.
  const planned = (await as('wang')(`GET /cohorts/${cohortId}`)).body
  expect(planned.lessons.map(({ kind, counts, minutes }: Record<string, unknown>) => [kind, counts, minutes])).toEqual(
    WEEK.map(({ kind, from, until, category }) => [kind, doesCount(kind), category ? until - from : 0])
  )
  expect(planned.planned).toMatchObject({ all: 510, inCategory: 270, isMet: true })
  await publish(world, cohortId)
  await as('wang')(`POST /cohorts/${cohortId}/enrolments`, { personIds: [world.who['林文博'], world.who['赵德明']] })

  // The trainee's timetable has them all.
  const own = (await as('lin')('GET /my/cohorts')).body.cohorts.find(({ id }: { id: number }) => id === cohortId)
  expect(own.lessons.map(({ kind, counts }: Record<string, unknown>) => [kind, counts])).toEqual(
    WEEK.map(({ kind }) => [kind, doesCount(kind)])
  )

  // The supervisor is asked about all but journeys, meals and what is watched; the last has no roll.
  world.clock.set('2026-09-09T12:00:00Z')
  const taught = (await as('xu')('GET /teach/cohorts')).body.cohorts.find(({ id }: { id: number }) => id === cohortId)
  expect(taught.lessons.map(({ kind }: { kind: string }) => kind).toSorted()).toEqual(
    LESSON_KINDS.filter(kind => !['travel', 'meal', 'online'].includes(kind)).toSorted()
  )

  // The checklist names every lesson until it is settled, but an online one settles by itself;
  // and the roll of each that counts and was held.
  const checklist = async () => (await as('wang')(`GET /cohorts/${cohortId}/close-out`)).body
  expect((await checklist()).unsettled).toHaveLength(8)
  for (const lessonId of lessonIds.filter(id => id !== idOf('online')))
    await as('xu')(`POST /cohorts/${cohortId}/holdings`, { lessonId, wasHeld: true, reason: null })
  const counted: LessonKind[] = ['classroom', 'onsite', 'discussion', 'practice', 'selfStudy']
  const asked = (await checklist()).unmarked.map(({ id }: { id: number }) => id)
  for (const kind of counted) expect([kind, asked.includes(idOf(kind))]).toEqual([kind, true])
  for (const kind of ['ceremony', 'travel', 'meal', 'online'] as const)
    expect([kind, asked.includes(idOf(kind))]).toEqual([kind, false])

  const zhao = (await as('xu')(`GET /cohorts/${cohortId}/lessons/${idOf('practice')}/roll-call`)).body.people[1].enrolmentId
  for (const { kind } of WEEK) {
    // 赵 missed the opening, which takes nothing from him, and the practice, which does.
    const misses = kind === 'practice' || kind === 'ceremony'
    const answer = await as('xu')(`POST /cohorts/${cohortId}/lessons/${idOf(kind)}/roll-call`, {
      clientKey: randomUUID(),
      exceptions: misses ? [{ enrolmentId: zhao, status: 'absent' }] : []
    })
    expect([kind, answer.body.code ?? answer.status]).toEqual([kind, kind === 'online' ? 'online' : 200])
  }
  const ready = await checklist()
  expect([ready.obstacles, ready.unmarked]).toEqual([[], []])

  expect((await as('wang')(`POST /cohorts/${cohortId}/closing`)).status).toBe(200)
  const closed = await checklist()
  expect(closed.people.map(({ name, absent, isCompleted }: Record<string, unknown>) => [name, absent, isCompleted])).toEqual([
    ['林文博', 0, true],
    ['赵德明', 400, false]
  ])

  // Credit rests on the counted kinds, each in its own half-day, and on nothing else.
  const { entries } = (await as('lin')('GET /my/record?year=2026')).body
  const kindsByHalfDay = entries
    .filter((entry: { cohortId: number }) => entry.cohortId === cohortId)
    .map(({ earnedOn, slot, evidence }: { earnedOn: string; slot: string; evidence: { kind: string }[] }) => [
      earnedOn,
      slot,
      evidence.map(({ kind }) => kind).join()
    ])
  for (const kind of counted) {
    const row = WEEK.find(other => other.kind === kind)!
    expect(kindsByHalfDay).toContainEqual([row.day, slotOf(row.from), kind])
  }
  const resting = entries.flatMap(({ evidence }: { evidence: { kind: string }[] }) => evidence.map(({ kind }) => kind))
  for (const kind of ['ceremony', 'travel', 'meal']) expect(resting).not.toContain(kind)

  // Coverage: 林 completed a rotation, 赵 did not.
  const { standings } = (await as('lin')('GET /my/standings')).body
  expect(standings.some(({ state }: { state: string }) => state === 'covered')).toBe(true)
  world.clock.set('2026-09-07T01:00:00Z')
})
