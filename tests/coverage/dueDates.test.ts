import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { countedBy } from '../../server/coverage/definitions.ts'
import type { DueDate, PersonFacts } from '../../server/coverage/personFacts.ts'
import { deadlineOf } from '../../server/coverage/roster/rules.ts'
import { standingOn, standingsOf } from '../../server/coverage/rules.ts'
import { reasonOf } from '../../server/exports/rules.ts'
import { packOf } from '../../server/policies/packFile.ts'
import type { Requirement } from '../../server/policies/requirements/rules.ts'

/** 个别到期日: more time for one person and one requirement, as somebody who decides on it would say what follows. */
const pack = packOf(readFileSync(new URL('../../content/policies/national-plans.yaml', import.meta.url)), 'national-plans.yaml')
const asked = (code: string): Requirement => pack.requirements.find(each => each.code === code)!

const LIUWAN = 11
const SHILING = 12
const nothing: PersonFacts = {
  posts: [],
  memberships: [],
  exemptions: [],
  dueDates: [],
  credits: [],
  completions: [],
  fields: [
    { organisationId: LIUWAN, field: 'rural', from: '2015-01-01', until: null },
    { organisationId: SHILING, field: 'rural', from: '2015-01-01', until: null }
  ]
}
const secretary = (from: string, until: string | null = null, organisationId = LIUWAN) => ({
  postId: organisationId,
  role: 'secretary',
  organisationId,
  isMain: true,
  from,
  until
})
const member = (stage: string, from: string, until: string | null = null) => ({ stage, organisationId: LIUWAN, from, until })
const done = (completedOn: string, organiserLevel = 'county') => ({
  completedOn,
  isCompleted: true,
  kind: 'rotation',
  organiserLevel
})
/** `withdrawn`: the first day on which it no longer holds. */
const more = (requirement: string, from: string, dueOn: string, withdrawn = dueOn): DueDate => ({
  requirement,
  from,
  dueOn,
  until: withdrawn
})

const said = (person: PersonFacts, code: string, period: number) =>
  standingsOf(person, asked(code), period, pack).map(({ state, from, until }) => `${state} ${from}..${until}`)
const deadlineOn = (person: PersonFacts, code: string, day: string) =>
  deadlineOf(asked(code), standingOn(person, asked(code), day, pack)!, day)

/** 林 has long been secretary of 柳湾村 and a member there. */
const lin: PersonFacts = { ...nothing, posts: [secretary('2021-03-01')], memberships: [member('full', '2010-07-01')] }
const onLeave = { ...lin, dueDates: [more('secretary.rotation', '2026-09-01', '2027-03-31')] }

describe('a requirement of the year', () => {
  test('林 has until 31 March: not yet due from the first day of the decision, over New Year, and outstanding on the day itself', () => {
    expect(said(onLeave, 'secretary.rotation', 2026)).toEqual([
      'outstanding 2026-01-01..2026-09-01',
      'notYetDue 2026-09-01..2027-01-01'
    ])
    expect(said(onLeave, 'secretary.rotation', 2027)).toEqual([
      'notYetDue 2027-01-01..2027-03-31',
      'outstanding 2027-03-31..2028-01-01'
    ])
    expect(said(onLeave, 'secretary.rotation', 2028)).toEqual(['outstanding 2028-01-01..2029-01-01'])
  })

  test('nothing else of hers is put off', () => {
    expect(said(onLeave, 'member.annual', 2026)).toEqual(['outstanding 2026-01-01..2027-01-01'])
  })

  test('who is trained is covered, who is exempt is exempt and who has left has left: more time makes none of them not yet due', () => {
    const life = {
      ...onLeave,
      posts: [secretary('2021-03-01', '2026-12-01')],
      completions: [done('2026-10-10')],
      exemptions: [{ requirement: null, from: '2026-09-15', until: '2026-10-01' }]
    }
    expect(said(life, 'secretary.rotation', 2026)).toEqual([
      'outstanding 2026-01-01..2026-09-01',
      'notYetDue 2026-09-01..2026-09-15',
      'exempt 2026-09-15..2026-10-01',
      'notYetDue 2026-10-01..2026-10-10',
      'covered 2026-10-10..2026-12-01',
      'left 2026-12-01..2027-01-01'
    ])
  })

  test('withdrawn from 1 November on, she is outstanding from that day, and the deadline is the year’s again', () => {
    const back = { ...lin, dueDates: [more('secretary.rotation', '2026-09-01', '2027-03-31', '2026-11-01')] }
    expect(said(back, 'secretary.rotation', 2026)).toEqual([
      'outstanding 2026-01-01..2026-09-01',
      'notYetDue 2026-09-01..2026-11-01',
      'outstanding 2026-11-01..2027-01-01'
    ])
    expect(said(back, 'secretary.rotation', 2027)).toEqual(['outstanding 2027-01-01..2028-01-01'])
    expect(deadlineOn(back, 'secretary.rotation', '2026-10-31')).toBe('2027-03-31')
    expect(deadlineOn(back, 'secretary.rotation', '2026-11-01')).toBe('2026-12-31')
  })

  test('the deadline is the due date while it lies ahead, and not before it was set', () => {
    const soon = { ...lin, dueDates: [more('secretary.rotation', '2026-09-01', '2026-10-31')] }
    expect(deadlineOn(soon, 'secretary.rotation', '2026-08-31')).toBe('2026-12-31')
    expect(deadlineOn(soon, 'secretary.rotation', '2026-09-01')).toBe('2026-10-31')
    expect(deadlineOn(soon, 'secretary.rotation', '2026-10-31')).toBe('2026-12-31')
  })

  test('beside the grace after a first appointment the later day counts, whichever it is', () => {
    const sun = { ...nothing, posts: [secretary('2026-05-01')] }
    const until = (dueOn: string) => ({ ...sun, dueDates: [more('secretary.rotation', '2026-09-01', dueOn)] })
    expect(said(until('2026-09-30'), 'secretary.rotation', 2026)).toEqual([
      'notYetDue 2026-05-01..2026-11-01',
      'outstanding 2026-11-01..2027-01-01'
    ])
    expect(deadlineOn(until('2026-09-30'), 'secretary.rotation', '2026-09-15')).toBe('2026-11-01')
    expect(said(until('2026-12-15'), 'secretary.rotation', 2026)).toEqual([
      'notYetDue 2026-05-01..2026-12-15',
      'outstanding 2026-12-15..2027-01-01'
    ])
    expect(deadlineOn(until('2026-12-15'), 'secretary.rotation', '2026-09-15')).toBe('2026-12-15')
  })

  test('of two that were set one after the other the later counts', () => {
    const twice = {
      ...lin,
      dueDates: [more('secretary.rotation', '2026-02-01', '2026-06-01'), more('secretary.rotation', '2026-05-20', '2026-09-01')]
    }
    expect(said(twice, 'secretary.rotation', 2026)).toEqual([
      'outstanding 2026-01-01..2026-02-01',
      'notYetDue 2026-02-01..2026-09-01',
      'outstanding 2026-09-01..2027-01-01'
    ])
    expect(deadlineOn(twice, 'secretary.rotation', '2026-05-25')).toBe('2026-09-01')
  })
})

