import { Type } from 'typebox'
import { COHORT_KINDS, LESSON_KINDS } from '../cohorts/rules.ts'
import { OPENINGS } from '../cohorts/windows/rules.ts'
import { STATUSES } from '../attendance/rules.ts'
import { QUIZ_STANDINGS } from '../quizzes/rules.ts'
import { centiCredits, day, id, instant, minuteOfDay, minutes, oneOf, orNull, shape } from '../http/contract.ts'

const source = oneOf(['concentrated', 'collective', 'selfStudy', 'online'])
const year = Type.Integer({ minimum: 1949, maximum: 2999 })
const count = Type.Integer({ minimum: 0 })

const lesson = {
  id,
  kind: oneOf(LESSON_KINDS),
  title: Type.String(),
  heldOn: day,
  fromMinute: minuteOfDay,
  untilMinute: minuteOfDay,
  counts: Type.Boolean(),
  minutes,
  teacher: orNull(Type.String()),
  place: orNull(Type.String()),
  /** The page of the base an on-site lesson goes to. */
  baseId: orNull(id),
  baseName: orNull(Type.String()),
  gatherMinute: orNull(minuteOfDay),
  gatherPlace: orNull(Type.String()),
  /** 合班: the other cohorts that sit in it. */
  combinedWith: Type.Array(Type.String()),
  /** 车号: the own bus. */
  bus: orNull(Type.Integer({ minimum: 1 }))
}

/** A cohort that was called off while the person had a seat in it. */
const calledOff = Type.Array(shape({ id, name: Type.String(), startsOn: day, endsOn: day, reason: Type.String() }))

/** In minutes of electives: what has to be chosen, what is, and what of it is completed. */
const electives = { demanded: minutes, chosen: minutes, completed: minutes }

const quiz = { materialId: id, title: Type.String(), standing: oneOf(QUIZ_STANDINGS) }

const evidence = shape({
  lessonId: id,
  title: Type.String(),
  kind: oneOf(LESSON_KINDS),
  heldOn: day,
  fromMinute: minuteOfDay,
  untilMinute: minuteOfDay,
  /** The mark; null for a lesson completed online, of which the rest is said. */
  status: orNull(oneOf(STATUSES)),
  reason: orNull(Type.String()),
  markedBy: orNull(Type.String()),
  markedAt: orNull(instant),
  completedAt: orNull(instant),
  coveredMs: orNull(Type.Integer()),
  lengthMs: orNull(Type.Integer())
})

const entry = shape({
  id,
  earnedOn: day,
  slot: orNull(oneOf(['am', 'pm', 'eve'])),
  source,
  cohortId: orNull(id),
  cohortName: orNull(Type.String()),
  centiCredits,
  halfDays: Type.Integer(),
  reversesId: orNull(id),
  policyNumber: Type.Integer(),
  recordedAt: instant,
  recordedBy: Type.String(),
  evidence: Type.Array(evidence)
})

const completion = shape({
  cohortId: id,
  cohortName: Type.String(),
  kind: oneOf(COHORT_KINDS),
  organiserLevel: Type.String(),
  isCompleted: Type.Boolean(),
  total: centiCredits,
  earned: centiCredits,
  leave: centiCredits,
  absent: centiCredits,
  completedOn: day
})

export const contract = {
  'GET /my/today': {
    says: 'What comes next for the signed-in person: the lessons of today and the next day that has any, and the credit in reach.',
    permission: 'credits.readOwn',
    reply: shape({
      today: day,
      minute: minuteOfDay,
      unit: orNull(Type.String()),
      /** The first is the next one, or the one that is going on. */
      lessons: Type.Array(shape({ ...lesson, cohortId: id, cohortName: Type.String(), supervisorName: orNull(Type.String()) })),
      /** Until its last day is over. */
      calledOff,
      /** Quizzes of lessons that have begun, not passed yet and still to be taken; of online lessons once their films are watched. */
      quizzes: Type.Array(shape({ ...quiz, lessonId: id, lessonTitle: Type.String(), questions: count })),
      /** Lessons whose window is open today, those to be done first; without electives that were not chosen. */
      open: Type.Array(
        shape({
          id,
          title: Type.String(),
          cohortName: Type.String(),
          closesOn: day,
          opening: oneOf(OPENINGS),
          isElective: Type.Boolean(),
          isCompleted: Type.Boolean(),
          /** What has to be completed before it. */
          missing: Type.Array(Type.String())
        })
      ),
      /** Cohorts of whose menus more has to be chosen. */
      menus: Type.Array(shape({ cohortId: id, cohortName: Type.String(), ...electives })),
      /** Credit posted this year. */
      earnedThisYear: centiCredits,
      /** What the cohort of the next lesson will give if nothing more is missed; it alone, however many others are still open. */
      inReach: centiCredits
    })
  },
  'GET /my/cohorts': {
    says: 'The published cohorts of the signed-in person with their timetables.',
    permission: 'credits.readOwn',
    reply: shape({
      today: day,
      minute: minuteOfDay,
      cohorts: Type.Array(
        shape({
          id,
          number: count,
          name: Type.String(),
          kind: oneOf(COHORT_KINDS),
          startsOn: day,
          endsOn: day,
          supervisorName: orNull(Type.String()),
          isClosed: Type.Boolean(),
          /** Of the last postponement. */
          postponedDays: orNull(Type.Integer()),
          postponedBecause: orNull(Type.String()),
          /** The own group, room, bus and table, and when one was ticked off as having come. */
          groupName: orNull(Type.String()),
          groupLeader: orNull(Type.String()),
          groupPlace: orNull(Type.String()),
          room: orNull(Type.String()),
          bus: orNull(Type.String()),
          tableNo: orNull(Type.String()),
          arrivedAt: orNull(instant),
          electives: shape(electives),
          lessons: Type.Array(
            shape({
              ...lesson,
              /** Null while it is still to come. */
              wasHeld: orNull(Type.Boolean()),
              notHeldReason: orNull(Type.String()),
              status: orNull(oneOf(STATUSES)),
              /** When an online lesson was completed. */
              completedAt: orNull(instant),
              /** Whether its course has something to read, to watch or to answer. */
              hasParts: Type.Boolean(),
              /** The last day of its window, `heldOn` being the first, and where today stands to it. */
              closesOn: orNull(day),
              opening: oneOf(OPENINGS),
              isElective: Type.Boolean(),
              isChosen: Type.Boolean(),
              /** Whether it may be chosen, or the choice taken back. */
              mayChoose: Type.Boolean(),
              requires: Type.Array(shape({ id, name: Type.String(), isCompleted: Type.Boolean() })),
              quizzes: Type.Array(shape({ ...quiz, mayGoOn: Type.Boolean() }))
            })
          )
        })
      ),
      calledOff
    })
  },
  'GET /my/record': {
    says: 'The training record of the signed-in person: every entry of a calendar year with its evidence, totals by year, completions.',
    permission: 'credits.readOwn',
    query: shape({ year: Type.Optional(year) }),
    reply: shape({
      year,
      /** Every year that has an entry or a completion, and the current one; newest first. */
      years: Type.Array(year),
      entries: Type.Array(entry),
      totals: Type.Array(shape({ year, source, centiCredits, halfDays: Type.Integer() })),
      completions: Type.Array(completion)
    })
  }
} as const
