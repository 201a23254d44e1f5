import { ownPerson } from '../accounts/permissions.ts'
import { cohortToSupervise } from '../cohorts/permissions.ts'
import { endpoints } from '../http/endpoints.ts'
import type { ConstraintRefusals } from '../http/errors.ts'
import { badInput, notFound, refuse } from '../http/refusals.ts'
import { htmlOf } from '../curriculum/courses/markdown.ts'
import { curriculumToUse } from '../curriculum/permissions.ts'
import { onlineCreditOf, type OnlineRule } from '../policies/rules.ts'
import { openingOf } from '../cohorts/windows/rules.ts'
import { packOn } from '../policies/queries.ts'
import { dayOf, endOf } from '../time/dates.ts'
import { contract } from './contract.ts'
import type { Film } from './film.ts'
import { acknowledge, leaseToReport, startLease } from './leases.ts'
import { lessonToWatch } from './permissions.ts'
import { watchersOf } from './progress.ts'
import {
  addCompletion,
  filmsOf,
  filmsOfLesson,
  keepWatched,
  openLessons,
  partsWatched,
  type OwnLesson,
  type WatchedFilm
} from './queries.ts'
import { barred, beginningConstraints, notOpen } from './refusals.ts'
import { barTo, budgetOf, grantOf, isCompleted, isWatched, lengthOf, missingMs, without, type Piece } from './rules.ts'
import { folderUrl } from './tokens.ts'

/** A piece may end a little after the film: players round. */
const BEYOND_MS = 2000

export const constraints: ConstraintRefusals = {
  ...beginningConstraints,
  lessons_watched: () =>
    refuse(
      'lesson-watched',
      '已经有学员开始看这节网络课，不能再换课程或改成别的方式。',
      'Somebody has begun to watch this online lesson; its course and kind stay as they are.'
    ),
  watch_leases_of_lesson: () =>
    refuse(
      'lesson-watched',
      '已经有学员开始看这节网络课，不能删除。',
      'Somebody has begun to watch this online lesson; it stays.'
    ),
  watch_leases_one_at_a_time: () =>
    refuse(
      'at-once',
      '另一台设备同时开始播放，请再按一次播放。',
      'Another device began to play at the same moment. Press play again.'
    )
}

type Measured = { lengthMs: number; covered: readonly Piece[] }

const standing = ({ lengthMs, covered }: Measured, rule: OnlineRule) => {
  const film = { lengthMs, coveredMs: lengthOf(covered) }
  return {
    covered: [...covered],
    coveredMs: film.coveredMs,
    missingMs: missingMs(film, rule.completeAt),
    isWatched: lengthMs > 0 && isWatched(film, rule.completeAt)
  }
}

const progressOf = (film: WatchedFilm, lesson: Pick<OwnLesson, 'completedAt'>, rule: OnlineRule) => ({
  ...standing(film, rule),
  positionMs: film.positionMs,
  completedAt: lesson.completedAt
})

const mayEarn = ({ kind, isClosed }: OwnLesson): boolean => kind === 'online' && !isClosed

/** Time counts until now, or until the window was over. */
const untilNow = ({ closesOn }: OwnLesson, now: Date): number =>
  closesOn === null ? now.getTime() : Math.min(now.getTime(), endOf(closesOn).getTime())

/** Where to get a film: its playlist and captions, for one account. */
const placesOf = (
  { body, media }: { body: Record<string, unknown>; media: string },
  secret: string,
  accountId: number,
  now: Date
) => {
  // A film that was kept by an older version knows nothing of what was read later.
  const { playlist, captions, sound = null, ahead = [] } = body as Film
  const folder = folderUrl(secret, media, accountId, now)
  return {
    playlist: `${folder}/${playlist}`,
    ahead: ahead.map(path => `${folder}/${path}`),
    sound: sound && { playlist: `${folder}/${sound.playlist}`, bytes: sound.bytes },
    captions: captions.map(({ lang, label, path }) => ({ lang, label, url: `${folder}/${path}` }))
  }
}

const sumOf = (figures: readonly number[]): number => figures.reduce((sum, one) => sum + one, 0)

/** Several films one after the other, as one. */
const inOne = (films: readonly Measured[]): Measured => {
  let lengthMs = 0
  const covered = films.flatMap(film => {
    const from = lengthMs
    lengthMs += film.lengthMs
    return film.covered.map(({ fromMs, untilMs }) => ({ fromMs: from + fromMs, untilMs: from + untilMs }))
  })
  return { lengthMs, covered }
}

