import type { World } from '../world.ts'

/** A lesson as 王 types it: a Monday morning of core theory unless said otherwise. */
export const lesson = (change: object = {}) => ({
  kind: 'classroom',
  title: '党章与党内法规要点',
  courseVersionId: null,
  heldOn: '2026-09-14',
  fromMinute: 540,
  untilMinute: 630,
  minutes: 90,
  categories: [{ category: 'coreTheory', minutes: 90 }],
  teacherIds: [],
  teacherText: null,
  venueIds: [],
  placeText: null,
  ...change
})

/** A lesson of so many minutes in one category, on a day, from a minute of it. */
export const teaching = (category: string, minutes: number, heldOn: string, fromMinute: number, change: object = {}) =>
  lesson({
    title: category === 'coreTheory' ? '党的创新理论专题' : '村级“三资”管理与监督',
    heldOn,
    fromMinute,
    untilMinute: fromMinute + minutes,
    minutes,
    categories: [{ category, minutes }],
    ...change
  })

export const cohort = (world: World, change: object = {}) => ({
  organisationId: world.at['安澜县'],
  name: '第1期村党组织书记轮训班',
  kind: 'rotation',
  stratum: 'villageSecretary',
  capacity: 48,
  startsOn: '2026-09-14',
  endsOn: '2026-09-18',
  supervisorId: world.account.xu,
  ...change
})

/** 王 sets up a cohort with these lessons. Answers their ids. */
export const setUp = async (world: World, lessons: readonly object[], change: object = {}) => {
  const wang = world.as('wang')
  const made = await wang('POST /cohorts', cohort(world, change))
  if (made.status !== 200) throw new Error(JSON.stringify(made.body))
  const lessonIds: number[] = []
  for (const added of lessons) {
    const answer = await wang(`POST /cohorts/${made.body.id}/lessons`, added)
    if (answer.status !== 200) throw new Error(JSON.stringify(answer.body))
    lessonIds.push(answer.body.lessonId)
  }
  return { cohortId: made.body.id as number, lessonIds }
}

export const publish = async (world: World, cohortId: number) => {
  const answer = await world.as('wang')(`POST /cohorts/${cohortId}/publication`)
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body))
}
