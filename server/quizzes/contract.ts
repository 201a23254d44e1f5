import { Type } from 'typebox'
import { id, instant, oneOf, orNull, shape } from '../http/contract.ts'
import { LONGEST_WORD, QUESTION_TYPES } from './rules.ts'

const count = Type.Integer({ minimum: 0 })
const score = Type.Integer({ minimum: 0, description: '分' })
const mark = Type.Integer({ minimum: 0, maximum: 10_000, description: 'basis points' })
const sequence = Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER - 1 })
const place = Type.Integer({ minimum: 0, maximum: 199, description: 'place of a question, from 0' })
/** Letters of options, `true` or `false`, or one word a space; nothing takes an answer back. */
const given = Type.Array(Type.String({ maxLength: LONGEST_WORD }), { maxItems: 10 })
const words = Type.Array(Type.String())

const ofQuiz = shape({ lessonId: id, materialId: id })
const ofAttempt = shape({ lessonId: id, materialId: id, attemptId: id })

const asked = {
  type: oneOf(QUESTION_TYPES),
  stem: Type.String(),
  options: words,
  /** How many words are asked for; none where something is chosen. */
  spaces: count,
  score
}

const head = {
  title: Type.String(),
  lessonTitle: Type.String(),
  cohortName: Type.String(),
  outOf: score,
  /** The least score that passes. */
  passScore: score
}

const submitted = { submittedAt: instant, score, outOf: score, mark, isPassed: Type.Boolean() }

export const contract = {
  'GET /my/lessons/:lessonId/quizzes/:materialId': {
    says: 'A quiz without its key, one’s own attempts at it, and of an open one what has arrived of every question.',
    permission: 'quizzes.take',
    params: ofQuiz,
    reply: shape({
      ...head,
      /** How many attempts there may be; null for any number. */
      most: orNull(count),
      mayStart: Type.Boolean(),
      /** Why no attempt may be begun now though there are some left: its lesson is not open, not chosen, or others come before it. */
      bar: orNull(shape({ zh: Type.String(), en: Type.String() })),
      questions: Type.Array(shape(asked)),
      attempts: Type.Array(
        shape({
          id,
          number: count,
          startedAt: instant,
          /** With what it was worth; null while it is open. */
          submittedAt: orNull(instant),
          score: orNull(score),
          mark: orNull(mark),
          isPassed: orNull(Type.Boolean()),
          /** Of several it is this one that counts. */
          isBest: Type.Boolean()
        })
      ),
      /** Of the open attempt: the answer that speaks for each question answered so far. */
      answers: Type.Array(shape({ question: place, given: words, sequence }))
    })
  },
  'POST /my/lessons/:lessonId/quizzes/:materialId/attempts': {
    says: 'Begins an attempt, or goes on with the one that is open. Sent twice with one key, it is one attempt.',
    permission: 'quizzes.take',
    params: ofQuiz,
    body: shape({ clientKey: Type.String({ format: 'uuid' }) }),
    reply: shape({ id, number: count, startedAt: instant })
  },
  'POST /my/lessons/:lessonId/quizzes/:materialId/attempts/:attemptId/answers': {
    says: 'Keeps one answer as it was given. Sent twice with one sequence number, it is one answer.',
    permission: 'quizzes.take',
    params: ofAttempt,
    body: shape({ question: place, given, sequence, givenAt: instant }),
    reply: shape({ sequence, receivedAt: instant })
  },
  'POST /my/lessons/:lessonId/quizzes/:materialId/attempts/:attemptId/submission': {
    says: 'Submits an attempt, once: it is marked by what has arrived, and no answer comes after it.',
    permission: 'quizzes.take',
    params: ofAttempt,
    /** The number of the last answer this device gave, 0 without any: while it has not arrived, nothing is submitted. */
    body: shape({ lastSequence: Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER - 1 }) }),
    reply: shape(submitted)
  },
  'GET /my/lessons/:lessonId/quizzes/:materialId/attempts/:attemptId/result': {
    says: 'What a submitted attempt is worth; question by question with the right answers and why only once they can be of no use in another attempt.',
    permission: 'quizzes.take',
    params: ofAttempt,
    reply: shape({
      ...head,
      ...submitted,
      number: count,
      mayStart: Type.Boolean(),
      /** How many questions were right. */
      rightCount: count,
      /** False while an attempt may still be gained by them: then nothing below says which answers are right. */
      keyIsTold: Type.Boolean(),
      questions: Type.Array(
        shape({
          ...asked,
          given: words,
          isRight: orNull(Type.Boolean()),
          earned: orNull(score),
          /** The right choices; of spaces the words that are right in each. */
          right: words,
          rightWords: Type.Array(words),
          explanation: orNull(Type.String()),
          source: orNull(Type.String())
        })
      )
    })
  },
  'GET /cohorts/:cohortId/quizzes': {
    says: 'The quizzes of a cohort’s lessons: who has begun, submitted and passed, and in how many attempts; by number, and no score.',
    permission: 'cohorts.supervise',
    params: shape({ cohortId: id }),
    reply: shape({
      quizzes: Type.Array(
        shape({
          materialId: id,
          title: Type.String(),
          lessonId: id,
          lessonTitle: Type.String(),
          /** How many attempts there may be; null for any number. */
          most: orNull(count),
          enrolled: count,
          submitted: count,
          passed: count,
          people: Type.Array(
            shape({
              enrolmentId: id,
              number: count,
              name: Type.String(),
              unitAndPost: Type.String(),
              isSubmitted: Type.Boolean(),
              isPassed: Type.Boolean(),
              /** Begun, the open one among them. */
              attempts: count,
              /** An attempt is begun and not submitted. */
              hasOpen: Type.Boolean()
            })
          )
        })
      )
    })
  }
} as const
