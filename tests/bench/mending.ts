import { verdictsOf, type Contents, type Taught } from '../../server/cohorts/contents/rules.ts'
import { goalsOf, type Goal, type Mendable, type Repair } from '../../server/cohorts/repairs/rules.ts'
import type { Timetable } from './anyTimetable.ts'

export type Mended = { offered: number; insufficient: number; tooLong: number; breaking: number; timetables: number }

type Cohort = {
  lessons: Mendable[]
  ratio: { category: string; part: number; whole: number }
  contents: Contents
  planned: { isMet: boolean }
}
type Ask = (call: string, body?: object) => Promise<any> // eslint-disable-line typescript/no-explicit-any

const askAs =
  (origin: string, cookie: string): Ask =>
  async (call, body) => {
    const [method, path] = call.split(' ') as [string, string]
    const answer = await fetch(`${origin}/api${path}`, {
      method,
      headers: { cookie, ...(body ? { 'content-type': 'application/json' } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {})
    })
    const told = await answer.json()
    if (!answer.ok) throw new Error(`${call}: ${answer.status} ${JSON.stringify(told)}`)
    return told
  }

export const signedIn = async (origin: string, username: string): Promise<Ask> => {
  const answer = await fetch(`${origin}/api/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username, password: 'Lunxun-2026', remember: false })
  })
  return askAs(origin, answer.headers.get('set-cookie')!.split(';')[0]!)
}

/**
 * Every repair that is offered for these timetables is written into its draft through the route, read back, judged, and taken out again; the
 * same with one minute less wherever that is another timetable.
 */
export const mendAll = async (origin: string, timetables: readonly Timetable[]): Promise<Mended> => {
  const ask = await signedIn(origin, 'wang')
  const [{ organisationId }] = (await ask('GET /teachers')).teachers
  const { courses } = await ask('GET /courses')
  const sum: Mended = { offered: 0, insufficient: 0, tooLong: 0, breaking: 0, timetables: timetables.length }
  for (const [at, { kind, lessons }] of timetables.entries()) {
    const { id } = await ask('POST /cohorts', {
      organisationId,
      name: `Mended ${at + 1}`,
      kind,
      stratum: 'villageSecretary',
      capacity: 10,
      startsOn: '2031-09-15',
      endsOn: '2031-09-19',
      supervisorId: null
    })
    await ask(`POST /cohorts/${id}/timetable`, { remove: [], change: [], add: lessons })
    const before: Cohort = await ask(`GET /cohorts/${id}`)
    const open = before.lessons.map(lesson => ({ ...lesson, isOpen: true }))
    const goals = goalsOf(open, courses, { third: before.ratio, contents: before.contents, when: 'planned' })
    const metBefore = metIn(before)
    for (const goal of goals)
      for (const repair of goal.repairs) {
        sum.offered += 1
        const after = await tryOut(ask, id, before, repair)
        if (!after[nameOf(goal)]) sum.insufficient += 1
        if (Object.keys(metBefore).some(rule => metBefore[rule] && !after[rule])) sum.breaking += 1
        const less = oneMinuteLess(before, goal, repair)
        if (less && (await tryOut(ask, id, before, less))[nameOf(goal)]) sum.tooLong += 1
      }
  }
  return sum
}

const nameOf = ({ code, bound }: Goal): string => (code === null ? 'third' : `${code} ${bound}`)

/** What the server's own balance and the rules of the pack say of a stored timetable. */
const metIn = ({ planned, lessons, contents }: Cohort): Record<string, boolean> => ({
  third: planned.isMet,
  ...Object.fromEntries(
    verdictsOf(lessons as Taught[], contents, 'planned').map(({ code, bound, isMet }) => [`${code} ${bound}`, isMet])
  )
})

const written = ({ kind, title, courseVersionId, heldOn, fromMinute, untilMinute, minutes, categories }: Repair['after']) => ({
  kind,
  title: title || 'One more',
  courseVersionId,
  heldOn: heldOn ?? '2031-09-19',
  fromMinute: heldOn ? fromMinute : 900,
  untilMinute: heldOn ? untilMinute : 900 + minutes,
  minutes,
  categories,
  teacherIds: [],
  teacherText: null,
  venueIds: [],
  placeText: null
})

const tryOut = async (
  ask: Ask,
  cohortId: number,
  before: Cohort,
  { lessonId, after }: Pick<Repair, 'lessonId' | 'after'>
): Promise<Record<string, boolean>> => {
  const act = (remove: number[], change: object[], add: object[]) =>
    ask(`POST /cohorts/${cohortId}/timetable`, { remove, change, add })
  if (lessonId === null) {
    const { added } = await act([], [], [written(after)])
    const met = metIn(await ask(`GET /cohorts/${cohortId}`))
    await act(added, [], [])
    return met
  }
  await act([], [{ lessonId, ...written(after) }], [])
  const met = metIn(await ask(`GET /cohorts/${cohortId}`))
  await act([], [{ lessonId, ...written(before.lessons.find(({ id }) => id === lessonId)!) }], [])
  return met
}

/** The last minute goes back to where it was; null for ways that take a lesson as a whole. */
const oneMinuteLess = ({ lessons }: Cohort, goal: Goal, { way, lessonId, minutes, category, after }: Repair) => {
  if (way === 'swap' || goal.bound === 'contains' || minutes === 1) return null
  const old = lessons.find(({ id }) => id === lessonId)
  const split = new Map(after.categories.map(part => [part.category, part.minutes]))
  const shift = (to: string, by: number) => split.set(to, (split.get(to) ?? 0) + by)
  const lost = old?.categories.find(
    part => part.category !== (way === 'shorten' ? '' : category) && part.minutes > (split.get(part.category) ?? 0)
  )
  if (lost) shift(lost.category, 1)
  if (way !== 'shorten') shift(category, -1)
  const categories = [...split].map(([each, part]) => ({ category: each, minutes: part })).filter(part => part.minutes > 0)
  const all = categories.reduce((sum, part) => sum + part.minutes, 0)
  return {
    lessonId,
    after: {
      ...after,
      categories,
      minutes: all,
      untilMinute: after.fromMinute + Math.max(all, after.untilMinute - after.fromMinute)
    }
  }
}
