import { basesListed } from '../../curriculum/bases/queries.ts'
import { teachersFor } from '../../curriculum/teachers/queries.ts'
import { venuesFor } from '../../curriculum/venues/queries.ts'
import type { Db } from '../../database/db.ts'
import { reachOf, type Actor } from '../../http/actor.ts'
import { endpoints } from '../../http/endpoints.ts'
import type { ConstraintRefusals } from '../../http/errors.ts'
import { refuse } from '../../http/refusals.ts'
import { packOn } from '../../policies/queries.ts'
import { dayOf } from '../../time/dates.ts'
import { cohortToManage, cohortsToPlan } from '../permissions.ts'
import { lessonsOf } from '../queries.ts'
import { templates } from './contract.ts'
import { keeps, templateToKeep, templateToUse } from './permissions.ts'
import { keepTemplate, lessonsIn, showTemplate, templatesFor } from './queries.ts'
import { plannedIn, usedBy, type Usable } from './rules.ts'

export const constraints: ConstraintRefusals = {
  timetable_templates_once: () =>
    refuse(
      'template-known',
      '已经有这个名称的模板，请换一个名称。',
      'There is a template of this name already; choose another.',
      {
        field: 'name'
      }
    )
}

const usableFor = async (db: Db, actor: Actor): Promise<Usable> => {
  const paths = reachOf(actor, ['trainingAdministrator'])
  const ids = (known: readonly { id: number }[]) => new Set(known.map(({ id }) => id))
  return {
    teachers: ids((await teachersFor(db, paths)).filter(teacher => !teacher.isHidden)),
    venues: ids((await venuesFor(db, paths)).filter(venue => !venue.isHidden)),
    bases: ids((await basesListed(db, paths, {})).filter(base => !base.isHidden))
  }
}

export const templateRoutes = endpoints(templates, {
  'GET /timetable-templates': {
    permission: cohortsToPlan,
    answer: async ({ db, actor, found, now }) => {
      const { category } = (await packOn(db, dayOf(now))).pack.ratio
      const seen = (await templatesFor(db, found)).map(template => ({ ...template, mayChange: keeps(actor, template) }))
      return {
        templates: seen
          .filter(({ isHidden, mayChange }) => !isHidden || mayChange)
          .map(({ split, organisationId: _id, path: _path, ...template }) => ({
            ...template,
            inCategory: split.find(part => part.category === category)?.minutes ?? 0
          }))
      }
    }
  },
  'GET /timetable-templates/:templateId': {
    permission: templateToUse,
    answer: async ({ db, actor, found: { id, name } }) => {
      const usable = await usableFor(db, actor)
      const lessons = (await lessonsIn(db, id)).map(lesson => usedBy(lesson, usable))
      return { id, name, lessons: lessons.map(({ latest: _latest, ...lesson }) => lesson) }
    }
  },
  'POST /cohorts/:cohortId/timetable-templates': {
    permission: cohortToManage,
    answer: async ({ db, actor, found, body, now, note }) => {
      const name = body.name.trim()
      const lessons = plannedIn(await lessonsOf(db, found.id), found)
      if (!lessons.length)
        throw refuse('timetable-empty', '课程表里还没有课，不能存为模板。', 'The timetable has no lessons yet.')
      const { id: cohortId, organisationId, kind } = found
      const template = { organisationId, name, kind, cohortId, madeAt: now, madeBy: actor.accountId }
      const templateId = await keepTemplate(db, template, lessons, body.withBookings)
      note({ templateId, cohortId, name, lessons: lessons.length, withBookings: body.withBookings }, organisationId)
      return { templateId }
    }
  },
  'POST /timetable-templates/:templateId/visibility': {
    permission: templateToKeep,
    answer: async ({ db, actor, found: { id, name, isHidden, organisationId }, body, now, note }) => {
      if (isHidden === body.isHidden)
        throw isHidden
          ? refuse('already-hidden', '这个模板已经停用。', 'This template is hidden already.')
          : refuse('not-hidden', '这个模板没有停用。', 'This template is not hidden.')
      await showTemplate(db, id, body.isHidden, actor.accountId, now)
      note({ templateId: id, name, isHidden: body.isHidden }, organisationId)
      return { done: true }
    }
  }
})