describe('a requirement with a due date for each', () => {
  /** Appointed in March, by itself due in September. */
  const wu = { ...nothing, posts: [secretary('2026-03-01')] }
  const given = { ...wu, dueDates: [more('secretary.onboarding', '2026-08-20', '2027-03-15')] }

  test('onboarding put off into the next year is on the roster of that year as well, and of no other', () => {
    expect(said(wu, 'secretary.onboarding', 2027)).toEqual([])
    expect(said(given, 'secretary.onboarding', 2026)).toEqual(['notYetDue 2026-03-01..2027-01-01'])
    expect(said(given, 'secretary.onboarding', 2027)).toEqual([
      'notYetDue 2027-01-01..2027-03-15',
      'outstanding 2027-03-15..2028-01-01'
    ])
    expect(said(given, 'secretary.onboarding', 2028)).toEqual([])
  })

  test('training after the half-year and before the day that was set covers her, and from the appointment on all of it counts', () => {
    expect(said({ ...given, completions: [done('2027-02-10')] }, 'secretary.onboarding', 2027)).toEqual([
      'notYetDue 2027-01-01..2027-02-10',
      'covered 2027-02-10..2028-01-01'
    ])
    expect(said({ ...given, completions: [done('2026-10-10')] }, 'secretary.onboarding', 2027)).toEqual([
      'covered 2027-01-01..2028-01-01'
    ])
  })

  test('the deadline stays the day that was set when it is over; one that was withdrawn leaves the half-year', () => {
    expect(deadlineOn(given, 'secretary.onboarding', '2027-06-01')).toBe('2027-03-15')
    const back = { ...wu, dueDates: [more('secretary.onboarding', '2026-08-20', '2027-03-15', '2026-10-01')] }
    expect(deadlineOn(back, 'secretary.onboarding', '2026-11-01')).toBe('2026-09-01')
    expect(said(back, 'secretary.onboarding', 2027)).toEqual([])
  })

  test('due on New Year’s Day: on the roster of the year that begins, outstanding from its first day', () => {
    const newYear = { ...wu, dueDates: [more('secretary.onboarding', '2026-08-20', '2027-01-01')] }
    expect(said(newYear, 'secretary.onboarding', 2027)).toEqual(['outstanding 2027-01-01..2028-01-01'])
  })

  test('set again in the year it was put off into, it goes on', () => {
    const again = {
      ...wu,
      dueDates: [...given.dueDates, more('secretary.onboarding', '2027-03-10', '2028-01-31')]
    }
    expect(said(again, 'secretary.onboarding', 2027)).toEqual(['notYetDue 2027-01-01..2028-01-01'])
    expect(said(again, 'secretary.onboarding', 2028)).toEqual([
      'notYetDue 2028-01-01..2028-01-31',
      'outstanding 2028-01-31..2029-01-01'
    ])
  })

  test('it belongs to the appointment that was the last to begin: an earlier one does not come back onto the roster', () => {
    const posts = [secretary('2015-01-01', '2026-02-01', SHILING), secretary('2026-06-01')]
    const both = { ...nothing, posts, dueDates: [more('secretary.onboarding', '2026-11-20', '2027-02-15')] }
    expect(said(both, 'secretary.onboarding', 2026)).toEqual(['notYetDue 2026-06-01..2027-01-01'])
  })

  test('a new member given more time stays on the roster as a full member', () => {
    const feng = {
      ...nothing,
      memberships: [member('probationary', '2025-01-01', '2026-01-01'), member('full', '2026-01-01')],
      dueDates: [more('newMember.training', '2026-12-01', '2028-02-01')]
    }
    expect(said({ ...feng, dueDates: [] }, 'newMember.training', 2028)).toEqual([])
    expect(said(feng, 'newMember.training', 2027)).toEqual(['notYetDue 2027-01-01..2028-01-01'])
    expect(said(feng, 'newMember.training', 2028)).toEqual([
      'notYetDue 2028-01-01..2028-02-01',
      'outstanding 2028-02-01..2029-01-01'
    ])
  })
})

