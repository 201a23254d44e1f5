import type { contract as quizzes } from '../../server/quizzes/contract.ts'
import { answer, key } from '../quizzes/quiz.ts'
import type { Prepared } from './prepared.ts'
import type { Row } from './row.ts'

const at = ({ quiz }: Prepared, lessonId: number) => `/my/lessons/${lessonId}/quizzes/${quiz.materialId}`
const toAnswer = (prepared: Prepared) => `${at(prepared, prepared.quiz.toAnswer.lessonId)}/attempts/${prepared.quiz.toAnswer.id}`
const toSubmit = (prepared: Prepared) => `${at(prepared, prepared.quiz.toSubmit.lessonId)}/attempts/${prepared.quiz.toSubmit.id}`
const submitted = (prepared: Prepared) =>
  `${at(prepared, prepared.quiz.submitted.lessonId)}/attempts/${prepared.quiz.submitted.id}`

/** A quiz is taken by whoever has a seat; an attempt is its own trainee's alone, and whoever calls the roll sees who is done. */
export const QUIZZES = {
  'GET /my/lessons/:lessonId/quizzes/:materialId': [
    { may: ['lin', 'zhao'], ask: prepared => [`GET ${at(prepared, prepared.quiz.toAnswer.lessonId)}`] },
    {
      about: 'of a lesson without one',
      may: [],
      ask: prepared => [`GET ${at(prepared, prepared.running.lesson['基层治理的理论基础']!)}`]
    }
  ],
  'POST /my/lessons/:lessonId/quizzes/:materialId/attempts': [
    {
      may: ['lin', 'zhao'],
      ask: (prepared, who) => [
        `POST ${at(prepared, prepared.quiz.toSubmit.lessonId)}/attempts`,
        { clientKey: key(who === 'lin' ? 11 : 12) }
      ]
    }
  ],
  'POST /my/lessons/:lessonId/quizzes/:materialId/attempts/:attemptId/answers': [
    { about: 'of 林', may: ['lin'], ask: prepared => [`POST ${toAnswer(prepared)}/answers`, answer(0, ['A'], 1)] },
    {
      about: 'of 林, asked for at another lesson',
      may: [],
      ask: prepared => [
        `POST ${at(prepared, prepared.quiz.toSubmit.lessonId)}/attempts/${prepared.quiz.toAnswer.id}/answers`,
        answer(0, ['A'], 1)
      ]
    }
  ],
  'POST /my/lessons/:lessonId/quizzes/:materialId/attempts/:attemptId/submission': [
    { about: 'of 林', may: ['lin'], ask: prepared => [`POST ${toSubmit(prepared)}/submission`, { lastSequence: 0 }] }
  ],
  'GET /my/lessons/:lessonId/quizzes/:materialId/attempts/:attemptId/result': [
    { about: 'of 赵', may: ['zhao'], ask: prepared => [`GET ${submitted(prepared)}/result`] }
  ],
  'GET /cohorts/:cohortId/quizzes': [
    {
      about: 'under 徐',
      may: ['wang', 'xu'],
      ask: ({ running }) => [`GET /cohorts/${running.id}/quizzes`],
      shows: { wang: ['林文博', '赵德明'], xu: ['林文博', '赵德明'] }
    },
    {
      about: 'of a township, with no supervisor',
      may: ['wang'],
      ask: ({ townships: { gao } }) => [`GET /cohorts/${gao.cohortId}/quizzes`]
    }
  ]
} satisfies Record<keyof typeof quizzes, Row>
