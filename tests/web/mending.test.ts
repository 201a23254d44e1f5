import { expect, test } from 'vitest'
import type { Cohort, Lesson } from '../../web/routes/manage/cohorts/[cohortId]/draft.ts'
import { goalsFor } from '../../web/routes/manage/cohorts/[cohortId]/mending.ts'

/** Two afternoons of something else, 60 of 330 minutes core theory; the second is taught together with another cohort. */
const lesson = (id: number, category: string, minutes: number, partners: string[] = []) =>
  ({
    id,
    kind: 'classroom',
    title: `第${id}课`,
    courseVersionId: null,
    heldOn: '2026-09-14',
    fromMinute: 480 + id * 150,
    untilMinute: 480 + id * 150 + minutes,
    minutes,
    categories: [{ category, minutes }],
    tags: [],
    counts: true,
    teachers: [],
    venues: [],
    groups: [],
    combinedWith: partners.map(cohortName => ({ cohortName })),
    wasHeld: null
  }) as unknown as Lesson

const cohortWith = (lessons: Lesson[]) =>
  ({
    mayEdit: true,
    isPublished: false,
    ratio: { category: 'coreTheory', part: 1, whole: 3 },
    contents: { ratios: [], contains: [] },
    lessons,
    startsOn: '2026-09-14',
    endsOn: '2026-09-15',
    today: '2026-09-07',
    nowMinute: 540
  }) as unknown as Cohort

const mended = (lessons: Lesson[]) =>
  goalsFor(cohortWith(lessons), []).flatMap(({ repairs }) => repairs.map(({ lessonId }) => lessonId))

test('what others sit in as well is never mended by one cohort; what is its own is, and a lesson can always be added', () => {
  const theory = lesson(0, 'coreTheory', 60)
  const alone = mended([theory, lesson(1, 'other', 135), lesson(2, 'other', 135)])
  expect(alone).toEqual(expect.arrayContaining([1, 2, null]))
  const shared = mended([theory, lesson(1, 'other', 135), lesson(2, 'other', 135, ['二期'])])
  expect(shared).toEqual(expect.arrayContaining([1, null]))
  expect(shared).not.toContain(2)
})
