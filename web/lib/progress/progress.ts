import type { Api } from '../../../server/api.ts'
import type { ReplyOf } from '../../../server/http/contract.ts'

type Films = ReplyOf<Api['GET /cohorts/:cohortId/films']>['lessons']
type Quizzes = ReplyOf<Api['GET /cohorts/:cohortId/quizzes']>['quizzes']

export type Told = { films: Films; quizzes: Quizzes }

export type Item =
  | {
      kind: 'film'
      key: string
      title: string
      lengthMs: number
      coveredMs: number
      missingMs: number
      completedAt: string | null
    }
  | {
      kind: 'quiz'
      key: string
      title: string
      most: number | null
      attempts: number
      hasOpen: boolean
      isPassed: boolean
    }

export type Person = { enrolmentId: number; number: number; name: string; unitAndPost: string; items: Item[]; left: number }

const isDone = (item: Item): boolean => (item.kind === 'film' ? item.completedAt !== null : item.isPassed)

/** Person by person, by number: how far each is with every film and every quiz, and how many of them are left. */
export const peopleIn = ({ films, quizzes }: Told): Person[] => {
  const people = new Map<number, Person>()
  const put = ({ enrolmentId, number, name, unitAndPost }: Omit<Person, 'items' | 'left'>, item: Item) => {
    const person = people.get(enrolmentId) ?? { enrolmentId, number, name, unitAndPost, items: [], left: 0 }
    people.set(enrolmentId, {
      ...person,
      items: [...person.items, item],
      left: person.left + (isDone(item) ? 0 : 1)
    })
  }
  for (const { lessonId, title, lengthMs, people: watchers } of films)
    for (const { coveredMs, missingMs, completedAt, ...who } of watchers)
      put(who, { kind: 'film', key: `film ${lessonId}`, title, lengthMs, coveredMs, missingMs, completedAt })
  for (const { lessonId, materialId, title, most, people: takers } of quizzes)
    for (const { attempts, hasOpen, isPassed, ...who } of takers)
      put(who, { kind: 'quiz', key: `quiz ${lessonId} ${materialId}`, title, most, attempts, hasOpen, isPassed })
  return [...people.values()].toSorted((one, other) => one.number - other.number)
}
