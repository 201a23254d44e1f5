import { curriculumToUse } from '../../curriculum/permissions.ts'
import { teacherToUse } from '../../curriculum/teachers/permissions.ts'
import { venueToUse } from '../../curriculum/venues/permissions.ts'
import type { Db } from '../../database/db.ts'
import type { Actor } from '../../http/actor.ts'
import { notFound } from '../../http/refusals.ts'
import { cohortToRead } from '../permissions.ts'
import { feedsOf, type Subject } from './queries.ts'

type Asked<Params> = { params: Params }
/** Whose calendar, and of which organisation. */
export type Found = { subject: Subject; organisationId: number }

export const cohortFeeds = async (db: Db, actor: Actor, asked: Asked<{ cohortId: number }>): Promise<Found> => {
  const { id, organisationId } = await cohortToRead(db, actor, asked)
  return { subject: { cohortId: id }, organisationId }
}

export const teacherFeeds = async (db: Db, actor: Actor, asked: Asked<{ teacherId: number }>): Promise<Found> => {
  curriculumToUse(db, actor)
  const { id, organisationId } = await teacherToUse(db, actor, asked)
  return { subject: { teacherId: id }, organisationId }
}

export const venueFeeds = async (db: Db, actor: Actor, asked: Asked<{ venueId: number }>): Promise<Found> => {
  curriculumToUse(db, actor)
  const { id, organisationId } = await venueToUse(db, actor, asked)
  return { subject: { venueId: id }, organisationId }
}

type One = { feedId: number }

const oneOf = async (db: Db, found: Found, { params: { feedId } }: Asked<One>): Promise<Found & One> => {
  if (!(await feedsOf(db, found.subject)).some(({ id }) => id === feedId)) throw notFound()
  return { ...found, feedId }
}

/** One of these addresses, that still holds. */
export const cohortFeed = async (db: Db, actor: Actor, asked: Asked<{ cohortId: number } & One>) =>
  oneOf(db, await cohortFeeds(db, actor, asked), asked)
export const teacherFeed = async (db: Db, actor: Actor, asked: Asked<{ teacherId: number } & One>) =>
  oneOf(db, await teacherFeeds(db, actor, asked), asked)
export const venueFeed = async (db: Db, actor: Actor, asked: Asked<{ venueId: number } & One>) =>
  oneOf(db, await venueFeeds(db, actor, asked), asked)
