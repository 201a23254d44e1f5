import { Type } from 'typebox'
import { LESSON_KINDS } from '../cohorts/rules.ts'
import { OPENINGS } from '../cohorts/windows/rules.ts'
import { BARS } from './rules.ts'
import { centiCredits, day, id, instant, minutes, oneOf, orNull, shape } from '../http/contract.ts'

const ms = Type.Integer({ minimum: 0, maximum: 86_400_000, description: 'milliseconds of the film' })
const piece = shape({ fromMs: ms, untilMs: ms })
const pieces = Type.Array(piece)
const caption = shape({ lang: Type.String(), label: Type.String(), url: Type.String() })
/** The playlist of a film's sound alone, and what listening to all of it costs; null where there is none. */
const sound = orNull(shape({ playlist: Type.String(), bytes: Type.Integer() }))

/** What a player asks for before the first second, so that a page can ask for it sooner. */
const ahead = Type.Array(Type.String())
const byLesson = shape({ lessonId: id })

/** Where somebody stands with one film, and with its lesson. */
const progress = {
  covered: pieces,
  coveredMs: ms,
  /** Still to be watched before the film is completed. */
  missingMs: ms,
  positionMs: ms,
  isWatched: Type.Boolean(),
  /** When the lesson was completed; null while it is not. */
  completedAt: orNull(instant)
}

export const contract = {
  'GET /my/lessons/:lessonId': {
    says: 'A lesson of one’s own cohort with its parts in order: texts as HTML, films with where to get them and what was watched.',
    permission: 'online.watch',
    params: byLesson,
    reply: shape({
      id,
      title: Type.String(),
      kind: oneOf(LESSON_KINDS),
      cohortId: id,
      cohortName: Type.String(),
      heldOn: day,
      teacher: orNull(Type.String()),
      minutes,
      /** What completing it earns; null where watching earns nothing. */
      earns: orNull(centiCredits),
      /** Whether watching earns now: online, the cohort not closed, and nothing in the way. */
      isOpen: Type.Boolean(),
      /** The last day of its window, and where today stands to it; without one it is open as long as its cohort. */
      closesOn: orNull(day),
      opening: oneOf(OPENINGS),
      isElective: Type.Boolean(),
      isChosen: Type.Boolean(),
      /** Why its film and its quiz are not begun now. */
      bar: orNull(oneOf(BARS)),
      /** What has to be completed before it. */
      missing: Type.Array(shape({ id, name: Type.String() })),
      completedAt: orNull(instant),
      /** Completed with so much of every film. */
      part: Type.Integer(),
      whole: Type.Integer(),
      countedSpeed: Type.Integer(),
      parts: Type.Array(
        shape({
          id,
          kind: Type.String(),
          title: Type.String(),
          /** Of a text. */
          html: orNull(Type.String()),
          /** Of a film: its playlist, for this account alone and for a day or two. */
          playlist: orNull(Type.String()),
          ahead,
          captions: Type.Array(caption),
          /** What watching all of it costs, smallest first. */
          renditions: Type.Array(shape({ height: orNull(Type.Integer()), bytes: Type.Integer() })),
          sound,
          lengthMs: ms,
          covered: pieces,
          coveredMs: ms,
          missingMs: ms,
          positionMs: ms,
          isWatched: Type.Boolean()
        })
      )
    })
  },
  'GET /my/films': {
    says: 'Online lessons of one’s own open cohorts that may be watched now and are not completed yet, the one watched last first.',
    permission: 'online.watch',
    reply: shape({
      lessons: Type.Array(
        shape({
          id,
          title: Type.String(),
          cohortName: Type.String(),
          minutes,
          /** The last day on which watching it earns; null: as long as its cohort is not closed. */
          closesOn: orNull(day),
          earns: centiCredits,
          hasBegun: Type.Boolean(),
          /** Of all its films, one after the other. */
          lengthMs: ms,
          covered: pieces,
          missingMs: ms
        })
      )
    })
  },
  'POST /my/lessons/:lessonId/leases': {
    says: 'Begins to play a film: from now on this device earns, and whichever did before no longer does.',
    permission: 'online.watch',
    params: byLesson,
    body: shape({ materialId: id, deviceId: Type.String({ format: 'uuid' }) }),
    reply: shape({ leaseId: id, hasMoved: Type.Boolean(), ...progress })
  },
  'POST /my/lessons/:lessonId/leases/:leaseId/reports': {
    says: 'Tells which pieces were played since the last report. They are believed as far as there was time; the rest comes back unverified.',
    permission: 'online.watch',
    params: shape({ lessonId: id, leaseId: id }),
    body: shape({
      sequence: Type.Integer({ minimum: 1, maximum: 1_000_000_000 }),
      /** In the order in which they were played. */
      pieces: Type.Array(piece, { maxItems: 500 }),
      positionMs: ms
    }),
    reply: shape({
      /** Somebody else plays now; what was told until then counts. */
      hasMoved: Type.Boolean(),
      grantedMs: ms,
      unverified: pieces,
      ...progress
    })
  },
  'GET /cohorts/:cohortId/films': {
    says: 'The online lessons of a cohort: what everyone has watched of each, by number, what is missing, and when it was completed.',
    permission: 'cohorts.supervise',
    params: shape({ cohortId: id }),
    reply: shape({
      lessons: Type.Array(
        shape({
          lessonId: id,
          title: Type.String(),
          /** Of all its films together. */
          lengthMs: ms,
          enrolled: Type.Integer({ minimum: 0 }),
          completed: Type.Integer({ minimum: 0 }),
          people: Type.Array(
            shape({
              enrolmentId: id,
              number: Type.Integer({ minimum: 0 }),
              name: Type.String(),
              unitAndPost: Type.String(),
              coveredMs: ms,
              /** Still to be watched before the lesson is completed. */
              missingMs: ms,
              completedAt: orNull(instant)
            })
          )
        })
      )
    })
  },
  'GET /courses/:courseId/films': {
    says: 'The films of a course in its latest version, to look at before planning with it; watching them earns nothing.',
    permission: 'curriculum.use',
    params: shape({ courseId: id }),
    reply: shape({
      films: Type.Array(
        shape({
          materialId: id,
          title: Type.String(),
          lengthMs: ms,
          playlist: Type.String(),
          ahead,
          sound,
          captions: Type.Array(caption)
        })
      )
    })
  }
} as const
