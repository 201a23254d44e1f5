import { describe, expect, test } from 'vitest'
import { backOf, forthOf, newIds, renamed, type Known, type Step } from '../../web/routes/manage/cohorts/[cohortId]/steps.ts'

const lesson = (lessonId: number, title: string): Known => ({
  lessonId,
  kind: 'classroom',
  title,
  courseVersionId: null,
  heldOn: '2026-09-14',
  fromMinute: 540,
  untilMinute: 630,
  minutes: 90,
  categories: [{ category: 'coreTheory', minutes: 90 }],
  teacherIds: [4],
  teacherText: null,
  venueIds: [],
  placeText: null,
  groupIds: [],
  baseId: null,
  venueKind: null,
  gatherMinute: null,
  gatherPlace: null,
  closesOn: null,
  isElective: false,
  requiresIds: [9],
  combinedId: null
})
const content = ({ lessonId: _id, ...written }: Known) => written

/** 甲 was taken out, 乙 was changed, 丙 and 丁 were put in. */
const STEP: Step = {
  text: '改了课程表',
  removed: [lesson(1, '甲')],
  changed: [{ before: lesson(2, '乙'), after: lesson(2, '乙改') }],
  added: [lesson(3, '丙'), lesson(4, '丁')]
}

describe('a step', () => {
  test('back takes out what was put in, and puts back what was taken out, if both still are as it left them', () => {
    expect(backOf(STEP)).toEqual({
      remove: [3, 4],
      change: [lesson(2, '乙')],
      add: [content(lesson(1, '甲'))],
      seen: [lesson(3, '丙'), lesson(4, '丁'), lesson(2, '乙改')]
    })
  })

  test('forth does it once more, if all is as it was before', () => {
    expect(forthOf(STEP)).toEqual({
      remove: [1],
      change: [lesson(2, '乙改')],
      add: [content(lesson(3, '丙')), content(lesson(4, '丁'))],
      seen: [lesson(1, '甲'), lesson(2, '乙')]
    })
  })

  test('follows a lesson that has come back under a new id, wherever it speaks of it', () => {
    const ids = newIds([lesson(3, '丙'), lesson(2, '乙'), lesson(9, '先修')], [31, 21, 91])
    const [moved] = renamed([STEP], ids)
    expect(backOf(moved!)).toMatchObject({ remove: [31, 4], change: [{ lessonId: 21, title: '乙' }] })
    expect(forthOf(moved!)).toMatchObject({ remove: [1], change: [{ lessonId: 21, title: '乙改' }] })
    expect(moved!.added.map(({ requiresIds }) => requiresIds)).toEqual([[91], [91]])
    expect(moved!.text).toBe('改了课程表')
  })
})
