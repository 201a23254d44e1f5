import { Type, type Static } from 'typebox'
import { Check, Errors } from 'typebox/value'
import { parse } from 'yaml'

const head = Type.Object(
  {
    code: Type.String({ pattern: '^[a-z0-9-]+$' }),
    title: Type.String({ minLength: 1, maxLength: 120 }),
    category: Type.String(),
    kind: Type.Union(['classroom', 'onsite', 'online', 'discussion', 'practice', 'selfStudy'].map(kind => Type.Literal(kind))),
    minutes: Type.Integer({ minimum: 1, maximum: 1440 })
  },
  { additionalProperties: false }
)

export type CourseFile = { name: string; text: string }
export type NewCourse = Static<typeof head> & { summary: string }

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
  return { ...candidate, summary: summary!.trim() }
}
