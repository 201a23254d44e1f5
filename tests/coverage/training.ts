import { marks } from '../../server/attendance/schema.ts'
import { closings, cohorts, holdings, lessonCategories, lessons, publications } from '../../server/cohorts/schema.ts'
import { rewriteStandings } from '../../server/coverage/queries.ts'
import { completions, creditEntries, creditEvidence } from '../../server/credits/schema.ts'
import type { Db } from '../../server/database/db.ts'
import { enrolmentEvents, enrolments } from '../../server/enrolment/schema.ts'
import type { World } from '../world.ts'

export type Held = {
  name: string
  on: string
  /** Names of those who were there, each with the centi-credits of the morning. */
  people: Record<string, number>
  kind?: 'rotation' | 'seminar' | 'onboarding'
  level?: string
  /** Names of those who were there and did not complete. */
  notCompleted?: string[]
  /** Of each entry; one, where nothing is said. */
  halfDays?: number
  source?: 'concentrated' | 'collective' | 'online'
  recordedAt: string
  /** Awaited when the facts are in and the standings are not, to bring two transactions to the same point. */
  meet?: () => Promise<void>
}

/** A one-lesson cohort as it lies in the tables after close-out: taught, marked, closed, credited, and everyone's standings written. */
export const trained = async (world: World, held: Held): Promise<{ cohortId: number; entryOf: Record<string, number> }> => {
  const lesson = await taught(world, held)
  return { cohortId: lesson.cohortId, entryOf: await closed(world, held, lesson) }
}

type Taught = { cohortId: number; lessonId: number; seats: { name: string; enrolmentId: number; markId: number }[] }

/** What was held and who was there is recorded before the cohort is closed, in a transaction of its own. */
const taught = (world: World, held: Held): Promise<Taught> =>
  world.database.db.transaction(async tx => {
    const db = tx as unknown as Db
    const at = new Date(held.recordedAt)
    const by = world.account.wang!
    const [cohort] = await db
      .insert(cohorts)
      .values({
        organisationId: world.at['安澜县']!,
        name: held.name,
        kind: held.kind ?? 'rotation',
        organiserLevel: held.level ?? 'county',
        stratum: 'villageSecretary',
        capacity: 50,
        startsOn: held.on,
        endsOn: held.on,
        supervisorId: world.account.xu!,
        createdAt: at
      })
      .returning({ id: cohorts.id })
    const cohortId = cohort!.id
    const [lesson] = await db
      .insert(lessons)
      .values({
        cohortId,
        kind: 'classroom',
        title: '党的创新理论',
        heldOn: held.on,
        fromMinute: 540,
        untilMinute: 690,
        counts: true,
        minutes: 150
      })
      .returning({ id: lessons.id })
    const lessonId = lesson!.id
    await db.insert(lessonCategories).values({ lessonId, category: 'coreTheory', minutes: 150 })
    await db.insert(publications).values({ cohortId, publishedAt: at, publishedBy: by })
    await db.insert(holdings).values({ lessonId, wasHeld: true, recordedAt: at, recordedBy: by })
    const seats: Taught['seats'] = []
    for (const [i, name] of Object.keys(held.people).entries()) {
      const personId = world.who[name]!
      const [seat] = await db
        .insert(enrolments)
        .values({ cohortId, personId, organisationId: world.at['青石镇']!, postSnapshot: '书记', number: i + 1 })
        .returning({ id: enrolments.id })
      const enrolmentId = seat!.id
      await db.insert(enrolmentEvents).values({ enrolmentId, cohortId, kind: 'enrolled', at, accountId: by })
      const [mark] = await db
        .insert(marks)
        .values({ cohortId, enrolmentId, lessonId, status: 'present', markedAt: at, markedBy: world.account.xu! })
        .returning({ id: marks.id })
      seats.push({ name, enrolmentId, markId: mark!.id })
    }
    return { cohortId, lessonId, seats }
  })

const closed = (world: World, held: Held, { cohortId, lessonId, seats }: Taught): Promise<Record<string, number>> =>
  world.database.db.transaction(async tx => {
    const db = tx as unknown as Db
    const at = new Date(held.recordedAt)
    const by = world.account.wang!
    const [closing] = await db.insert(closings).values({ cohortId, closedAt: at, closedBy: by }).returning({ id: closings.id })
    const entryOf: Record<string, number> = {}
    for (const { name, enrolmentId, markId } of seats) {
      const personId = world.who[name]!
      const centiCredits = held.people[name]!
      const [entry] = await db
        .insert(creditEntries)
        .values({
          personId,
          enrolmentId,
          source: held.source ?? 'concentrated',
          centiCredits,
          halfDays: held.halfDays ?? 1,
          earnedOn: held.on,
          slot: 'am',
          versionId: 1,
          recordedAt: at,
          recordedBy: by
        })
        .returning({ id: creditEntries.id })
      entryOf[name] = entry!.id
      await db.insert(creditEvidence).values({ entryId: entry!.id, lessonId, markId })
      await db.insert(completions).values({
        enrolmentId,
        personId,
        cohortId,
        closingId: closing!.id,
        isCompleted: !held.notCompleted?.includes(name),
        totalCentiCredits: centiCredits,
        earnedCentiCredits: centiCredits,
        leaveCentiCredits: 0,
        absentCentiCredits: 0,
        completedOn: held.on,
        kind: held.kind ?? 'rotation',
        organiserLevel: held.level ?? 'county',
        versionId: 1,
        recordedAt: at
      })
    }
    await held.meet?.()
    await rewriteStandings(
      db,
      Object.keys(held.people).map(name => world.who[name]!),
      at
    )
    return entryOf
  })

/** A counter-entry: dated as what it reverses, known only from its own recording on. */
export const reverse = (world: World, name: string, entryId: number, recordedAt: string): Promise<void> =>
  world.database.db.transaction(async tx => {
    const db = tx as unknown as Db
    const at = new Date(recordedAt)
    const all = await db.select().from(creditEntries)
    const { id: _id, slot: _slot, ...entry } = all.find(({ id }) => id === entryId)!
    await db.insert(creditEntries).values({
      ...entry,
      slot: null,
      centiCredits: -entry.centiCredits,
      halfDays: -entry.halfDays,
      reversesId: entryId,
      recordedAt: at
    })
    await rewriteStandings(db, [world.who[name]!], at)
  })

/** A change of facts and what follows from it, in one transaction at one instant. */
export const changed = (
  world: World,
  names: string[],
  recordedAt: string,
  act: (db: Db, now: Date) => Promise<unknown>
): Promise<void> =>
  world.database.db.transaction(async tx => {
    const db = tx as unknown as Db
    const now = new Date(recordedAt)
    await act(db, now)
    await rewriteStandings(
      db,
      names.map(name => world.who[name]!),
      now
    )
  })
