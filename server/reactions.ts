import { followMergers } from './accounts/queries.ts'
import { tellChanges, tellPublication } from './cohorts/changes/telling.ts'
import { followCourses } from './cohorts/timetable.ts'
import { rewriteStandings } from './coverage/queries.ts'
import { postOnline } from './credits/online.ts'
import { releaseSeats } from './enrolment/queries.ts'
import { tellSeats } from './enrolment/telling.ts'
import type { Reaction } from './http/endpoints.ts'

/**
 * What follows what: announced by a slice, carried out here, in the announcer's transaction. Heavy work would be enqueued.
 *
 * cohortsCancelled: these cohorts were called off; their seats are given up.
 * coursesChanged: these versions of courses are new; timetables still in draft follow them.
 * onlineCompleted: these online lessons were watched to their end; their credit is posted, and with it standings change.
 * peopleChanged: posts, memberships, exemptions, due dates, credit or completions of these people changed; their standings are written anew.
 * seatsGiven: these people have a seat from now on; where the timetable is published already, they are told.
 * timetableChanged: lessons of these cohorts are other than they were; whoever goes by a published one is told the differences.
 * timetablePublished: the timetables of these cohorts are published; whoever has a seat is told.
 * organisationsMerged: these organisations go into another one; roles held over them are held over that one as well.
 */
export const reactions: Record<string, Reaction> = {
  cohortsCancelled: releaseSeats,
  coursesChanged: followCourses,
  onlineCompleted: async (db, completionIds, now) => rewriteStandings(db, await postOnline(db, completionIds, now), now),
  peopleChanged: rewriteStandings,
  seatsGiven: tellSeats,
  timetableChanged: tellChanges,
  timetablePublished: tellPublication,
  organisationsMerged: followMergers
}
