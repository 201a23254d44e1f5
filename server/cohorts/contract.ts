import { Type } from 'typebox'
import { contents, verdicts } from './contents/contract.ts'
import { stage } from './steps/contract.ts'
import { bytes, day, done, id, instant, minuteOfDay, minutes, oneOf, orNull, shape, text } from '../http/contract.ts'
import { COHORT_KINDS, FLAGS, LESSON_KINDS, ROWS_REFUSED, VENUE_KINDS } from './rules.ts'

const kind = oneOf(COHORT_KINDS)
const seats = Type.Integer({ minimum: 1, maximum: 100_000 })
const ratio = shape({ category: Type.String(), part: Type.Integer(), whole: Type.Integer() })
const balance = shape({
  all: minutes,
  inCategory: minutes,
  isMet: Type.Boolean(),
  minutesToConvert: minutes,
  minutesToAdd: minutes
})
const split = Type.Array(shape({ category: Type.String(), minutes: Type.Integer({ minimum: 1 }) }), { maxItems: 20 })

/** Teachers or rooms, each once. */
const several = (most: number) => Type.Array(id, { maxItems: most, uniqueItems: true })
const named = Type.Array(shape({ id, name: Type.String() }))

const lessonFields = {
  kind: oneOf(LESSON_KINDS),
  title: text(120),
  courseVersionId: orNull(id),
  heldOn: day,
  fromMinute: minuteOfDay,
  untilMinute: minuteOfDay,
  minutes,
  categories: split,
  teacherIds: several(20),
  /** Whoever no catalogue holds: 各组组长, a guide. Nobody else can take up a text. */
  teacherText: orNull(Type.String({ maxLength: 120 })),
  venueIds: several(40),
  placeText: orNull(Type.String({ maxLength: 120 }))
}
const venueKind = orNull(oneOf(VENUE_KINDS))
/** Of an on-site lesson: its base, and when and where people gather for it; and 六进, of any. What is not sent is none. */
const outing = {
  baseId: Type.Optional(orNull(id)),
  venueKind: Type.Optional(venueKind),
  gatherMinute: Type.Optional(orNull(minuteOfDay)),
  gatherPlace: Type.Optional(orNull(Type.String({ maxLength: 120 }))),
  /** 组: a lesson for some groups only; none: for everybody. */
  groupIds: Type.Optional(several(50)),
  /** The mark of lessons taught together; null takes it out of them. What is not sent stays as it is. */
  combinedId: Type.Optional(orNull(id))
}
/** The last day of its window, `heldOn` being the first; 选修; 先修. What is not sent is none. */
const open = {
  closesOn: Type.Optional(orNull(day)),
  isElective: Type.Optional(Type.Boolean()),
  requiresIds: Type.Optional(several(20))
}
const { teacherIds: _teachers, venueIds: _venues, ...plainFields } = lessonFields
const lesson = shape({
  id,
  ...plainFields,
  teachers: named,
  venues: named,
  groups: named,
  tags: Type.Array(Type.String()),
  baseId: orNull(id),
  baseName: orNull(Type.String()),
  venueKind,
  gatherMinute: orNull(minuteOfDay),
  gatherPlace: orNull(Type.String()),
  closesOn: orNull(day),
  isElective: Type.Boolean(),
  /** Lessons to be completed before it is begun, as they are called. */
  requires: named,
  counts: Type.Boolean(),
  combinedId: orNull(id),
  /** 合班: who else sits in it, with how many people, and whether the asker manages them. */
  combinedWith: Type.Array(
    shape({
      cohortId: id,
      cohortName: Type.String(),
      isPublished: Type.Boolean(),
      isManaged: Type.Boolean(),
      seatsTaken: Type.Integer(),
      capacity: seats
    })
  ),
  wasHeld: orNull(Type.Boolean()),
  notHeldReason: orNull(Type.String())
})
/** Another lesson takes up the same room, teacher or group at the same time. It bars publication when it holds them already. */
const conflict = shape({
  lessonId: id,
  what: oneOf(['venue', 'teacher', 'group'] as const),
  name: Type.String(),
  otherLessonId: id,
  otherTitle: Type.String(),
  otherCohortId: id,
  otherCohortName: Type.String(),
  heldOn: day,
  fromMinute: minuteOfDay,
  untilMinute: minuteOfDay,
  isHeld: Type.Boolean()
})
const judged = { planned: balance, held: balance, conflicts: Type.Array(conflict) }
const newDays = {
  name: text(120),
  capacity: seats,
  startsOn: day,
  endsOn: day,
  supervisorId: orNull(id),
  venueKind: Type.Optional(venueKind),
  /** Minutes of electives each learner has to choose; as they are when not sent, none in a new cohort. */
  electiveMinutes: Type.Optional(Type.Integer({ minimum: 0, maximum: 100_000 }))
}
const stratum = { stratum: Type.String(), stratumZh: Type.String(), stratumEn: Type.String() }
const byCohort = shape({ cohortId: id })
const byLesson = shape({ cohortId: id, lessonId: id })

