import type { FastifyInstance } from 'fastify'
import { randomUUID } from 'node:crypto'
import type { DemoPerson } from '../content/demonstration/county.ts'
import { randomFrom } from '../content/demonstration/county.ts'
import { fiveDays, fiveDaysAndAFilm, threeDays, underTheThird, type DemoLesson } from '../content/demonstration/timetables.ts'
import { buildApp } from './app.ts'
import { addCatalogues, changesOf } from './demonstrationCatalogues.ts'
import { addBases, arrangeBuses, countHeads } from './demonstrationOutings.ts'
import { comingsAndGoings } from './demonstrationPeople.ts'
import { itemFor, plansOf, type PlannedItems } from './demonstrationPlan.ts'
import { specialClass } from './demonstrationSpecial.ts'
import { arrangeStays, approveAndCallOff, tickOff } from './demonstrationStays.ts'
import type { Db } from './database/db.ts'
import type { Media } from './files/media.ts'
import type { Settings } from './settings.ts'
import { daysAfter, instantOf, weekdayOf, type Day } from './time/dates.ts'

export type DemoWorld = {
  today: Day
  organisations: Map<string, number>
  accounts: Map<string, number>
  everyone: DemoPerson[]
  personIds: number[]
}

type Cohort = {
  name: string
  kind: string
  stratum: string
  /** Days from today to the Monday it begins in. */
  week: number
  lessons: DemoLesson[]
  capacity: number
  trainees: number[]
  until: 'draft' | 'published' | 'cancelled' | 'running' | 'held' | 'closed'
  /** Titles of lessons that did not take place. */
  cancelled?: string[]
  isDerogated?: boolean
  /** Buses are arranged for its outing, and heads counted on the way. */
  goesByBus?: boolean
  /** It has groups, and rooms and tables for everyone. */
  stays?: boolean
  isArchived?: boolean
  /** Its timetable was kept as a template of this name. */
  keptAs?: string
  /** It begins with a lesson it is taught together with another cohort, of this name, and goes on in its own week. */
  joins?: { cohort: string; lesson: string }
}

/**
 * What happened in the county, told through the same endpoints people use, on a clock that is set for every act: so the demonstration
 * obeys every rule, and "as known then" has something to say.
 */
export const runDemonstrationYear = async (db: Db, settings: Settings, media: Media, world: DemoWorld): Promise<void> => {
  let now = new Date()
  const app = await buildApp({ db, clock: () => now, settings, media })
  await app.ready()
  const on = (day: Day, hour: number) => {
    now = instantOf(day, hour * 60)
  }
  const later = (seconds: number) => {
    now = new Date(now.getTime() + seconds * 1000)
  }
  const ask = callerOf(app, world)

  on(daysAfter(world.today, -320), 9)
  const county = world.organisations.get('county')!
  const catalogues = await addCatalogues(ask, county)
  const { venues, teachers } = catalogues

  const bases = await addBases(ask, county)

  const planned: PlannedItems = new Map()
  const acts: { on: Day; act: () => Promise<void> }[] = [
    ...plansOf(world, ask, planned),
    ...comingsAndGoings(db, world),
    ...cohortsOf(world).flatMap(cohort => lifeOf(cohort, world, ask, on, { venues, teachers, bases }, planned)),
    ...changesOf(ask, catalogues, world.today),
    ...specialClass(world, ask, on, later),
    { on: daysAfter(world.today, -1), act: () => watchSome(ask, later) }
  ]
  for (const { on: day, act } of acts.toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0))) {
    on(day, 18)
    await act()
  }
  await app.close()
}

export type Ask = (username: string, call: string, body?: object) => Promise<Record<string, never> & { id: number }>

const callerOf =
  (app: FastifyInstance, world: DemoWorld): Ask =>
  async (username, call, body) => {
    const [method, path] = call.split(' ') as [string, string]
    const token = app.jwt.sign({ sub: String(world.accounts.get(username)), epoch: 1 })
    const answer = await app.inject({
      method: method as 'POST',
      url: '/api' + path,
      cookies: { lunxun: token },
      ...(body ? { payload: body } : {}),
      ...(Buffer.isBuffer(body) ? { headers: { 'content-type': 'application/octet-stream' } } : {})
    })
    if (answer.statusCode !== 200) throw new Error(`the demonstration is out of step with the product: ${call} → ${answer.body}`)
    return answer.json()
  }

type Films = { lessons: { id: number }[] }
type Parts = { parts: { id: number; kind: string }[] }

