import type { Db } from '../../database/db.ts'
import type { Actor } from '../../http/actor.ts'
import { notAllowed, notFound } from '../../http/refusals.ts'
import { curriculumToUse, maintains, PLANNERS } from '../permissions.ts'
import { courseById, isOpenTo, type Course } from './queries.ts'

type Asked = { params: { courseId: number } }

const MARKERS = [...PLANNERS, 'approver'] as const

/** The root of the tree has nothing over it. */
const isRoot = (path: string): boolean => !path.includes('.')

/**
 * 核心理论 is what the department at the root of the tree says it is: its training administrators and its approvers mark it. Whoever plans
 * further down may ask.
 */
export const marksCoreTheory = (actor: Actor): boolean =>
  actor.roles.some(({ role, path }) => MARKERS.some(marker => marker === role) && isRoot(path))

/** Courses from files are everybody's, so that only the department hides them. */
export const keepsCourse = (actor: Actor, { path }: Pick<Course, 'path'>): boolean =>
  path === null ? actor.roles.some(held => held.role === PLANNERS[0] && isRoot(held.path)) : maintains(actor, { path })

/** A course that this actor may plan with. */
export const courseToUse = async (db: Db, actor: Actor, { params }: Asked): Promise<Course> => {
  const paths = curriculumToUse(db, actor)
  const course = await courseById(db, params.courseId)
  if (!course || !isOpenTo(course, paths)) throw notFound()
  return course
}

/** A course that this actor's organisation keeps. One from a file may be seen, and the answer says where it is changed. */
export const courseToMaintain = async (db: Db, actor: Actor, asked: Asked): Promise<Course> => {
  const course = await courseToUse(db, actor, asked)
  if (course.path !== null && !maintains(actor, { path: course.path })) throw notFound()
  return course
}

const toMark = (actor: Actor): boolean => {
  if (marksCoreTheory(actor)) return true
  if (!actor.roles.some(({ role }) => role === 'approver')) throw notAllowed()
  return false
}

/** What waits for this actor's mark: nothing for an approver further down. */
export const coreTheoryToMark = (_db: Db, actor: Actor): { marks: boolean } => ({ marks: toMark(actor) })

export const courseToMark = async (db: Db, actor: Actor, { params }: Asked): Promise<Course> => {
  if (!toMark(actor)) throw notFound()
  const course = await courseById(db, params.courseId)
  if (!course) throw notFound()
  return course
}
