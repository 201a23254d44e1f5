import type { Db } from '../../database/db.ts'
import { reachOf, type Actor } from '../../http/actor.ts'
import { notAllowed, notFound } from '../../http/refusals.ts'
import { isUsableFrom, keptById } from '../keeping.ts'
import { keptToMaintain, keptToUse, PLANNERS } from '../permissions.ts'
import { questions } from '../questions.ts'
import { BASES, type Base } from './queries.ts'

/** A base's page is for those who are taken there, besides those who plan with it. */
export type SeenBase = { base: Base; mayPlan: boolean }

type AskedBase = { params: { baseId: number } }

const TAKEN = ['trainee', 'classSupervisor'] as const

export const baseToSee = async (db: Db, actor: Actor, { params }: AskedBase): Promise<SeenBase> => {
  if (!actor.roles.some(({ role }) => [...PLANNERS, ...TAKEN].some(other => other === role))) throw notAllowed()
  const base = await keptById(db, BASES, params.baseId)
  if (!base) throw notFound()
  const mayPlan = isUsableFrom(base.path, reachOf(actor, PLANNERS))
  if (!mayPlan && !(await questions.isTakenTo(db, actor, base.id))) throw notFound()
  return { base, mayPlan }
}

export const baseToUse = (db: Db, actor: Actor, { params }: AskedBase) => keptToUse(db, actor, BASES, params.baseId)

/** A base whose page this actor keeps. */
export const baseToMaintain = (db: Db, actor: Actor, { params }: AskedBase) => keptToMaintain(db, actor, BASES, params.baseId)