/** 林 has watched two pieces of his film, and a gap is left between them. */
const watchSome = async (ask: Ask, later: (seconds: number) => void): Promise<void> => {
  const [lesson] = ((await ask('lin', 'GET /my/films')) as unknown as Films).lessons
  const { parts } = (await ask('lin', `GET /my/lessons/${lesson!.id}`)) as unknown as Parts
  const materialId = parts.find(({ kind }) => kind === 'film')!.id
  const lease = await ask('lin', `POST /my/lessons/${lesson!.id}/leases`, { materialId, deviceId: randomUUID() })
  later(36)
  await ask('lin', `POST /my/lessons/${lesson!.id}/leases/${(lease as unknown as { leaseId: number }).leaseId}/reports`, {
    sequence: 1,
    pieces: [
      { fromMs: 0, untilMs: 21_000 },
      { fromMs: 27_000, untilMs: 40_000 }
    ],
    positionMs: 40_000
  })
}

/** The Monday of the week that lies so many days from today. */
const mondayOf = (today: Day, days: number): Day => {
  const day = daysAfter(today, days)
  return daysAfter(day, 1 - weekdayOf(day))
}

/** The order in which people are sent: some townships early and many, others late and few. */
const spread = (ids: number[]): number[] => {
  const turn = (at: number) => (at % 19) + Math.floor(at / 19) * 2
  return ids
    .map((id, at) => ({ id, at }))
    .toSorted((one, other) => turn(one.at) - turn(other.at))
    .map(({ id }) => id)
}

const cohortsOf = (world: DemoWorld): Cohort[] => {
  const { everyone, personIds } = world
  const of = (wants: (person: DemoPerson) => boolean) => everyone.flatMap((person, i) => (wants(person) ? [personIds[i]!] : []))
  const secretariesAt = (places: RegExp) => of(person => person.role === 'secretary' && places.test(person.at))
  const [lin] = secretariesAt(/^青石镇\/柳湾$/) as [number]
  const villages = spread(secretariesAt(/[镇乡]\/(?!机关|中心校|卫生院|农业|商会|个体)/).filter(id => id !== lin))
  const communities = secretariesAt(/^..街道\/(?!机关|农业|商会|个体|电商|工业|养老)/)
  const newSector = spread(secretariesAt(/\/(农业|商会|个体|电商|工业|养老)/))
  const organs = spread(secretariesAt(/^(organs|soe)\/|\/机关$/))
  const committee = spread(of(person => person.role === 'deputySecretary' || person.role === 'committeeMember'))
  const fiveDaysOf = (name: string, stratum: string, week: number, capacity: number, trainees: number[]): Cohort => {
    const kind = stratum === 'committee' ? 'training' : 'rotation'
    return { name, kind, stratum, week, lessons: fiveDays, capacity, trainees, until: 'closed' }
  }
  const theoryTwice = ['核心理论专题（二）（示例）', '党章与党内法规要点（示例）']
  const short = { lessons: threeDays, cancelled: theoryTwice }
  return [
    { ...fiveDaysOf('第1期村党组织书记轮训班', 'villageSecretary', -250, 60, villages.slice(0, 52)), isArchived: true },
    fiveDaysOf('第1期班子成员培训班', 'committee', -215, 240, committee.slice(0, 220)),
    {
      ...fiveDaysOf('第1期社区党组织书记轮训班', 'communitySecretary', -165, 30, communities.slice(0, 11)),
      ...short,
      isDerogated: true
    },
    { ...fiveDaysOf('第1期机关企事业单位党组织书记轮训班', 'organSecretary', -140, 60, organs.slice(0, 46)), lessons: threeDays },
    {
      ...fiveDaysOf('第1期两新组织党组织书记轮训班', 'newSectorSecretary', -120, 40, newSector.slice(0, 22)),
      lessons: threeDays
    },
    {
      ...fiveDaysOf('第2期村党组织书记轮训班', 'villageSecretary', -90, 50, villages.slice(52, 96)),
      goesByBus: true,
      keptAs: '村书记轮训五天（示例）'
    },
    fiveDaysOf('第2期班子成员培训班', 'committee', -48, 240, [lin, ...committee.slice(40, 259)]),
    {
      ...fiveDaysOf('第2期社区党组织书记轮训班', 'communitySecretary', -14, 20, communities.slice(11, 16)),
      ...short,
      until: 'held'
    },
    {
      ...fiveDaysOf('第3期村党组织书记轮训班', 'villageSecretary', 0, 48, [lin, ...villages.slice(96, 124)]),
      lessons: fiveDaysAndAFilm,
      until: 'running',
      goesByBus: true,
      stays: true
    },
    {
      ...fiveDaysOf('第4期村党组织书记轮训班', 'villageSecretary', 14, 40, [lin, ...villages.slice(124, 127)]),
      until: 'published',
      goesByBus: true
    },
    {
      ...fiveDaysOf('第2期两新组织党组织书记轮训班', 'newSectorSecretary', 21, 20, newSector.slice(22, 26)),
      lessons: threeDays,
      until: 'cancelled'
    },
    {
      ...fiveDaysOf('第3期班子成员培训班', 'committee', 21, 100, []),
      lessons: underTheThird,
      until: 'draft',
      joins: { cohort: '第4期村党组织书记轮训班', lesson: '核心理论专题（三）（示例）' }
    }
  ]
}

