import { endpoints } from '../http/endpoints.ts'
import type { ConstraintRefusals } from '../http/errors.ts'
import { notFound, refuse } from '../http/refusals.ts'
import { contract } from './contract.ts'
import { htmlOf } from './markdown.ts'
import { curriculumToExtend, curriculumToUse } from './permissions.ts'
import { addTeacher, addVenue, allCourses, latestVersion, materialsOf, teachersFor, venuesFor } from './queries.ts'

export const constraints: ConstraintRefusals = {
  teachers_once: () =>
    refuse('teacher-known', '师资库里已经有这位老师。', 'This teacher is already on the list.', { field: 'name' }),
  venues_once: () => refuse('venue-known', '这个地点已经有这间教室。', 'This room is already on the list.', { field: 'name' })
}

export const routes = endpoints(contract, {
  'GET /courses': { permission: curriculumToUse, answer: async ({ db }) => ({ courses: await allCourses(db) }) },
  'GET /courses/:courseId': {
    permission: curriculumToUse,
    answer: async ({ db, params }) => {
      const course = await latestVersion(db, params.courseId)
      if (!course) throw notFound()
      const parts = await materialsOf(db, course.versionId)
      return {
        ...course,
        parts: parts.map(({ body, ...part }) => ({
          ...part,
          html: part.kind === 'text' ? htmlOf(String(body.markdown)) : null
        }))
      }
    }
  },
  'GET /teachers': { permission: curriculumToUse, answer: async ({ db, found }) => ({ teachers: await teachersFor(db, found) }) },
  'POST /teachers': {
    permission: curriculumToExtend,
    answer: async ({ db, found, body, note }) => {
      const name = body.name.trim()
      const id = await addTeacher(db, { organisationId: found.id, name, unit: body.unit.trim(), title: body.title.trim() })
      note({ teacherId: id, name }, found.id)
      return { id }
    }
  },
  'GET /venues': { permission: curriculumToUse, answer: async ({ db, found }) => ({ venues: await venuesFor(db, found) }) },
  'POST /venues': {
    permission: curriculumToExtend,
    answer: async ({ db, found, body, note }) => {
      const { capacity } = body
      const added = { organisationId: found.id, name: body.name.trim(), place: body.place.trim(), capacity }
      const id = await addVenue(db, added)
      note({ venueId: id, name: `${added.place} ${added.name}` }, found.id)
      return { id }
    }
  }
})
