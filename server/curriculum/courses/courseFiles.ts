import { Type, type Static } from 'typebox'
import { Check, Errors } from 'typebox/value'
import { parse } from 'yaml'

export const KINDS = ['classroom', 'onsite', 'online', 'discussion', 'practice', 'selfStudy'] as const

/** 党章, 必修: never part of a share. */
export const TAGS = Type.Array(Type.String({ minLength: 1, maxLength: 20 }), { uniqueItems: true, maxItems: 20 })

const head = Type.Object(
  {
    code: Type.String({ pattern: '^[a-z0-9-]+$' }),
    title: Type.String({ minLength: 1, maxLength: 120 }),
    category: Type.String(),
    /** Any number of words the course goes by. */
    tags: Type.Optional(TAGS),
    kind: Type.Union(KINDS.map(kind => Type.Literal(kind))),
    /** Of a course that is not taught online. */
    minutes: Type.Optional(Type.Integer({ minimum: 1, maximum: 1440 }))
  },
  { additionalProperties: false }
)

export type CourseFile = { name: string; text: string }
export type NewCourse = Omit<Static<typeof head>, 'minutes' | 'tags'> & { minutes: number; tags: string[]; summary: string }

export class BadCourse extends Error {}

/** A course as a department writes it: front matter between two lines of dashes, then a summary. */
export const courseIn = ({ name, text }: CourseFile): NewCourse => {
  const [, front, summary] = /^---\r?\n([\s\S]*?)\r?\n---\r?\n([\s\S]*)$/.exec(text) ?? []
  if (front === undefined) throw new BadCourse(`${name}: begins with front matter between two lines of dashes`)
  const candidate: unknown = parse(front)
  if (!Check(head, candidate)) {
    const [first] = Errors(head, candidate)
    throw new BadCourse(`${name}: ${first!.instancePath.slice(1) || 'front matter'} ${first!.message}`)
  }
  if (!summary!.trim()) throw new BadCourse(`${name}: has no summary`)
  const { minutes, tags = [], ...course } = candidate
  const isOnline = course.kind === 'online'
  if (isOnline && minutes !== undefined) throw new BadCourse(`${name}: minutes of an online course are measured, not typed`)
  if (!isOnline && minutes === undefined) throw new BadCourse(`${name}: minutes are missing`)
  // One file has no film.
  return { ...course, tags, minutes: minutes ?? 0, summary: summary!.trim() }
}
