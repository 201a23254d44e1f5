import { and, asc, eq, sql, type SQL } from 'drizzle-orm'
import { firstOf, rowsOf, type Db } from '../database/db.ts'
import { enrolments } from '../enrolment/schema.ts'
import type { Answer, Quiz } from './rules.ts'
import { answers, attempts, submissions } from './schema.ts'

/** A quiz of a lesson as one who has a seat in its published cohort finds it. */
export type OwnQuiz = {
  enrolmentId: number
  cohortId: number
  cohortName: string
  organisationId: number
  isClosed: boolean
  lessonId: number
  lessonTitle: string
  materialId: number
  title: string
  quiz: Quiz
}

export type OwnAttempt = OwnQuiz & { attemptId: number; number: number }

const ownQuizzes = (personId: number, lessonId: number, materialId: number): { columns: SQL; from: SQL } => ({
  columns: sql`e.id as "enrolmentId", l.cohort_id as "cohortId", c.name as "cohortName", c.organisation_id as "organisationId",
               exists (select from closings x where x.cohort_id = c.id) as "isClosed", l.id as "lessonId", l.title as "lessonTitle",
               m.id as "materialId", m.title, m.body as quiz`,
  from: sql`enrolments e
            join lateral (select kind from enrolment_events where enrolment_id = e.id order by id desc limit 1) v on v.kind = 'enrolled'
            join publications p on p.cohort_id = e.cohort_id
            join cohorts c on c.id = e.cohort_id
            join lessons l on l.cohort_id = e.cohort_id and l.id = ${lessonId} and e.person_id = ${personId}
            join materials m on m.course_version_id = l.course_version_id and m.kind = 'quiz' and m.id = ${materialId}`
})

export const ownQuiz = (db: Db, personId: number, lessonId: number, materialId: number): Promise<OwnQuiz | null> => {
  const { columns, from } = ownQuizzes(personId, lessonId, materialId)
  return firstOf<OwnQuiz>(db, sql`select ${columns} from ${from}`)
}

/** An attempt of this person at this quiz of this lesson; null for anybody else's. */
export const ownAttempt = (
  db: Db,
  personId: number,
  lessonId: number,
  materialId: number,
  attemptId: number
): Promise<OwnAttempt | null> => {
  const { columns, from } = ownQuizzes(personId, lessonId, materialId)
  return firstOf<OwnAttempt>(
    db,
    sql`select ${columns}, a.id as "attemptId", a.number
        from ${from}
        join attempts a on a.enrolment_id = e.id and a.lesson_id = l.id and a.material_id = m.id and a.id = ${attemptId}`
  )
}

type Taking = Pick<OwnQuiz, 'enrolmentId' | 'cohortId' | 'lessonId' | 'materialId'>

export type BegunAttempt = {
  id: number
  number: number
  clientKey: string
  startedAt: Date
  submittedAt: Date | null
  score: number | null
  mark: number | null
  isPassed: boolean | null
}

/** Every attempt of one enrolment at a quiz, in order, with what became of it. */
export const attemptsOf = (db: Db, { enrolmentId, lessonId, materialId }: Taking): Promise<BegunAttempt[]> =>
  db
    .select({
      id: attempts.id,
      number: attempts.number,
      clientKey: attempts.clientKey,
      startedAt: attempts.startedAt,
      submittedAt: submissions.submittedAt,
      score: submissions.score,
      mark: submissions.mark,
      isPassed: submissions.isPassed
    })
    .from(attempts)
    .leftJoin(submissions, eq(submissions.attemptId, attempts.id))
    .where(and(eq(attempts.enrolmentId, enrolmentId), eq(attempts.lessonId, lessonId), eq(attempts.materialId, materialId)))
    .orderBy(asc(attempts.number))

/** One start at a time for one enrolment: whoever waited for another sees what the other began. */
export const holdEnrolment = async (db: Db, enrolmentId: number): Promise<void> => {
  await db.select({ id: enrolments.id }).from(enrolments).where(eq(enrolments.id, enrolmentId)).for('no key update')
}