export const routes = endpoints(contract, {
  'GET /my/lessons/:lessonId': {
    permission: lessonToWatch,
    answer: async ({ db, actor, found: lesson, keys, now }) => {
      const [{ pack }, parts] = await Promise.all([
        packOn(db, dayOf(now)),
        lesson.courseVersionId === null ? [] : partsWatched(db, lesson.courseVersionId, lesson.enrolmentId, lesson.id)
      ])
      const rule = pack.online
      const { id, title, kind, cohortId, cohortName, heldOn, teacher, minutes, completedAt } = lesson
      const { closesOn, isElective, isChosen, missing } = lesson
      const today = dayOf(now)
      const bar = lesson.isClosed ? null : barTo(lesson, today)
      // What cannot be begun yet is not given out; what is over may be seen again.
      const isGiven = bar === null || bar === 'over'
      return {
        id,
        title,
        kind,
        cohortId,
        cohortName,
        heldOn,
        teacher,
        minutes,
        completedAt,
        earns: kind === 'online' && minutes > 0 ? onlineCreditOf(minutes, rule) : null,
        isOpen: mayEarn(lesson) && bar === null,
        closesOn,
        opening: openingOf(lesson, today),
        isElective,
        isChosen,
        bar,
        missing,
        ...rule.completeAt,
        countedSpeed: rule.countedSpeed,
        parts: parts.map(part => {
          const isFilm = part.kind === 'film' && part.media !== null
          const film = part.body as Partial<Film>
          const { completedAt: _completed, ...progress } = progressOf(part, lesson, rule)
          return {
            id: part.id,
            kind: part.kind,
            title: part.title,
            html: part.kind === 'text' ? htmlOf(String(part.body.markdown)) : null,
            playlist: null,
            ahead: [],
            captions: [],
            sound: null,
            ...(isFilm && isGiven ? placesOf({ ...part, media: part.media! }, keys.jwtSecret, actor.accountId, now) : {}),
            renditions: (film.renditions ?? [])
              .map(({ height, bytes }) => ({ height, bytes }))
              .toSorted((one, other) => one.bytes - other.bytes),
            lengthMs: part.lengthMs,
            ...progress
          }
        })
      }
    }
  },
  'GET /my/films': {
    permission: ownPerson,
    answer: async ({ db, found: personId, now }) => {
      const [{ pack }, open] = await Promise.all([packOn(db, dayOf(now)), openLessons(db, personId)])
      return {
        lessons: open
          .filter(lesson => barTo(lesson, dayOf(now)) === null)
          .map(({ id, title, cohortName, minutes, closesOn, films }) => {
            const { lengthMs, covered } = inOne(films)
            const missing = films.reduce((sum, film) => sum + standing(film, pack.online).missingMs, 0)
            return {
              id,
              title,
              cohortName,
              minutes,
              closesOn,
              lengthMs,
              covered: [...covered],
              earns: onlineCreditOf(minutes, pack.online),
              hasBegun: covered.length > 0,
              missingMs: missing
            }
          })
      }
    }
  },
  'POST /my/lessons/:lessonId/leases': {
    permission: lessonToWatch,
    answer: async ({ db, found: lesson, body, now, note }) => {
      if (!mayEarn(lesson)) throw notOpen()
      const bar = barTo(lesson, dayOf(now))
      if (bar) throw barred(bar, lesson)
      const film = (await filmsOfLesson(db, lesson)).find(({ id }) => id === body.materialId)
      if (!film) throw badInput('unknown-film', '这节课没有这个片子。', 'This lesson has no such film.', { field: 'materialId' })
      const lease = await startLease(db, lesson, body, now)
      const rule = (await packOn(db, dayOf(now))).pack.online
      note({ lessonId: lesson.id, materialId: film.id, leaseId: lease.leaseId, hasMoved: lease.hasMoved }, lesson.organisationId)
      return { ...lease, ...progressOf(film, lesson, rule) }
    }
  },
  'POST /my/lessons/:lessonId/leases/:leaseId/reports': {
    permission: lessonToWatch,
    answer: async ({ db, actor, found: lesson, params, body, now, note, announce }) => {
      const lease = await leaseToReport(db, lesson, params.leaseId)
      if (!lease) throw notFound()
      if (!mayEarn(lesson)) throw notOpen()
      const rule = (await packOn(db, dayOf(now))).pack.online
      // Read after the lease is held: what the report before this one earned is there.
      const films = await filmsOfLesson(db, lesson)
      const film = films.find(({ id }) => id === lease.materialId)!
      for (const [at, { fromMs, untilMs }] of body.pieces.entries())
        if (untilMs <= fromMs || untilMs > film.lengthMs + BEYOND_MS)
          throw badInput('no-such-piece', '片子里没有这一段。', 'The film has no such piece.', { field: `pieces.${at}` })
      const hasMoved = lease.endedAt !== null
      note({ lessonId: lesson.id, leaseId: lease.id, sequence: body.sequence }, lesson.organisationId)
      if (body.sequence <= lease.lastSequence) {
        note({ sentAgain: true })
        const within = without(
          [{ fromMs: 0, untilMs: film.lengthMs }],
          without([{ fromMs: 0, untilMs: film.lengthMs }], body.pieces)
        )
        return { hasMoved, grantedMs: 0, unverified: without(within, film.covered), ...progressOf(film, lesson, rule) }
      }
      const budget = budgetOf(lease, untilNow(lesson, now), rule.countedSpeed)
      const { covered, grantedMs, unverified } = grantOf(film.covered, body.pieces, film.lengthMs, budget)
      const positionMs = Math.min(body.positionMs, film.lengthMs)
      const seen = { enrolmentId: lesson.enrolmentId, cohortId: lesson.cohortId, lessonId: lesson.id, materialId: film.id }
      await acknowledge(db, lease.id, body.sequence, now)
      await keepWatched(db, seen, covered, positionMs, now)

      const after = { ...film, covered, positionMs }
      const sums = films
        .map(one => (one.id === film.id ? after : one))
        .map(one => ({ lengthMs: one.lengthMs, coveredMs: lengthOf(one.covered) }))
      let { completedAt } = lesson
      if (completedAt === null && isCompleted(sums, rule.completeAt)) {
        const sum = (of: 'lengthMs' | 'coveredMs') => sums.reduce((all, one) => all + one[of], 0)
        const whole = { coveredMs: sum('coveredMs'), lengthMs: sum('lengthMs') }
        const completion = await addCompletion(db, lesson, whole, actor.accountId, now)
        if (completion !== null) {
          completedAt = now.toISOString()
          note({ completionId: completion })
          await announce('onlineCompleted', [completion])
        }
      }
      // A line for every report, though one comes every fifteen seconds: `watches` and the lease are written over, so these lines are the only
      // lasting record of when which part was believed. A disputed hour of credit is answered from them.
      note({ grantedMs })
      return { hasMoved, grantedMs, unverified, ...progressOf(after, { completedAt }, rule) }
    }
  },
  'GET /cohorts/:cohortId/films': {
    permission: cohortToSupervise,
    answer: async ({ db, found: { id: cohortId }, now }) => {
      const [{ pack }, watchers] = await Promise.all([packOn(db, dayOf(now)), watchersOf(db, cohortId)])
      return {
        lessons: [...Map.groupBy(watchers, ({ lessonId }) => lessonId).values()].map(ofLesson => {
          const people = [...Map.groupBy(ofLesson, ({ enrolmentId }) => enrolmentId).values()].map(films => {
            const { enrolmentId, number, name, unitAndPost, completedAt } = films[0]!
            const missing = films.map(film => missingMs(film, pack.online.completeAt))
            return {
              enrolmentId,
              number,
              name,
              unitAndPost,
              coveredMs: sumOf(films.map(({ coveredMs }) => coveredMs)),
              missingMs: completedAt === null ? sumOf(missing) : 0,
              completedAt
            }
          })
          const { lessonId, lessonTitle, enrolmentId: first } = ofLesson[0]!
          return {
            lessonId,
            title: lessonTitle,
            lengthMs: sumOf(ofLesson.filter(({ enrolmentId }) => enrolmentId === first).map(({ lengthMs }) => lengthMs)),
            enrolled: people.length,
            completed: people.filter(({ completedAt }) => completedAt !== null).length,
            people
          }
        })
      }
    }
  },
  'GET /courses/:courseId/films': {
    permission: curriculumToUse,
    answer: async ({ db, actor, params, keys, now }) => ({
      films: (await filmsOf(db, params.courseId)).map(film => ({
        materialId: film.id,
        title: film.title,
        lengthMs: film.lengthMs,
        ...placesOf(film, keys.jwtSecret, actor.accountId, now)
      }))
    })
  }
})