/** Set up, published, enrolled, taught, closed: each step on its own day. */
const lifeOf = (
  cohort: Cohort,
  world: DemoWorld,
  ask: Ask,
  on: (day: Day, hour: number) => void,
  known: Catalogue,
  planItems: PlannedItems
): { on: Day; act: () => Promise<void> }[] => {
  const { today } = world
  const monday = mondayOf(today, cohort.week)
  const last = daysAfter(monday, Math.max(...cohort.lessons.map(lesson => lesson.day)))
  const planned = earlier(daysAfter(monday, -25), daysAfter(today, -2))
  const random = randomFrom(cohort.week + 7_777)
  let cohortId = 0
  const lessons: { id: number; lesson: DemoLesson }[] = []
  const wang = (call: string, body?: object) => ask('wang', call, body)

  const plan = async () => {
    const { name, kind, stratum, capacity } = cohort
    const joined = cohort.joins ? await lessonTaught(ask, cohort.joins) : null
    const body = {
      organisationId: world.organisations.get('county')!,
      name,
      kind,
      stratum,
      capacity,
      startsOn: joined?.heldOn ?? monday,
      endsOn: last,
      supervisorId: world.accounts.get('xu')!,
      planItemId: itemFor(planItems, monday, name)
    }
    cohortId = (await wang('POST /cohorts', body)).id
    const { courses } = (await wang('GET /courses')) as unknown as { courses: DemoCourse[] }
    for (const lesson of cohort.lessons) {
      const course = courses.find(({ code }) => code === lesson.course) ?? null
      const added = await wang(`POST /cohorts/${cohortId}/lessons`, lessonBody(lesson, course, monday, known))
      lessons.push({ id: (added as unknown as { lessonId: number }).lessonId, lesson })
    }
    if (joined) await wang(`POST /cohorts/${joined.cohortId}/lessons/${joined.lessonId}/combined`, { to: cohortId })
    if (cohort.keptAs) await wang(`POST /cohorts/${cohortId}/timetable-templates`, { name: cohort.keptAs, withBookings: false })
    if (cohort.until === 'draft') return
    if (cohort.until === 'cancelled') return approveAndCallOff(ask, cohortId, cohort.trainees)
    await wang(`POST /cohorts/${cohortId}/publication`)
    if (cohort.trainees.length) await wang(`POST /cohorts/${cohortId}/enrolments`, { personIds: cohort.trainees })
    if (cohort.stays) await arrangeStays(ask, cohortId, random)
    if (cohort.goesByBus)
      for (const { id, lesson } of lessons) if (lesson.base) await arrangeBuses(ask, cohortId, id, cohort.trainees.length)
  }

  const teach = async (day: Day) => {
    for (const { id, lesson } of lessons.filter(
      ({ lesson }) => daysAfter(monday, lesson.day) === day && lesson.kind !== 'online'
    )) {
      on(day, Math.ceil(lesson.until / 60))
      const isCancelled = cohort.cancelled?.includes(lesson.title) ?? false
      await ask('xu', `POST /cohorts/${cohortId}/holdings`, {
        lessonId: id,
        wasHeld: !isCancelled,
        reason: isCancelled ? '授课人临时不能到' : null
      })
      if (isCancelled || !Object.keys(lesson.split).length) continue
      if (cohort.goesByBus && lesson.base) await countHeads(ask, cohortId, id)
      await ask('xu', `POST /cohorts/${cohortId}/lessons/${id}/roll-call`, {
        clientKey: randomUUID(),
        exceptions: exceptionsOf(await enrolled(), random)
      })
    }
  }
  let enrolmentIds: number[] | null = null
  const enrolled = async (): Promise<number[]> => {
    const list = (await wang(`GET /cohorts/${cohortId}/enrolments`)) as unknown as { enrolments: { id: number }[] }
    return (enrolmentIds ??= list.enrolments.map(enrolment => enrolment.id))
  }

  const close = async () => {
    if (cohort.isDerogated)
      await ask('gao', `POST /cohorts/${cohortId}/derogation`, {
        reason: '两位授课人因防汛不能到，年内以网络课程补学',
        document: '安组发〔示例〕12号'
      })
    await wang(`POST /cohorts/${cohortId}/closing`)
  }

  /** A room was needed for something else: whoever has a seat finds it in the inbox. */
  const moveOne = async () => {
    const moved = lessons.find(({ lesson }) => lesson.kind === 'discussion') ?? lessons[1]!
    const body = lessonBody(moved.lesson, null, monday, known)
    const elsewhere = { venueIds: [], placeText: '县委党校东楼 201' }
    await wang(`PUT /cohorts/${cohortId}/lessons/${moved.id}`, { ...body, ...elsewhere })
  }

  const taught = ['draft', 'published', 'cancelled'].includes(cohort.until)
    ? []
    : [0, 1, 2, 3, 4].map(day => daysAfter(monday, day))
  return [
    { on: planned, act: plan },
    ...(cohort.stays && monday < today ? [{ on: monday, act: () => (on(monday, 8), tickOff(ask, cohortId)) }] : []),
    ...taught.filter(day => day < today && day <= last).map(day => ({ on: day, act: () => teach(day) })),
    ...(cohort.until === 'published' ? [{ on: daysAfter(today, -1), act: moveOne }] : []),
    ...(cohort.until === 'closed' ? [{ on: daysAfter(last, 4), act: close }] : []),
    ...(cohort.isArchived
      ? [
          {
            on: daysAfter(last, 40),
            act: async () =>
              void (await wang(`POST /cohorts/${cohortId}/steps`, { step: 'archived', reason: '材料齐全', document: null }))
          }
        ]
      : [])
  ]
}