export const addAttempt = async (
  db: Db,
  { enrolmentId, cohortId, lessonId, materialId }: Taking,
  added: { number: number; clientKey: string },
  now: Date
): Promise<number> => {
  const [row] = await db
    .insert(attempts)
    .values({ ...added, enrolmentId, cohortId, lessonId, materialId, startedAt: now })
    .returning({ id: attempts.id })
  return row!.id
}

export type KeptAnswer = Answer & { receivedAt: Date }

export const answersOf = (db: Db, attemptId: number): Promise<KeptAnswer[]> =>
  db
    .select({
      question: answers.question,
      sequence: answers.sequence,
      given: answers.given,
      receivedAt: answers.receivedAt
    })
    .from(answers)
    .where(eq(answers.attemptId, attemptId))
    .orderBy(asc(answers.sequence))

/** Keeps an answer as it was given; false when one with this number is there. */
export const addAnswer = async (
  db: Db,
  attemptId: number,
  { question, sequence, given, givenAt }: Answer & { givenAt: Date },
  now: Date
): Promise<boolean> => {
  const added = await db
    .insert(answers)
    .values({ attemptId, question, sequence, given, givenAt, receivedAt: now })
    .onConflictDoNothing({ target: [answers.attemptId, answers.sequence] })
    .returning({ id: answers.id })
  return added.length > 0
}

export type Submission = { submittedAt: Date; score: number; outOf: number; mark: number; isPassed: boolean }

export const submissionOf = async (db: Db, attemptId: number): Promise<Submission | null> => {
  const [row] = await db.select().from(submissions).where(eq(submissions.attemptId, attemptId))
  return row ?? null
}

/** From here on no answer comes in between: those on their way wait, and then find it submitted. */
export const holdAttempt = async (db: Db, attemptId: number): Promise<void> => {
  await db.select({ id: attempts.id }).from(attempts).where(eq(attempts.id, attemptId)).for('update')
}

export const addSubmission = async (
  db: Db,
  attemptId: number,
  marked: Pick<Submission, 'score' | 'outOf' | 'mark' | 'isPassed'>,
  now: Date
): Promise<void> => {
  const { score, outOf, mark, isPassed } = marked
  await db.insert(submissions).values({ attemptId, score, outOf, mark, isPassed, submittedAt: now })
}

export type Taker = {
  lessonId: number
  lessonTitle: string
  materialId: number
  title: string
  enrolmentId: number
  number: number
  name: string
  unitAndPost: string
  most: number | null
  isSubmitted: boolean
  isPassed: boolean
  attempts: number
  hasOpen: boolean
}

/** For each quiz of a cohort’s lessons in order, everyone who has a seat, of an elective those who chose it, by number: who has submitted it, and who has passed. */
export const takersOf = (db: Db, cohortId: number): Promise<Taker[]> =>
  rowsOf<Taker>(
    db,
    sql`select l.id as "lessonId", l.title as "lessonTitle", m.id as "materialId", m.title, e.id as "enrolmentId", e.number, p.name, e.post_snapshot as "unitAndPost",
               (m.body->>'attempts')::int as most, s.submitted > 0 as "isSubmitted", s.passed as "isPassed", s.begun as attempts,
               s.begun > s.submitted as "hasOpen"
        from lessons l
        join materials m on m.course_version_id = l.course_version_id and m.kind = 'quiz'
        join enrolments e on e.cohort_id = l.cohort_id
        join lateral (select kind from enrolment_events where enrolment_id = e.id order by id desc limit 1) v on v.kind = 'enrolled'
        cross join lateral (select name from person_facts
          where person_id = e.person_id and recorded_until is null order by valid_from desc limit 1) p
        cross join lateral (
          select count(*)::int as begun, count(s.id)::int as submitted, coalesce(bool_or(s.is_passed), false) as passed
          from attempts a left join submissions s on s.attempt_id = a.id
          where a.lesson_id = l.id and a.material_id = m.id and a.enrolment_id = e.id) s
        where l.cohort_id = ${cohortId}
          and (select h.was_held from holdings h where h.lesson_id = l.id order by h.id desc limit 1) is distinct from false
          and (not l.is_elective or coalesce((
            select is_chosen from elective_choices where enrolment_id = e.id and lesson_id = l.id order by id desc limit 1), false))
        order by l.held_on, l.from_minute, l.id, m.position, e.number`
  )
