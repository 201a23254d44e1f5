import type { Db } from '../database/db.ts'
import { reachOf, reaches, type Actor } from '../http/actor.ts'
import { notAllowed, notFound } from '../http/refusals.ts'
import { baseById, isUsableFrom, type Base } from './bases.ts'
import { questions } from './questions.ts'
import { organisationOn, type Organisation } from '../organisations/queries.ts'
import { dayOf } from '../time/dates.ts'

/** The parts of the tree from which this actor plans with courses, teachers and rooms. */
export const curriculumToUse = (_db: Db, actor: Actor): string[] => {
  const paths = reachOf(actor, ['trainingAdministrator'])
  if (!paths.length) throw notAllowed()
  return paths
}

type Extending = { body: { organisationId: number }; now: Date }

const organisationAsked = (db: Db, { body, now }: Extending) => organisationOn(db, body.organisationId, dayOf(now))

/** The organisation to which this actor adds a teacher or a room. */
export const curriculumToExtend = Object.assign(
  (db: Db, actor: Actor, _asked: Extending, ahead: unknown): Organisation => {
    curriculumToUse(db, actor)
    const organisation = ahead as Organisation | null
    if (!organisation || !reaches(actor, ['trainingAdministrator'], organisation.path)) throw notFound()
    return organisation
  },
  { ahead: organisationAsked }
)

/** A base's page is for those who are taken there, besides those who plan with it. */
export type SeenBase = { base: Base; mayPlan: boolean }

type AskedBase = { params: { baseId: number } }

const PLANNERS = ['trainingAdministrator'] as const
const TAKEN = ['trainee', 'classSupervisor'] as const

export const maintains = (actor: Actor, base: Pick<Base, 'path'>): boolean => reaches(actor, PLANNERS, base.path)

export const baseToSee = async (db: Db, actor: Actor, { params }: AskedBase): Promise<SeenBase> => {
  if (!actor.roles.some(({ role }) => [...PLANNERS, ...TAKEN].some(other => other === role))) throw notAllowed()
  const base = await baseById(db, params.baseId)
  if (!base) throw notFound()
  const mayPlan = await isUsableFrom(db, base.id, reachOf(actor, PLANNERS))
  if (!mayPlan && !(await questions.isTakenTo(db, actor, base.id))) throw notFound()
  return { base, mayPlan }
}

/** A base whose page this actor keeps. */
export const baseToMaintain = async (db: Db, actor: Actor, { params }: AskedBase): Promise<Base> => {
  curriculumToUse(db, actor)
  const base = await baseById(db, params.baseId)
  if (!base || !maintains(actor, base)) throw notFound()
  return base
}
