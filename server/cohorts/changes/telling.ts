import type { Db } from '../../database/db.ts'
import { lastSent, replaceMessages, sendMessage, type Recipient } from '../../notices/messages/queries.ts'
import { dayOf, minuteOf } from '../../time/dates.ts'
import { cohortById, type Cohort } from '../queries.ts'
import { questions } from '../questions.ts'
import { lastVersionOf, pairsSince, recordLessons } from './queries.ts'
import { differencesIn, isMerged, type Audience, type Pair } from './rules.ts'
import { sentenceOf } from './sentences.ts'

type Told = { audience: Audience; to: Recipient[] }

/** Whoever goes by this timetable, put together with those who see the same of it: a group is told of its own lessons. */
const audiencesOf = async (db: Db, cohort: Cohort, pairs: readonly Pair[]): Promise<Told[]> => {
  const learners = await questions.learnersOf(db, cohort.id)
  const supervisor: Told = { audience: null, to: cohort.supervisorId === null ? [] : [{ accountId: cohort.supervisorId }] }
  // Where no lesson is for some groups only, all see the same.
  const isForGroups = pairs.some(({ before, after }) => Boolean(before?.groupIds.length || after?.groupIds.length))
  if (!isForGroups) return [{ audience: null, to: [...supervisor.to, ...learners.map(({ personId }) => ({ personId }))] }]
  const groups = [...Map.groupBy(learners, ({ groupId }) => groupId)].map(([groupId, people]) => ({
    audience: groupId === null ? [] : [groupId],
    to: people.map(({ personId }) => ({ personId }))
  }))
  return [supervisor, ...groups]
}

/** Reaction to timetableChanged: everybody gets what has changed for them, in words; several acts in a row are one message. */
export const tellChanges = async (db: Db, cohortIds: readonly number[], now: Date): Promise<void> => {
  const before = new Map<Cohort, number>()
  for (const cohortId of cohortIds) {
    const cohort = (await cohortById(db, cohortId))!
    if (cohort.isPublished) before.set(cohort, await lastVersionOf(db, cohortId))
  }
  if (!before.size) return
  // What this transaction has done to all of them is written down at once, so it is asked before that what each was.
  await recordLessons(db, now)
  for (const [cohort, known] of before) {
    const cohortId = cohort.id
    if ((await lastVersionOf(db, cohortId)) === known) continue
    const last = await lastSent(db, cohortId, 'timetableChanged')
    const merged = last && isMerged(last, now) ? last : null
    const since = merged?.since ?? known
    if (merged) await replaceMessages(db, merged.ids, now)
    const pairs = await pairsSince(db, cohortId, since)
    const moment = { today: dayOf(now), minute: minuteOf(now) }
    const title = { zh: `${cohort.name}：课程表有变动`, en: `${cohort.name}: the timetable has changed` }
    for (const { audience, to } of await audiencesOf(db, cohort, pairs)) {
      const lines = differencesIn(pairs, audience, moment).map(sentenceOf)
      if (lines.length) await sendMessage(db, { kind: 'timetableChanged', cohortId, title, lines, since }, to, now)
    }
  }
}

/** Reaction to timetablePublished: one message, the timetable itself says the rest. */
export const tellPublication = async (db: Db, cohortIds: readonly number[], now: Date): Promise<void> => {
  await recordLessons(db, now)
  for (const cohortId of cohortIds) {
    const cohort = (await cohortById(db, cohortId))!
    const [{ to }] = (await audiencesOf(db, cohort, [])) as [Told]
    await sayIsPublished(db, cohort, to, now)
  }
}

/** Says to these people that the timetable they go by is published. */
export const sayIsPublished = async (db: Db, cohort: Cohort, to: readonly Recipient[], now: Date): Promise<void> => {
  const since = await lastVersionOf(db, cohort.id)
  const title = { zh: `${cohort.name}：课程表已发布`, en: `${cohort.name}: the timetable is published` }
  await sendMessage(db, { kind: 'timetablePublished', cohortId: cohort.id, title, lines: [], since }, to, now)
}