const sent = { ...lessonFields, ...outing, ...open }
const resent = shape({ lessonId: id, ...sent })
const MOST = 300

export const timetable = {
  'POST /cohorts/:cohortId/timetable': {
    says: 'Removes, changes and adds lessons in one act, all of it or nothing. A published timetable holds the one-third rule and its bookings at the end of it. `seen`: lessons as the asker knows them; if one has been changed since, nothing is done, and the refusal says by whom and what it is now.',
    permission: 'cohorts.manage',
    params: byCohort,
    body: shape({
      remove: Type.Array(id, { maxItems: MOST, uniqueItems: true }),
      change: Type.Array(resent, { maxItems: MOST }),
      add: Type.Array(shape(sent), { maxItems: MOST }),
      seen: Type.Optional(Type.Array(resent, { maxItems: MOST }))
    }),
    reply: shape({ added: Type.Array(id, { description: 'in the order in which they were sent' }), ...judged })
  },
  'GET /cohorts/:cohortId/line': {
    says: 'A lesson as it is typed in one line, understood by the catalogues: 周一 9:00-10:30 理论 王老师 301. What is not said is null.',
    permission: 'cohorts.manage',
    params: byCohort,
    query: shape({ text: text(300) }),
    reply: shape({
      heldOn: orNull(day),
      fromMinute: orNull(minuteOfDay),
      untilMinute: orNull(minuteOfDay),
      kind: oneOf(LESSON_KINDS),
      category: orNull(Type.String()),
      title: orNull(Type.String()),
      teachers: named,
      venues: named
    })
  },
  'POST /cohorts/:cohortId/timetable/reading': {
    says: 'A timetable as a workbook or as pasted cells, understood row by row. Nothing is kept; what is right is put in by POST …/timetable.',
    permission: 'cohorts.manage',
    params: byCohort,
    query: shape({ fileName: text(200) }),
    body: bytes,
    reply: shape({
      sheetName: Type.String(),
      lessons: Type.Array(
        shape({
          row: Type.Integer(),
          kind: oneOf(LESSON_KINDS),
          title: Type.String(),
          heldOn: day,
          fromMinute: minuteOfDay,
          untilMinute: minuteOfDay,
          minutes,
          categories: split,
          teachers: named,
          teacherText: orNull(Type.String()),
          venues: named,
          placeText: orNull(Type.String()),
          baseId: orNull(id),
          baseName: orNull(Type.String()),
          flags: Type.Array(shape({ what: oneOf(FLAGS), text: Type.String() }))
        })
      ),
      refused: Type.Array(shape({ row: Type.Integer(), why: oneOf(ROWS_REFUSED), text: Type.String() })),
      dropped: Type.Array(Type.Integer(), { description: 'rows below the table: remarks, sums' })
    })
  }
} as const

