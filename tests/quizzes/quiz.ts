import { sql } from 'drizzle-orm'
import { installPackages } from '../../server/curriculum/courses/installation.ts'
import { firstOf } from '../../server/database/db.ts'
import { publish, setUp, teaching } from '../cohorts/timetables.ts'
import { testMedia } from '../harness.ts'
import type { World } from '../world.ts'
// Registers who reads quizzes.
import '../../server/api.ts'

const SHEET = `code: quizzed
title: 村级议事（示例）
category: coreTheory
kind: classroom
minutes: 90
summary: 示例。
parts:
  - { kind: quiz, title: 课后测验（示例）, file: quiz.yaml }
`

/** Four questions, one of each type, worth 10, 20, 10 and 60; 60 pass. */
export const QUIZ = `passMark: 3/5
questions:
  - { type: single, stem: 第一步是哪一项？, options: [村党组织提议, 党员大会审议], answer: A, score: 10, explanation: 先提议。, source: 示例 }
  - { type: multiple, stem: 哪些要公开？, options: [资金, 资产, 私信], answer: AB, score: 20 }
  - { type: trueFalse, stem: 公示 6 天就够 7 天了。, answer: false, score: 10 }
  - { type: blank, stem: 45 的三分之二是 ____ ，一半以上至少 ____ 。, answer: [[30, 三十], 23], score: 60 }
`

/** Installs a course that consists of this quiz. */
export const installQuiz = async (world: World, quiz = QUIZ) => {
  const files: Record<string, string> = { 'course.yaml': SHEET, 'quiz.yaml': quiz }
  const folder = {
    name: 'quizzed',
    files: { has: (path: string) => path in files, read: async (path: string) => Buffer.from(files[path]!) }
  }
  await world.database.db.transaction(tx => installPackages(tx, [folder], testMedia, world.clock()))
  const found = await firstOf<{ versionId: number; materialId: number }>(
    world.database.db,
    sql`select v.id as "versionId", m.id as "materialId" from course_versions v join courses c on c.id = v.course_id
        join materials m on m.course_version_id = v.id where c.code = 'quizzed' order by v.number desc limit 1`
  )
  return found!
}

/** A published cohort with a lesson that has the quiz, and seats for these people; ids, and where its quiz is asked for. */
export const setUpQuiz = async (world: World, people: readonly string[], quiz = QUIZ) => {
  const { versionId, materialId } = await installQuiz(world, quiz)
  const lesson = teaching('coreTheory', 90, '2026-09-14', 540, { courseVersionId: versionId, title: '村级议事' })
  const { cohortId, lessonIds } = await setUp(world, [lesson])
  const enrolled = await world.as('wang')(`POST /cohorts/${cohortId}/enrolments`, {
    personIds: people.map(name => world.who[name])
  })
  if (enrolled.status !== 200) throw new Error(JSON.stringify(enrolled.body))
  await publish(world, cohortId)
  const lessonId = lessonIds[0]!
  return { cohortId, lessonId, materialId, at: `/my/lessons/${lessonId}/quizzes/${materialId}` }
}

export const key = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`

export const GIVEN_AT = '2026-09-07T01:00:00Z'

/** An answer as a phone sends it. */
export const answer = (question: number, given: readonly string[], sequence: number) => ({
  question,
  given,
  sequence,
  givenAt: GIVEN_AT
})

export const RIGHT = [['A'], ['A', 'B'], ['false'], ['30', '23']]
