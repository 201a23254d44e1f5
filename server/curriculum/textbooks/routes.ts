import { reachOf, type Actor } from '../../http/actor.ts'
import { endpoints } from '../../http/endpoints.ts'
import type { ConstraintRefusals } from '../../http/errors.ts'
import { badInput, refuse } from '../../http/refusals.ts'
import { actsOn, keptByKey } from '../acts.ts'
import { isUsableFrom } from '../keeping.ts'
import { curriculumToExtend, curriculumToUse, maintains, PLANNERS } from '../permissions.ts'
import { contract } from './contract.ts'
import { textbookToMaintain, textbookToUse } from './permissions.ts'
import { coursesWith, TEXTBOOKS, textbooksListed, type Textbook } from './queries.ts'
import { isbnIn, type TextbookFacts } from './rules.ts'

const called = { zh: '本教材', en: 'textbook' }

export const constraints: ConstraintRefusals = {
  textbooks_once: () =>
    refuse('textbook-known', '教材库里已经有这一年的这本教材。', 'This textbook of this year is already on the list.', {
      field: 'name'
    }),
  course_version_textbooks_textbook: keptByKey(called)
}

const acts = actsOn(TEXTBOOKS, { idName: 'textbookId', ...called })

const told = ({ path: _path, ...book }: Textbook) => book

/** Courses of other parts are counted and not named. */
const seenBy = <Course extends { path: string | null }>(actor: Actor, courses: readonly Course[]): Course[] =>
  courses.filter(({ path }) => path === null || isUsableFrom(path, reachOf(actor, PLANNERS)))

const checked = (facts: TextbookFacts): TextbookFacts => {
  if (!facts.isbn?.trim()) return { ...facts, isbn: null }
  const isbn = isbnIn(facts.isbn)
  if (!isbn)
    throw badInput(
      'no-isbn',
      '这不是有效的 ISBN：校验位不对，或位数不是 13（旧的 10）位。',
      'This is no ISBN: its check digit is wrong, or it does not have 13 (formerly 10) digits.',
      { field: 'isbn' }
    )
  return { ...facts, isbn }
}

export const routes = endpoints(contract, {
  'GET /textbooks': {
    permission: curriculumToUse,
    answer: async ({ db, actor, found, query }) => ({
      textbooks: (await textbooksListed(db, found, query)).map(book => ({ ...told(book), mayChange: maintains(actor, book) }))
    })
  },
  'POST /textbooks': {
    permission: curriculumToExtend,
    answer: asking => {
      const { organisationId: _asked, ...facts } = asking.body
      return acts.add(asking, asking.found, checked(facts))
    }
  },
  'GET /textbooks/:textbookId': {
    permission: textbookToUse,
    answer: async ({ db, actor, found }) => ({
      ...told(found),
      mayChange: maintains(actor, found),
      courses: seenBy(actor, await coursesWith(db, found.id, false)).map(({ id, title }) => ({ id, title }))
    })
  },
  'PUT /textbooks/:textbookId': {
    permission: textbookToMaintain,
    answer: asking => acts.change(asking, asking.found, checked(asking.body))
  },
  'DELETE /textbooks/:textbookId': {
    permission: textbookToMaintain,
    answer: async asking => {
      const courses = await coursesWith(asking.db, asking.found.id, true)
      const [named] = seenBy(asking.actor, courses)
      if (courses.length)
        throw refuse(
          'in-use',
          `${named ? `“${named.title}”等` : '别的单位'} ${courses.length} 门课用过这本教材，不能删除；可以停用。`,
          `${courses.length} courses have been taught with this textbook${named ? `, among them “${named.title}”` : ''}; it cannot be deleted. Hide it instead.`
        )
      return acts.remove(asking, asking.found)
    }
  },
  'POST /textbooks/:textbookId/visibility': {
    permission: textbookToMaintain,
    answer: asking => acts.turn(asking, asking.found, asking.body.isHidden)
  },
  'GET /textbooks/:textbookId/changes': {
    permission: textbookToMaintain,
    answer: asking => acts.changes(asking, asking.found)
  }
})
