/**
 * The life of a cohort (班次生命周期).
 *
 * draft → planned → approved → notified → enrolling → enrolmentClosed → running → closing → closed → archived, or cancelled on the way.
 * Only publication (the step to notified) and the close-out must be taken; running and closing follow from the days. Everything else is
 * there for whoever wants it written down: a department of three people publishes, teaches and closes.
 *
 * 送审: who manages a cohort may submit it for approval before it is published. Where the policy pack asks for that, nothing is published
 * unapproved; where it does not, a cohort that was submitted waits for the answer all the same. It may be recalled, returned with a
 * reason and submitted again. An approver of the cohort's own level or of one above answers, and never one's own submission. What was
 * approved may still be changed; publication checks every rule again.
 * 报名: seats are given from the draft on. Once enrolment is closed no seat is given until it is opened again; giving one up stays possible.
 * 延期: by whole days, as long as it is not closed, with a reason. What lies ahead moves; what has begun stays where it was.
 * 取消: with a reason, as long as nothing was taught, marked or completed; then it has to be closed instead. Its rooms, teachers, groups and
 * seats are free, and nothing of it is written any more.
 * 归档: after the close-out, once. Then nothing of it is written any more.
 */

/** What a person does, besides publishing and closing. */
export const STEPS = [
  'planned',
  'recalled',
  'returned',
  'approved',
  'enrolmentOpened',
  'enrolmentClosed',
  'postponed',
  'cancelled',
  'archived'
] as const
export type Step = (typeof STEPS)[number]
export type Approval = 'planned' | 'recalled' | 'returned' | 'approved'

export const STAGES = [
  'draft',
  'planned',
  'approved',
  'notified',
  'enrolling',
  'enrolmentClosed',
  'running',
  'closing',
  'closed',
  'archived',
  'cancelled'
] as const
export type Stage = (typeof STAGES)[number]

/** `approval` and `enrolment`: the last step of each, null where none was taken. */
export type Life = {
  isPublished: boolean
  isClosed: boolean
  isCancelled: boolean
  isArchived: boolean
  approval: Approval | null
  enrolment: 'enrolmentOpened' | 'enrolmentClosed' | null
  startsOn: string
  endsOn: string
}

/** Where a cohort stands on a day; civil dates compare as text. */
export const stageOf = (cohort: Life, day: string): Stage => {
  if (cohort.isCancelled) return 'cancelled'
  if (cohort.isArchived) return 'archived'
  if (cohort.isClosed) return 'closed'
  if (!cohort.isPublished) return cohort.approval === 'planned' || cohort.approval === 'approved' ? cohort.approval : 'draft'
  if (day > cohort.endsOn) return 'closing'
  if (day >= cohort.startsOn) return 'running'
  if (cohort.enrolment === null) return 'notified'
  return cohort.enrolment === 'enrolmentOpened' ? 'enrolling' : 'enrolmentClosed'
}

export type Facts = Life & {
  /** Lessons recorded as held or not, marks, online lessons completed: whatever says that it has begun. */
  hasBegun: boolean
  /** Whether the pack wants approval before publication. */
  needsApproval: boolean
}

/** Why a step cannot be taken. */
export type Barrier =
  | 'cancelled'
  | 'archived'
  | 'closed'
  | 'not-closed'
  | 'begun'
  | 'published-already'
  | 'submitted-already'
  | 'approved-already'
  | 'not-submitted'
  | 'waits-for-approval'
  | 'needs-approval'
  | 'open-already'
  | 'closed-for-enrolment-already'

/** What bars a step, or null where it may be taken now. Publication is asked the same way. */
export const barrierTo = (step: Step | 'published', cohort: Facts): Barrier | null => {
  if (cohort.isCancelled) return 'cancelled'
  if (cohort.isArchived) return 'archived'
  if (step === 'archived') return cohort.isClosed ? null : 'not-closed'
  if (cohort.isClosed) return 'closed'
  switch (step) {
    case 'planned':
      if (cohort.isPublished) return 'published-already'
      if (cohort.approval === 'planned') return 'submitted-already'
      return cohort.approval === 'approved' ? 'approved-already' : null
    case 'recalled':
    case 'returned':
    case 'approved':
      return cohort.approval === 'planned' && !cohort.isPublished ? null : 'not-submitted'
    case 'published':
      if (cohort.isPublished) return 'published-already'
      if (cohort.approval === 'planned') return 'waits-for-approval'
      return cohort.needsApproval && cohort.approval !== 'approved' ? 'needs-approval' : null
    case 'enrolmentOpened':
      return cohort.enrolment === 'enrolmentOpened' ? 'open-already' : null
    case 'enrolmentClosed':
      return cohort.enrolment === 'enrolmentClosed' ? 'closed-for-enrolment-already' : null
    case 'postponed':
      return null
    case 'cancelled':
      return cohort.hasBegun ? 'begun' : null
  }
}

export const needsReason = (step: Step): boolean => step === 'returned' || step === 'postponed' || step === 'cancelled'

/** What comes next on the straight way, for whoever manages the cohort; null where only days, or an approver, bring it on. */
export const nextStep = (cohort: Facts, day: string): Step | 'published' | 'closing' | null => {
  const stage = stageOf(cohort, day)
  if (stage === 'draft') return cohort.needsApproval ? 'planned' : 'published'
  if (stage === 'approved') return 'published'
  if (stage === 'enrolling') return 'enrolmentClosed'
  if (stage === 'closing') return 'closing'
  return stage === 'closed' ? 'archived' : null
}

type Ahead = { heldOn: string; fromMinute: number; wasHeld: boolean | null }

/** The lessons that move when a cohort is postponed: what has neither begun nor been recorded. */
export const liesAhead = ({ heldOn, fromMinute, wasHeld }: Ahead, today: string, minute: number): boolean =>
  wasHeld === null && (heldOn > today || (heldOn === today && fromMinute > minute))

/** The first day moves as well, as long as nothing of the cohort has begun. */
export const firstDayMoves = (startsOn: string, lessons: readonly Ahead[], today: string, minute: number): boolean =>
  startsOn > today || (startsOn === today && lessons.every(lesson => liesAhead(lesson, today, minute)))

/** What is filed with a cohort, and how much of it. */
export type Filed = {
  seats: number
  rollCalls: number
  marks: number
  onlineCompletions: number
  completions: number
  credits: number
}

export const FILED = ['timetable', 'approval', 'trainees', 'rollCalls', 'marks', 'completions', 'credits', 'derogation'] as const

export type FiledItem = { what: (typeof FILED)[number]; count: number }

/** The checklist of what is filed: only what belongs to this cohort's life is asked for. `count` 0: there is none. */
export const checklistOf = (
  filed: Filed,
  {
    lessons,
    isApproved,
    needsApproval,
    isDerogated
  }: { lessons: number; isApproved: boolean; needsApproval: boolean; isDerogated: boolean }
): FiledItem[] => [
  { what: 'timetable', count: lessons },
  ...(isApproved || needsApproval ? [{ what: 'approval' as const, count: Number(isApproved) }] : []),
  { what: 'trainees', count: filed.seats },
  { what: 'rollCalls', count: filed.rollCalls },
  { what: 'marks', count: filed.marks },
  { what: 'completions', count: filed.completions },
  { what: 'credits', count: filed.credits },
  ...(isDerogated ? [{ what: 'derogation' as const, count: 1 }] : [])
]
