import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  barrierTo,
  checklistOf,
  firstDayMoves,
  liesAhead,
  nextStep,
  stageOf,
  STAGES,
  STEPS,
  type Barrier,
  type Facts,
  type Life,
  type Step
} from '../../../server/cohorts/steps/rules.ts'

/** Drafted for 14 to 18 September. */
const draft: Life = {
  isPublished: false,
  isClosed: false,
  isCancelled: false,
  isArchived: false,
  approval: null,
  enrolment: null,
  startsOn: '2026-09-14',
  endsOn: '2026-09-18'
}
const published: Life = { ...draft, isPublished: true }
const facts = (change: Partial<Facts> = {}): Facts => ({ ...draft, hasBegun: false, needsApproval: false, ...change })

describe('a cohort from 14 to 18 September', () => {
  test.each([
    ['is a draft until something is done', draft, '2026-09-16', 'draft'],
    ['is planned once submitted', { ...draft, approval: 'planned' }, '2026-09-01', 'planned'],
    ['is a draft again when it was returned', { ...draft, approval: 'returned' }, '2026-09-01', 'draft'],
    ['and when it was recalled', { ...draft, approval: 'recalled' }, '2026-09-01', 'draft'],
    ['is approved when somebody said yes', { ...draft, approval: 'approved' }, '2026-09-01', 'approved'],
    ['is notified the day before it begins', published, '2026-09-13', 'notified'],
    ['is enrolling once that was opened', { ...published, enrolment: 'enrolmentOpened' }, '2026-09-13', 'enrolling'],
    ['takes nobody once that was closed', { ...published, enrolment: 'enrolmentClosed' }, '2026-09-13', 'enrolmentClosed'],
    [
      'runs on its first day, whatever became of enrolment',
      { ...published, enrolment: 'enrolmentOpened' },
      '2026-09-14',
      'running'
    ],
    ['runs on its last day', published, '2026-09-18', 'running'],
    ['waits to be closed the day after', published, '2026-09-19', 'closing'],
    ['is closed once closed', { ...published, isClosed: true }, '2026-09-16', 'closed'],
    ['is archived after that', { ...published, isClosed: true, isArchived: true }, '2026-10-16', 'archived'],
    ['is cancelled on any day once it was', { ...published, isCancelled: true }, '2026-09-16', 'cancelled']
  ] as const)('%s', (_said, cohort, day, stage) => {
    expect(stageOf(cohort, day)).toBe(stage)
  })
})

describe('which step may follow which', () => {
  test.each<[string, Partial<Facts>, Step | 'published', Barrier | null]>([
    ['a small department publishes its draft', {}, 'published', null],
    ['where approval is asked for, not unapproved', { needsApproval: true }, 'published', 'needs-approval'],
    ['nor when it was returned', { needsApproval: true, approval: 'returned' }, 'published', 'needs-approval'],
    ['what was submitted waits for the answer, asked for or not', { approval: 'planned' }, 'published', 'waits-for-approval'],
    ['what was recalled waits for nothing', { approval: 'recalled' }, 'published', null],
    ['what was approved is published', { needsApproval: true, approval: 'approved' }, 'published', null],
    ['and only once', { isPublished: true }, 'published', 'published-already'],
    ['a draft is submitted', {}, 'planned', null],
    ['twice in a row it is not', { approval: 'planned' }, 'planned', 'submitted-already'],
    ['returned, it is submitted again', { approval: 'returned' }, 'planned', null],
    ['approved, it needs nothing more', { approval: 'approved' }, 'planned', 'approved-already'],
    ['published, it is too late to ask', { isPublished: true }, 'planned', 'published-already'],
    ['what was submitted is recalled', { approval: 'planned' }, 'recalled', null],
    ['what was not is not', {}, 'recalled', 'not-submitted'],
    ['an approver answers what waits', { approval: 'planned' }, 'approved', null],
    ['and nothing else', { approval: 'approved' }, 'approved', 'not-submitted'],
    ['nor sends back what nobody sent', {}, 'returned', 'not-submitted'],
    ['enrolment is closed at any time before the close-out', {}, 'enrolmentClosed', null],
    ['not twice', { enrolment: 'enrolmentClosed' }, 'enrolmentClosed', 'closed-for-enrolment-already'],
    ['and opened again', { enrolment: 'enrolmentClosed' }, 'enrolmentOpened', null],
    ['a draft is called off', {}, 'cancelled', null],
    ['a published one as well', { isPublished: true }, 'cancelled', null],
    ['what has begun is not', { isPublished: true, hasBegun: true }, 'cancelled', 'begun'],
    ['nor what is closed', { isPublished: true, isClosed: true }, 'cancelled', 'closed'],
    ['what has begun can still be postponed', { isPublished: true, hasBegun: true }, 'postponed', null],
    ['what is closed cannot', { isPublished: true, isClosed: true }, 'postponed', 'closed'],
    ['only what is closed is archived', { isPublished: true }, 'archived', 'not-closed'],
    ['then it is', { isPublished: true, isClosed: true, hasBegun: true }, 'archived', null],
    ['and only once', { isPublished: true, isClosed: true, isArchived: true }, 'archived', 'archived']
  ])('%s', (_said, change, step, barrier) => {
    expect(barrierTo(step, facts(change))).toBe(barrier)
  })

  test('nothing follows a cancellation, and nothing an archiving', () => {
    for (const step of [...STEPS, 'published'] as const) {
      expect(barrierTo(step, facts({ isCancelled: true }))).toBe('cancelled')
      expect(barrierTo(step, facts({ isPublished: true, isClosed: true, isArchived: true }))).toBe('archived')
    }
  })
})

