import { reaches, type Actor } from '../../http/actor.ts'
import { notFound } from '../../http/refusals.ts'
import type { Db } from '../../database/db.ts'
import { cohortsToPlan } from '../permissions.ts'
import { templatesFor, type Template } from './queries.ts'

type Asked = { params: { templateId: number } }

/** Whoever plans in that part of the tree keeps its templates. */
export const keeps = (actor: Actor, template: Pick<Template, 'path'>): boolean =>
  reaches(actor, ['trainingAdministrator'], template.path)

const find = async (db: Db, actor: Actor, { params }: Asked): Promise<Template> => {
  const [template] = await templatesFor(db, cohortsToPlan(db, actor), params.templateId)
  if (!template) throw notFound()
  return template
}

/** A template is seen where it is kept and below; a hidden one by those who keep it. */
export const templateToUse = async (db: Db, actor: Actor, asked: Asked): Promise<Template> => {
  const template = await find(db, actor, asked)
  if (template.isHidden && !keeps(actor, template)) throw notFound()
  return template
}

export const templateToKeep = async (db: Db, actor: Actor, asked: Asked): Promise<Template> => {
  const template = await find(db, actor, asked)
  if (!keeps(actor, template)) throw notFound()
  return template
}
