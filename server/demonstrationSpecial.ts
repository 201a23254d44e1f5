import { randomUUID } from 'node:crypto'
import type { Ask, DemoWorld } from './demonstrationYear.ts'
import { daysAfter, type Day } from './time/dates.ts'

type Course = { code: string; versionId: number; category: string; minutes: number }
type Parts = { parts: { id: number; kind: string; lengthMs: number }[] }

const ELECTIVES = ['公开栏怎么办（选修，示例）', '群众来问怎么答（选修，示例）', '财务公开的台账（选修，示例）']
const FILM = '村务公开实务（必修，示例）'

/**
 * 网络专题班: opened three days ago with an hour of core theory in the hall, and since then open for studying: a film that is required, a menu
 * of three electives of which each trainee has to choose two, and a review that waits for the film. 赵德明 has chosen and completed one.
 */
export const specialClass = (
  { today, accounts, everyone, personIds, organisations }: DemoWorld,
  ask: Ask,
  on: (day: Day, hour: number) => void,
  later: (seconds: number) => void
): { on: Day; act: () => Promise<void> }[] => {
  const [startsOn, endsOn] = [daysAfter(today, -3), daysAfter(today, 16)]
  const wang = (call: string, body?: object) => ask('wang', call, body)
  const seated = everyone.flatMap(({ name, at, role }, i) =>
    (name === '赵德明' && at === '青石镇/柳湾') || (role === 'deputySecretary' && at.startsWith('青石镇/')) ? [personIds[i]!] : []
  )
  let cohortId = 0
  const ids: Record<string, number> = {}

  const plan = async () => {
    const { courses } = (await wang('GET /courses')) as unknown as { courses: Course[] }
    const course = courses.find(({ code }) => code === 'village-affairs-disclosure')!
    const name = '第1期班子成员网络专题班'
    const made = await wang('POST /cohorts', {
      organisationId: organisations.get('county')!,
      name,
      kind: 'onlineSpecial',
      stratum: 'committee',
      capacity: 60,
      startsOn,
      endsOn,
      supervisorId: accounts.get('xu')!,
      electiveMinutes: 2 * course.minutes
    })
    cohortId = made.id
    const add = async (title: string, body: object) => {
      const nobody = { teacherIds: [], teacherText: null, venueIds: [], placeText: null }
      const added = await wang(`POST /cohorts/${cohortId}/lessons`, { title, heldOn: startsOn, ...nobody, ...body })
      ids[title] = (added as unknown as { lessonId: number }).lessonId
    }
    const online = (change: object) => ({
      kind: 'online',
      courseVersionId: course.versionId,
      closesOn: endsOn,
      fromMinute: 0,
      untilMinute: 1440,
      minutes: course.minutes,
      categories: [{ category: course.category, minutes: course.minutes }],
      ...change
    })
    await add('开班导学：核心理论（示例）', {
      kind: 'classroom',
      courseVersionId: null,
      fromMinute: 19 * 60,
      untilMinute: 20 * 60,
      minutes: 60,
      categories: [{ category: 'coreTheory', minutes: 60 }],
      teacherText: '党校教师',
      placeText: '县委党校多功能厅'
    })
    await add(FILM, online({}))
    for (const [at, title] of ELECTIVES.entries())
      await add(title, online({ isElective: true, closesOn: daysAfter(today, 2 + 7 * at) }))
    await add('综合复习（示例）', online({ requiresIds: [ids[FILM]], heldOn: daysAfter(startsOn, 1) }))
    await wang(`POST /cohorts/${cohortId}/publication`)
    await wang(`POST /cohorts/${cohortId}/enrolments`, { personIds: seated })
  }

  const open = async () => {
    on(startsOn, 20)
    const lessonId = ids['开班导学：核心理论（示例）']!
    await ask('xu', `POST /cohorts/${cohortId}/holdings`, { lessonId, wasHeld: true, reason: null })
    await ask('xu', `POST /cohorts/${cohortId}/lessons/${lessonId}/roll-call`, { clientKey: randomUUID(), exceptions: [] })
  }

  const study = async () => {
    const lessonId = ids[ELECTIVES[0]!]!
    const lesson = `/my/lessons/${lessonId}`
    await ask('zhao', `PUT ${lesson}/choice`, { isChosen: true })
    const { parts } = (await ask('zhao', `GET ${lesson}`)) as unknown as Parts
    const film = parts.find(({ kind }) => kind === 'film')!
    const lease = await ask('zhao', `POST ${lesson}/leases`, { materialId: film.id, deviceId: randomUUID() })
    later(Math.ceil(film.lengthMs / 1000) + 1)
    await ask('zhao', `POST ${lesson}/leases/${(lease as unknown as { leaseId: number }).leaseId}/reports`, {
      sequence: 1,
      pieces: [{ fromMs: 0, untilMs: film.lengthMs }],
      positionMs: film.lengthMs
    })
  }

  return [
    { on: daysAfter(startsOn, -9), act: plan },
    { on: startsOn, act: open },
    { on: daysAfter(today, -1), act: study }
  ]
}