const lives = fc.record<Facts>({
  isPublished: fc.boolean(),
  isClosed: fc.boolean(),
  isCancelled: fc.boolean(),
  isArchived: fc.boolean(),
  approval: fc.constantFrom(null, 'planned', 'recalled', 'returned', 'approved'),
  enrolment: fc.constantFrom(null, 'enrolmentOpened', 'enrolmentClosed'),
  startsOn: fc.constant('2026-09-14'),
  endsOn: fc.constant('2026-09-18'),
  hasBegun: fc.boolean(),
  needsApproval: fc.boolean()
})
const days = fc.constantFrom('2026-09-01', '2026-09-14', '2026-09-18', '2026-09-30')

test('whatever has happened, a cohort stands somewhere, and what is offered next can be done', () => {
  fc.assert(
    fc.property(lives, days, (cohort, day) => {
      expect(STAGES).toContain(stageOf(cohort, day))
      const next = nextStep(cohort, day)
      if (next && next !== 'closing') expect([next, barrierTo(next, cohort)]).toEqual([next, null])
    })
  )
})

describe('what comes next', () => {
  test.each<[string, Partial<Facts>, string, ReturnType<typeof nextStep>]>([
    ['a draft is published', {}, '2026-09-01', 'published'],
    ['or submitted, where that is asked for', { needsApproval: true }, '2026-09-01', 'planned'],
    ['while it waits, nothing', { approval: 'planned' }, '2026-09-01', null],
    ['approved, it is published', { approval: 'approved' }, '2026-09-01', 'published'],
    ['notified, it only has to begin', { isPublished: true }, '2026-09-01', null],
    [
      'while enrolment is open, it is to be closed',
      { isPublished: true, enrolment: 'enrolmentOpened' },
      '2026-09-01',
      'enrolmentClosed'
    ],
    ['while it runs, nothing', { isPublished: true }, '2026-09-16', null],
    ['after its last day it is closed', { isPublished: true }, '2026-09-19', 'closing'],
    ['then archived', { isPublished: true, isClosed: true }, '2026-09-30', 'archived'],
    ['then nothing', { isPublished: true, isClosed: true, isArchived: true }, '2026-09-30', null],
    ['nor when it was called off', { isCancelled: true }, '2026-09-30', null]
  ])('%s', (_said, change, day, next) => {
    expect(nextStep(facts(change), day)).toBe(next)
  })
})

describe('postponed on 15 September at 10:00', () => {
  const lesson = (heldOn: string, fromMinute: number, wasHeld: boolean | null = null) => ({ heldOn, fromMinute, wasHeld })
  test.each([
    ['yesterday’s stays', lesson('2026-09-14', 540), false],
    ['the one that began at nine stays', lesson('2026-09-15', 540), false],
    ['the one that begins this minute stays', lesson('2026-09-15', 600), false],
    ['this afternoon’s moves', lesson('2026-09-15', 840), true],
    ['tomorrow’s moves', lesson('2026-09-16', 540), true],
    ['what was said not to take place stays', lesson('2026-09-16', 540, false), false]
  ])('%s', (_said, one, moves) => {
    expect(liesAhead(one, '2026-09-15', 600)).toBe(moves)
  })

  test('the first day moves as long as nothing has begun', () => {
    const morning = [lesson('2026-09-15', 540), lesson('2026-09-16', 540)]
    expect(firstDayMoves('2026-09-15', morning, '2026-09-14', 600)).toBe(true)
    expect(firstDayMoves('2026-09-15', morning, '2026-09-15', 480)).toBe(true)
    expect(firstDayMoves('2026-09-15', morning, '2026-09-15', 600)).toBe(false)
    expect(firstDayMoves('2026-09-14', morning, '2026-09-15', 480)).toBe(false)
  })
})

test('the checklist asks for an approval only where one was given or wanted', () => {
  const filed = { seats: 2, rollCalls: 7, marks: 15, onlineCompletions: 0, completions: 2, credits: 14 }
  const plain = { lessons: 8, isApproved: false, needsApproval: false, isDerogated: false }
  expect(checklistOf(filed, plain).map(({ what, count }) => `${what} ${count}`)).toEqual([
    'timetable 8',
    'trainees 2',
    'rollCalls 7',
    'marks 15',
    'completions 2',
    'credits 14'
  ])
  expect(checklistOf(filed, { ...plain, needsApproval: true })[1]).toEqual({ what: 'approval', count: 0 })
  expect(checklistOf(filed, { ...plain, isApproved: true, isDerogated: true }).map(({ what }) => what)).toEqual([
    'timetable',
    'approval',
    'trainees',
    'rollCalls',
    'marks',
    'completions',
    'credits',
    'derogation'
  ])
})