export const contract = {
  'GET /cohorts': {
    says: 'Cohorts within reach, newest first, with where they stand, their share as planned and as held, and their seats.',
    permission: 'cohorts.see',
    reply: shape({
      ratio,
      mayAdd: Type.Boolean(),
      cohorts: Type.Array(
        shape({
          id,
          name: Type.String(),
          organisationName: Type.String(),
          kind,
          ...stratum,
          startsOn: day,
          endsOn: day,
          capacity: seats,
          seatsTaken: Type.Integer(),
          /** 合班: to be answered by whoever asks. */
          invitations: Type.Integer(),
          supervisorName: orNull(Type.String()),
          stage,
          isDerogated: Type.Boolean(),
          planned: balance,
          held: balance
        })
      )
    })
  },
  'POST /cohorts': {
    says: 'Sets up a cohort of an organisation; the organiser level is that organisation’s.',
    permission: 'cohorts.plan',
    body: shape({ organisationId: id, kind, stratum: Type.String(), ...newDays, planItemId: Type.Optional(orNull(id)) }),
    /** `isBeyondPlan`: more runs are set up now than the item of the plan names. */
    reply: shape({ id, isBeyondPlan: Type.Boolean() })
  },
  'GET /cohorts/supervisors': {
    says: 'Accounts that may supervise a cohort of this part of the tree.',
    permission: 'cohorts.plan',
    reply: shape({ supervisors: Type.Array(shape({ id, name: Type.String(), organisationName: Type.String() })) })
  },
  'GET /cohorts/:cohortId': {
    says: 'A cohort with its timetable, the balance as planned and as held, the conflicts, and what the asker may do.',
    permission: 'cohorts.read',
    params: byCohort,
    reply: shape({
      id,
      organisationId: id,
      organisationName: Type.String(),
      name: Type.String(),
      kind,
      organiserLevel: Type.String(),
      ...stratum,
      capacity: seats,
      seatsTaken: Type.Integer(),
      startsOn: day,
      endsOn: day,
      supervisorId: orNull(id),
      supervisorName: orNull(Type.String()),
      venueKind,
      /** The item of the annual plan it is a run of. */
      electiveMinutes: minutes,
      planItemId: orNull(id),
      planItemName: orNull(Type.String()),
      planId: orNull(id),
      stage,
      today: day,
      nowMinute: minuteOfDay,
      isPublished: Type.Boolean(),
      isCancelled: Type.Boolean(),
      /** 组, of which lessons may name some. */
      groups: named,
      publishedAt: orNull(instant),
      publishedBy: orNull(Type.String()),
      closedAt: orNull(instant),
      closedBy: orNull(Type.String()),
      derogationReason: orNull(Type.String()),
      derogationDocument: orNull(Type.String()),
      derogatedAt: orNull(instant),
      derogatedBy: orNull(Type.String()),
      ratio,
      ...judged,
      contents,
      verdicts,
      lessons: Type.Array(lesson),
      mayEdit: Type.Boolean(),
      mayPublish: Type.Boolean(),
      maySettle: Type.Boolean(),
      mayClose: Type.Boolean(),
      mayDerogate: Type.Boolean()
    })
  },
  'PUT /cohorts/:cohortId': {
    says: 'Changes the name, the days, the seats, the supervisor or the outreach venue, or says of which item of the plan it is a run.',
    permission: 'cohorts.manage',
    params: byCohort,
    body: shape({ ...newDays, planItemId: Type.Optional(orNull(id)) }),
    reply: done
  },
  'GET /cohorts/:cohortId/availability': {
    says: 'Rooms and teachers there are, and which lesson takes each of them up at a time; and the bases, which nobody takes up. `exceptLessonId`: for that lesson, and those it is taught together with, unless it `isAlone`.',
    permission: 'cohorts.manage',
    params: byCohort,
    query: shape({
      heldOn: day,
      fromMinute: minuteOfDay,
      untilMinute: minuteOfDay,
      exceptLessonId: Type.Optional(id),
      isAlone: Type.Optional(Type.Boolean())
    }),
    reply: shape({
      venues: Type.Array(
        shape({
          id,
          name: Type.String(),
          capacity: Type.Integer(),
          takenByLesson: orNull(Type.String()),
          takenByCohort: orNull(Type.String())
        })
      ),
      teachers: Type.Array(
        shape({
          id,
          name: Type.String(),
          unit: Type.String(),
          takenByLesson: orNull(Type.String()),
          takenByCohort: orNull(Type.String())
        })
      ),
      bases: Type.Array(
        shape({ id, name: Type.String(), capacity: orNull(Type.Integer()), travelMinutes: orNull(Type.Integer()) })
      )
    })
  },
  'POST /cohorts/:cohortId/lessons': {
    says: 'Adds a lesson. A draft is told of conflicts; a published timetable refuses them, and whatever would break the one-third rule.',
    permission: 'cohorts.manage',
    params: byCohort,
    body: shape(sent),
    reply: shape({ lessonId: id, ...judged })
  },
  'PUT /cohorts/:cohortId/lessons/:lessonId': {
    says: 'Changes a lesson that is not settled yet.',
    permission: 'cohorts.manage',
    params: byLesson,
    body: shape(sent),
    reply: shape({ lessonId: id, ...judged })
  },
  'DELETE /cohorts/:cohortId/lessons/:lessonId': {
    says: 'Removes a lesson that is not settled yet.',
    permission: 'cohorts.manage',
    params: byLesson,
    reply: shape({ lessonId: id, ...judged })
  },
  'POST /cohorts/:cohortId/publication': {
    says: 'Publishes the timetable; refused under the ratio, when empty, against a rule of the pack that must be kept, or when a room or teacher is taken.',
    permission: 'cohorts.manage',
    params: byCohort,
    reply: shape({ planned: balance })
  },
  'POST /cohorts/:cohortId/holdings': {
    says: 'Records whether a lesson took place. Never refused for the ratio; the last record speaks.',
    permission: 'cohorts.supervise',
    params: byCohort,
    body: shape({ lessonId: id, wasHeld: Type.Boolean(), reason: orNull(Type.String({ maxLength: 200 })) }),
    reply: shape({ held: balance })
  },
  'POST /cohorts/:cohortId/derogation': {
    says: 'Permits closing a cohort that is short as held; given by the level above, with reason and document.',
    permission: 'cohorts.derogate',
    params: byCohort,
    body: shape({ reason: text(500), document: text(120) }),
    reply: done
  }
} as const
