import { cohortToSupervise } from '../cohorts/permissions.ts'
import type { Db } from '../database/db.ts'
import { endpoints } from '../http/endpoints.ts'
import type { ConstraintRefusals } from '../http/errors.ts'
import { badInput, refuse, type Refusal } from '../http/refusals.ts'
import { ownLesson } from '../online/queries.ts'
import { barred } from '../online/refusals.ts'
import { barTo } from '../online/rules.ts'
import { dayOf } from '../time/dates.ts'
import { contract } from './contract.ts'
import { attemptToTake, quizToTake } from './permissions.ts'
import {
  addAnswer,
  addAttempt,
  addSubmission,
  answersOf,
  attemptsOf,
  holdAttempt,
  holdEnrolment,
  submissionOf,
  takersOf,
  type OwnQuiz,
  type Submission
} from './queries.ts'
import {
  bestOf,
  keyIsTold,
  lastWords,
  markedBy,
  mayBeGiven,
  outOf,
  passScoreOf,
  startingOf,
  type Question,
  type Starting
} from './rules.ts'

const submittedAlready = () =>
  refuse(
    'submitted',
    '这份卷子已经交了，后面的答案不再计入。',
    'This attempt has been submitted; no further answer is taken into account.'
  )

const atOnce = () =>
  refuse('at-once', '另一台设备同时在开始，请再试一次。', 'Another device was starting at the same time. Please try again.')

export const constraints: ConstraintRefusals = {
  answers_before_submission: submittedAlready,
  submissions_once: submittedAlready,
  // Reached only when attempts are written past this slice.
  attempts_one_open: atOnce,
  attempts_number_once: atOnce,
  attempts_sent_once: atOnce
}

const NOT_STARTED: Record<Exclude<Starting, 'open'>, () => Error> = {
  cohortClosed: () =>
    refuse('cohort-closed', '这个班已经结班，不能再开始测验。', 'This cohort is closed; no attempt can be started any more.'),
  noneLeft: () => refuse('no-attempt-left', '可以考的次数已经用完。', 'There is no attempt left.')
}

/** Why a quiz is not begun now: the same as its film. */
const barOf = async (db: Db, personId: number, { lessonId, isClosed }: OwnQuiz, now: Date): Promise<Refusal | null> => {
  if (isClosed) return null
  const lesson = (await ownLesson(db, personId, lessonId))!
  const bar = barTo(lesson, dayOf(now))
  return bar && barred(bar, lesson)
}

const headOf = ({ title, lessonTitle, cohortName, quiz }: OwnQuiz) => ({
  title,
  lessonTitle,
  cohortName,
  outOf: outOf(quiz),
  passScore: passScoreOf(quiz)
})

const asked = ({ type, stem, options, spaces, score }: Question) => ({ type, stem, options, spaces: spaces.length, score })

/** Of a question whose answer may still be of use. */
const UNTOLD = { isRight: null, earned: null, right: [], rightWords: [], explanation: null, source: null }

const asSubmitted = ({ submittedAt, score, outOf: whole, mark, isPassed }: Submission) => ({
  submittedAt: submittedAt.toISOString(),
  score,
  outOf: whole,
  mark,
  isPassed
})