describe('a season', () => {
  const day = (earnedOn: string) => ({ earnedOn, source: 'concentrated', centiCredits: 800, halfDays: 2 })
  const missed = { ...lin, dueDates: [more('rural.spring', '2026-05-06', '2026-06-30')] }

  test('who missed the spring training makes it up by the day that was set, that day included', () => {
    expect(said({ ...lin, credits: [day('2026-06-12')] }, 'rural.spring', 2026)).toEqual([
      'notYetDue 2026-01-01..2026-02-15',
      'outstanding 2026-02-15..2027-01-01'
    ])
    expect(said({ ...missed, credits: [day('2026-06-30')] }, 'rural.spring', 2026)).toEqual([
      'notYetDue 2026-01-01..2026-02-15',
      'outstanding 2026-02-15..2026-05-06',
      'notYetDue 2026-05-06..2026-06-30',
      'covered 2026-06-30..2027-01-01'
    ])
    expect(said({ ...missed, credits: [day('2026-07-01')] }, 'rural.spring', 2026).at(-1)).toBe(
      'outstanding 2026-06-30..2027-01-01'
    )
    expect(deadlineOn(missed, 'rural.spring', '2026-05-31')).toBe('2026-06-30')
    expect(deadlineOn(missed, 'rural.spring', '2026-07-31')).toBe('2026-06-30')
  })
})

test('the ledger says until when and why; the definition says what a due date set by hand does', () => {
  const line = {
    name: '吴',
    field: 'rural',
    organisationName: '',
    role: 'secretary',
    since: '2021-03-01',
    earned: 0,
    cohorts: [],
    exemptedBecause: null,
    dueOn: '2027-03-31',
    conditions: [{ measure: { counts: 'completions' as const, atLeast: 1 }, have: 0, need: 1, isMet: false }]
  }
  expect(reasonOf({ ...line, state: 'notYetDue', givenTimeBecause: '产假' })).toBe(
    '未到期（2027-03-31，产假）：还差集中培训 1 次'
  )
  expect(reasonOf({ ...line, state: 'notYetDue', givenTimeBecause: null })).toBe('未到期（2027-03-31）：还差集中培训 1 次')
  expect(countedBy(asked('secretary.rotation'), pack, 2026).zh).toMatch(/经批准另定个别到期日的，该日前未训为未到期。$/)
  expect(countedBy(asked('rural.spring'), pack, 2026).zh).toMatch(/该日前未训为未到期，该日及以前的培训也计。$/)
  expect(countedBy(asked('secretary.onboarding'), pack, 2026).zh).toMatch(/该日前未训为未到期，也列入该日所在年度。$/)
})

test('more time only ever turns outstanding into not yet due, and only on the days it holds', () => {
  const on = fc.integer({ min: 0, max: 1000 }).map(days => new Date(Date.UTC(2025, 6, 1 + days)).toISOString().slice(0, 10))
  fc.assert(
    fc.property(
      fc.uniqueArray(on, { minLength: 3, maxLength: 3 }),
      on,
      on,
      on,
      fc.constantFrom('secretary.rotation', 'committee.annual', 'member.annual'),
      (days, appointedOn, doneOn, day, code) => {
        const [from, until, dueOn] = days.toSorted() as [string, string, string]
        const person = { ...lin, posts: [secretary(appointedOn)], completions: [done(doneOn)] }
        const given = { ...person, dueDates: [{ requirement: code, from, until, dueOn }] }
        const [without, standing] = [person, given].map(facts => standingOn(facts, asked(code), day, pack))
        const isMoved = without?.state === 'outstanding' && from <= day && day < until
        expect(standing?.state).toBe(isMoved ? 'notYetDue' : without?.state)
        expect(standing?.organisationId).toBe(without?.organisationId)
      }
    )
  )
})
