import type { Db } from '../database/db.ts'
import { reachOf, reaches, type Actor } from '../http/actor.ts'
import { notAllowed, notFound } from '../http/refusals.ts'
import { organisationOn, type Organisation } from '../organisations/queries.ts'
import { dayOf } from '../time/dates.ts'
import { isUsableFrom, keptById, type Kept, type Noun } from './keeping.ts'

export const PLANNERS = ['trainingAdministrator'] as const

/** The parts of the tree from which this actor plans with courses, teachers and rooms. */
export const curriculumToUse = (_db: Db, actor: Actor): string[] => {
  const paths = reachOf(actor, PLANNERS)
  if (!paths.length) throw notAllowed()
  return paths
}

type Extending = { body: { organisationId: number }; now: Date }

const organisationAsked = (db: Db, { body, now }: Extending) => organisationOn(db, body.organisationId, dayOf(now))

const ofTheirs = (actor: Actor, organisation: Organisation | null): Organisation => {
  if (!organisation || !reaches(actor, PLANNERS, organisation.path)) throw notFound()
  return organisation
}

/** The organisation to which this actor adds a teacher or a room. */
export const curriculumToExtend = Object.assign(
  (db: Db, actor: Actor, _asked: Extending, ahead: unknown): Organisation => {
    curriculumToUse(db, actor)
    return ofTheirs(actor, ahead as Organisation | null)
  },
  { ahead: organisationAsked }
)

/** The organisation whose list a file is. */
export const curriculumToImport = async (
  db: Db,
  actor: Actor,
  { query, now }: { query: { organisationId: number }; now: Date }
): Promise<Organisation> => {
  curriculumToUse(db, actor)
  return ofTheirs(actor, await organisationOn(db, query.organisationId, dayOf(now)))
}

export const maintains = (actor: Actor, thing: { path: string }): boolean => reaches(actor, PLANNERS, thing.path)

/** A thing of a catalogue that this actor may plan with. */
export const keptToUse = async <Facts>(db: Db, actor: Actor, noun: Noun<Facts>, id: number): Promise<Kept<Facts>> => {
  const paths = curriculumToUse(db, actor)
  const thing = await keptById(db, noun, id)
  if (!thing || !isUsableFrom(thing.path, paths)) throw notFound()
  return thing
}

/** A thing of a catalogue that this actor's organisation keeps. */
export const keptToMaintain = async <Facts>(db: Db, actor: Actor, noun: Noun<Facts>, id: number): Promise<Kept<Facts>> => {
  curriculumToUse(db, actor)
  const thing = await keptById(db, noun, id)
  if (!thing || !maintains(actor, thing)) throw notFound()
  return thing
}