export const routes = endpoints(contract, {
  'GET /my/lessons/:lessonId/quizzes/:materialId': {
    permission: quizToTake,
    answer: async ({ db, actor, found, now }) => {
      const begun = await attemptsOf(db, found)
      const bar = await barOf(db, actor.personId!, found, now)
      const open = begun.find(({ submittedAt }) => submittedAt === null)
      const best = bestOf(begun)
      const last = open ? lastWords(await answersOf(db, open.id)) : new Map()
      return {
        ...headOf(found),
        most: found.quiz.attempts,
        mayStart: !open && !bar && startingOf(found.quiz, begun.length, found.isClosed) === 'open',
        // What cannot be begun yet is not given out.
        questions: bar && bar.code !== 'window-over' && !begun.length ? [] : found.quiz.questions.map(asked),
        bar: bar?.sentence ?? null,
        attempts: begun.map(({ clientKey: _key, startedAt, submittedAt, ...attempt }) => ({
          ...attempt,
          startedAt: startedAt.toISOString(),
          submittedAt: submittedAt?.toISOString() ?? null,
          isBest: attempt.id === best?.id
        })),
        answers: [...last.values()].map(({ question, given, sequence }) => ({ question, given, sequence }))
      }
    }
  },
  'POST /my/lessons/:lessonId/quizzes/:materialId/attempts': {
    permission: quizToTake,
    answer: async ({ db, actor, found, body, now, note }) => {
      await holdEnrolment(db, found.enrolmentId)
      const begun = await attemptsOf(db, found)
      const known =
        begun.find(({ clientKey }) => clientKey === body.clientKey) ?? begun.find(({ submittedAt }) => submittedAt === null)
      note({ lessonId: found.lessonId, materialId: found.materialId }, found.organisationId)
      if (known) {
        note({ attemptId: known.id, goesOn: true })
        return { id: known.id, number: known.number, startedAt: known.startedAt.toISOString() }
      }
      const starting = startingOf(found.quiz, begun.length, found.isClosed)
      if (starting !== 'open') throw NOT_STARTED[starting]()
      const bar = await barOf(db, actor.personId!, found, now)
      if (bar) throw bar
      const number = begun.length + 1
      const id = await addAttempt(db, found, { number, clientKey: body.clientKey }, now)
      note({ attemptId: id, number })
      return { id, number, startedAt: now.toISOString() }
    }
  },
  'POST /my/lessons/:lessonId/quizzes/:materialId/attempts/:attemptId/answers': {
    permission: attemptToTake,
    answer: async ({ db, found: { quiz, attemptId, organisationId }, body, now, note }) => {
      const { question, given, sequence } = body
      const about = quiz.questions[question]
      if (!about) throw badInput('no-such-question', '没有这一题。', 'There is no such question.', { field: 'question' })
      if (!mayBeGiven(about, about.spaces.length, given))
        throw badInput('no-such-answer', '这一题不能这样答。', 'This cannot be an answer to this question.', { field: 'given' })
      const givenAt = new Date(body.givenAt)
      if (Number.isNaN(givenAt.getTime()))
        throw badInput('bad-field', '“givenAt”不是时间。', '"givenAt" is not an instant.', { field: 'givenAt' })
      note({ attemptId, question, sequence }, organisationId)
      if (await addAnswer(db, attemptId, { question, given, sequence, givenAt }, now))
        return { sequence, receivedAt: now.toISOString() }

      const kept = await answersOf(db, attemptId)
      const same = kept.find(answer => answer.sequence === sequence)!
      if (same.question !== question || JSON.stringify(same.given) !== JSON.stringify(given))
        throw refuse(
          'sequence-taken',
          '另一台设备已经用了这个序号，请换一个再存。',
          'Another device has used this sequence number. Please send the answer with another.',
          { field: 'sequence', facts: { last: kept.at(-1)!.sequence } }
        )
      note({ sentAgain: true })
      return { sequence, receivedAt: same.receivedAt.toISOString() }
    }
  },
  'POST /my/lessons/:lessonId/quizzes/:materialId/attempts/:attemptId/submission': {
    permission: attemptToTake,
    answer: async ({ db, found: { quiz, attemptId, organisationId }, body, now, note }) => {
      await holdAttempt(db, attemptId)
      note({ attemptId }, organisationId)
      const known = await submissionOf(db, attemptId)
      if (known) {
        note({ sentAgain: true })
        return asSubmitted(known)
      }
      const answers = await answersOf(db, attemptId)
      if (body.lastSequence > 0 && !answers.some(({ sequence }) => sequence === body.lastSequence))
        throw refuse(
          'answers-missing',
          '这台设备上还有答案没到服务器，等它们到了再交。',
          'Some answers of this device have not arrived yet. Submit when they have.',
          { field: 'lastSequence', facts: { arrived: answers.length } }
        )
      const marked = markedBy(quiz, answers)
      await addSubmission(db, attemptId, marked, now)
      note({ score: marked.score, outOf: marked.outOf, isPassed: marked.isPassed })
      return asSubmitted({ ...marked, submittedAt: now })
    }
  },
  'GET /my/lessons/:lessonId/quizzes/:materialId/attempts/:attemptId/result': {
    permission: attemptToTake,
    answer: async ({ db, found }) => {
      const submission = await submissionOf(db, found.attemptId)
      if (!submission) throw refuse('not-submitted', '还没有交卷，交了才看得到结果。', 'This attempt has not been submitted yet.')
      const begun = await attemptsOf(db, found)
      const hasOpen = begun.some(({ submittedAt }) => submittedAt === null)
      const marked = markedBy(found.quiz, await answersOf(db, found.attemptId))
      const isTold = keyIsTold(found.quiz, begun, found.isClosed)
      return {
        ...headOf(found),
        ...asSubmitted(submission),
        number: found.number,
        mayStart: !hasOpen && startingOf(found.quiz, begun.length, found.isClosed) === 'open',
        rightCount: marked.questions.filter(({ isRight }) => isRight).length,
        keyIsTold: isTold,
        questions: found.quiz.questions.map((question, at) => {
          const { given, isRight, score } = marked.questions[at]!
          const { right, spaces, explanation, source } = question
          const key = isTold ? { isRight, earned: score, right, rightWords: spaces, explanation, source } : UNTOLD
          return { ...asked(question), given, ...key }
        })
      }
    }
  },
  'GET /cohorts/:cohortId/quizzes': {
    permission: cohortToSupervise,
    answer: async ({ db, found: { id: cohortId } }) => {
      const takers = await takersOf(db, cohortId)
      const quizzes = [...new Map(takers.map(taker => [`${taker.lessonId} ${taker.materialId}`, taker])).values()]
      return {
        quizzes: quizzes.map(({ materialId, title, lessonId, lessonTitle, most }) => {
          const people = takers
            .filter(taker => taker.lessonId === lessonId && taker.materialId === materialId)
            .map(({ enrolmentId, number, name, unitAndPost, isSubmitted, isPassed, attempts, hasOpen }) => ({
              enrolmentId,
              number,
              name,
              unitAndPost,
              isSubmitted,
              isPassed,
              attempts,
              hasOpen
            }))
          return {
            materialId,
            title,
            lessonId,
            lessonTitle,
            most,
            enrolled: people.length,
            submitted: people.filter(({ isSubmitted }) => isSubmitted).length,
            passed: people.filter(({ isPassed }) => isPassed).length,
            people
          }
        })
      }
    }
  }
})
