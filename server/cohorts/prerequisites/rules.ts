/**
 * 先修: lessons that are begun only when others are completed.
 *
 * A lesson may require others of its own cohort, of any way of teaching that counts: online ones are completed when their films are watched,
 * others by being present when the roll was called. Only an online lesson requires any, for only there a learner decides when to begin.
 * Nothing goes round in a circle. A required lesson (必修) does not require an elective, which would then be none. Nor does a lesson wait for
 * one that begins when its own window is over: it could never be begun.
 * A learner may begin its film and its quiz when all of those are completed by that learner, and sees which are missing. Texts may be read before.
 * Whoever plans looks at the films of a course without any of this.
 * A lesson that others require is not removed until they no longer do: the requirement would otherwise go without a word, and with it the order
 * that somebody had in mind.
 */
import type { LessonKind } from '../rules.ts'

export type Ordered = {
  id: number
  title: string
  kind: LessonKind
  counts: boolean
  isElective: boolean
  heldOn: string
  closesOn: string | null
  requires: readonly { id: number }[]
}

export type OrderMistake =
  | 'requires-itself'
  | 'required-unknown'
  | 'requires-of-another-kind'
  | 'requires-uncounted'
  | 'requires-elective'
  | 'requires-circle'
  | 'requires-too-late'

/** The lessons in an order in which each comes after what it requires; null where they go round in a circle. */
export const inOrder = <L extends Pick<Ordered, 'id' | 'requires'>>(lessons: readonly L[]): L[] | null => {
  const left = [...lessons]
  const placed = new Set<number>()
  const order: L[] = []
  while (left.length) {
    const at = left.findIndex(({ requires }) =>
      requires.every(({ id }) => placed.has(id) || !left.some(other => other.id === id))
    )
    if (at < 0) return null
    const [next] = left.splice(at, 1) as [L]
    placed.add(next.id)
    order.push(next)
  }
  return order
}

const mistakeBetween = (lesson: Ordered, required: Ordered | undefined): OrderMistake | null => {
  if (!required) return 'required-unknown'
  if (required.id === lesson.id) return 'requires-itself'
  if (lesson.kind !== 'online') return 'requires-of-another-kind'
  if (!required.counts) return 'requires-uncounted'
  if (required.isElective && !lesson.isElective) return 'requires-elective'
  return lesson.closesOn !== null && required.heldOn > lesson.closesOn ? 'requires-too-late' : null
}

/** The first lesson of a timetable whose order is impossible, and why; null where all is well. */
export const orderMistakeIn = (
  lessons: readonly Ordered[]
): { lesson: Ordered; required: string; mistake: OrderMistake } | null => {
  const byId = new Map(lessons.map(lesson => [lesson.id, lesson]))
  for (const lesson of lessons)
    for (const { id } of lesson.requires) {
      const mistake = mistakeBetween(lesson, byId.get(id))
      if (mistake) return { lesson, required: byId.get(id)?.title ?? '', mistake }
    }
  if (inOrder(lessons)) return null
  const [lesson, required] = circleIn(lessons, byId)
  return { lesson, required: required.title, mistake: 'requires-circle' }
}

/** A lesson of a circle, and the one of it that it requires. */
const circleIn = (lessons: readonly Ordered[], byId: ReadonlyMap<number, Ordered>): [Ordered, Ordered] => {
  const requiresAll = (from: Ordered, seen = new Set<number>()): Set<number> => {
    for (const { id } of from.requires)
      if (!seen.has(id)) {
        seen.add(id)
        requiresAll(byId.get(id)!, seen)
      }
    return seen
  }
  const lesson = lessons.find(one => requiresAll(one).has(one.id))!
  const next = lesson.requires.find(({ id }) => id === lesson.id || requiresAll(byId.get(id)!).has(lesson.id))!
  return [lesson, byId.get(next.id)!]
}

/** Which lessons could be required by one: those that count and do not, however far around, require it themselves. */
export const requirable = (lesson: Pick<Ordered, 'id' | 'isElective'>, lessons: readonly Ordered[]): Ordered[] => {
  const waits = new Set([lesson.id])
  for (let grew = true; grew;) {
    grew = false
    for (const { id, requires } of lessons)
      if (!waits.has(id) && requires.some(one => waits.has(one.id))) {
        waits.add(id)
        grew = true
      }
  }
  return lessons.filter(other => !waits.has(other.id) && other.counts && (lesson.isElective || !other.isElective))
}