type Taught = { cohorts: { id: number; name: string }[]; lessons: { id: number; title: string; heldOn: Day }[] }

/** A lesson of a cohort that is there already. */
const lessonTaught = async (ask: Ask, { cohort, lesson }: { cohort: string; lesson: string }) => {
  const { cohorts } = (await ask('wang', 'GET /cohorts')) as unknown as Taught
  const { id: cohortId } = cohorts.find(({ name }) => name === cohort)!
  const { lessons } = (await ask('wang', `GET /cohorts/${cohortId}`)) as unknown as Taught
  const { id: lessonId, heldOn } = lessons.find(({ title }) => title === lesson)!
  return { cohortId, lessonId, heldOn }
}

const earlier = (a: Day, b: Day): Day => (a < b ? a : b)

/** 13:10, as the row of the timetable before it says. */
const GATHERING = 13 * 60 + 10

/** Ids by name. */
type Catalogue = Record<'venues' | 'teachers' | 'bases', Map<string, number>>

type DemoCourse = { code: string; versionId: number; category: string; minutes: number }

const lessonBody = (lesson: DemoLesson, course: DemoCourse | null, monday: Day, { venues, teachers, bases }: Catalogue) => {
  const venueId = lesson.place ? (venues.get(lesson.place) ?? null) : null
  const teacherIds = (lesson.teacher?.split('、') ?? []).flatMap(name => teachers.get(name) ?? [])
  // Online minutes are those measured; what is taught in a room lasts as long as its row says.
  const split = course && lesson.kind === 'online' ? { [course.category]: course.minutes } : lesson.split
  const categories = Object.entries(split).map(([category, minutes]) => ({ category, minutes }))
  return {
    kind: lesson.kind,
    title: lesson.title,
    courseVersionId: course?.versionId ?? null,
    heldOn: daysAfter(monday, lesson.day),
    fromMinute: lesson.from,
    untilMinute: lesson.until,
    minutes: categories.reduce((sum, part) => sum + part.minutes, 0),
    categories,
    teacherIds,
    teacherText: teacherIds.length ? null : (lesson.teacher ?? null),
    venueIds: venueId ? [venueId] : [],
    placeText: venueId ? null : (lesson.place ?? null),
    ...(lesson.base
      ? { baseId: bases.get(lesson.base)!, gatherMinute: GATHERING, gatherPlace: '县委党校南门', venueKind: 'village' }
      : {})
  }
}

/** A few people are late, on leave or absent; the same few more often than others, so that some do not complete. */
const exceptionsOf = (enrolments: number[], random: () => number) =>
  enrolments.flatMap((enrolmentId, i): { enrolmentId: number; status: string; reason: string | null }[] => {
    const chance = i % 23 === 7 ? 0.35 : 0.03
    if (random() > chance) return []
    const kind = random()
    if (kind < 0.4) return [{ enrolmentId, status: 'leave', reason: '公假：镇里开会' }]
    return [kind < 0.7 ? { enrolmentId, status: 'late', reason: null } : { enrolmentId, status: 'absent', reason: null }]
  })
