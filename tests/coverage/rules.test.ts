import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { PersonFacts } from '../../server/coverage/personFacts.ts'
import { deadlineOf } from '../../server/coverage/roster/rules.ts'
import { conditionsOn, NO_STRATUM, rateOf, standingOn, standingsOf, type Rules } from '../../server/coverage/rules.ts'
import type { Requirement } from '../../server/policies/requirements/rules.ts'

const rules: Rules = {
  graceMonths: 6,
  strata: [
    { code: 'villageSecretary', zh: '村党组织书记', en: 'Village secretaries', fields: ['rural'], roles: ['secretary'] },
    {
      code: 'communitySecretary',
      zh: '社区党组织书记',
      en: 'Community secretaries',
      fields: ['urbanCommunity'],
      roles: ['secretary']
    },
    { code: 'committee', zh: '班子成员', en: 'Committee members', fields: [], roles: ['deputySecretary', 'committeeMember'] },
    { code: 'member', zh: '党员', en: 'Members', fields: [], roles: ['member'] }
  ]
}

const named = { zh: '要求', en: 'Requirement', cite: '条例' }
/** 书记县级以上集中轮训 */
const rotation: Requirement = {
  code: 'secretary.rotation',
  ...named,
  severity: 'must',
  roles: ['secretary'],
  conditions: [[{ counts: 'completions', atLeast: 1, kinds: ['rotation'], organiserLevels: ['county', 'prefecture'] }]]
}
/** 书记和班子成员全年 56 学时且集中培训 1 次 */
const annual: Requirement = {
  code: 'committee.annual',
  ...named,
  severity: 'must',
  roles: ['secretary', 'deputySecretary', 'committeeMember'],
  conditions: [
    [{ counts: 'credit', atLeast: 5600, sources: ['concentrated', 'collective'] }],
    [{ counts: 'completions', atLeast: 1 }]
  ]
}
/** 新任书记任职培训 */
const onboarding: Requirement = {
  code: 'secretary.onboarding',
  ...named,
  severity: 'must',
  roles: ['secretary'],
  monthsAfterAppointment: 6,
  conditions: [[{ counts: 'completions', atLeast: 1, kinds: ['onboarding', 'rotation'] }]]
}
/** 党员全年 32 学时 */
const member: Requirement = {
  code: 'member.annual',
  ...named,
  severity: 'should',
  stages: ['full', 'probationary'],
  conditions: [[{ counts: 'credit', atLeast: 3200, sources: ['concentrated', 'collective'] }]]
}

const LIUWAN = 11
const SHILING = 12
const QIAODONG = 13
const nothing: PersonFacts = {
  posts: [],
  memberships: [],
  exemptions: [],
  dueDates: [],
  credits: [],
  completions: [],
  fields: [
    { organisationId: LIUWAN, field: 'rural', from: '2015-01-01', until: null },
    { organisationId: SHILING, field: 'rural', from: '2015-01-01', until: null },
    { organisationId: QIAODONG, field: 'urbanCommunity', from: '2015-01-01', until: null }
  ]
}
const post = (
  role: string,
  organisationId: number,
  from: string,
  until: string | null = null,
  isMain = true,
  postId = organisationId
) => ({
  postId,
  role,
  organisationId,
  isMain,
  from,
  until
})
const credit = (earnedOn: string, centiCredits: number, source = 'concentrated') => ({
  earnedOn,
  centiCredits,
  halfDays: 1,
  source
})
const completion = (completedOn: string, kind = 'rotation', organiserLevel = 'county', isCompleted = true) => ({
  completedOn,
  kind,
  organiserLevel,
  isCompleted
})

/** 林 has been secretary of 柳湾村 since March 2021. */
const lin: PersonFacts = { ...nothing, posts: [post('secretary', LIUWAN, '2021-03-01')] }

/** What people say of it: `place stratum state from..until`. */
const said = (person: PersonFacts, requirement: Requirement, period: number) =>
  standingsOf(person, requirement, period, rules).map(
    ({ organisationId, stratum, state, isFlagged, from, until }) =>
      `${organisationId} ${stratum} ${state}${isFlagged ? ' flagged' : ''} ${from}..${until}`
  )

test('林 has done nothing yet: outstanding from the first day of the year to the last', () => {
  expect(said(lin, rotation, 2026)).toEqual(['11 villageSecretary outstanding 2026-01-01..2027-01-01'])
})

test('林 completes a county rotation on 18 September: covered from that very day, and the next year begins anew', () => {
  const trained = { ...lin, completions: [completion('2026-09-18')] }
  expect(said(trained, rotation, 2026)).toEqual([
    '11 villageSecretary outstanding 2026-01-01..2026-09-18',
    '11 villageSecretary covered 2026-09-18..2027-01-01'
  ])
  expect(said(trained, rotation, 2027)).toEqual(['11 villageSecretary outstanding 2027-01-01..2028-01-01'])
})

test('a cohort not completed, of another kind or held by a township does not count for the rotation', () => {
  for (const other of [
    completion('2026-09-18', 'rotation', 'county', false),
    completion('2026-09-18', 'seminar'),
    completion('2026-09-18', 'rotation', 'township')
  ])
    expect(standingOn({ ...lin, completions: [other] }, rotation, '2026-12-31', rules)!.state).toBe('outstanding')
})

test('exactly 56.00 学时 is enough, 55.99 is not, and without a completed cohort neither is', () => {
  const with56 = {
    ...lin,
    credits: [credit('2026-03-05', 3600), credit('2026-06-01', 2000, 'collective')],
    completions: [completion('2026-03-06')]
  }
  expect(said(with56, annual, 2026)).toEqual([
    '11 villageSecretary outstanding 2026-01-01..2026-06-01',
    '11 villageSecretary covered 2026-06-01..2027-01-01'
  ])
  const with5599 = { ...with56, credits: [credit('2026-03-05', 3600), credit('2026-06-01', 1999, 'collective')] }
  expect(standingOn(with5599, annual, '2026-12-31', rules)!.state).toBe('outstanding')
  expect(standingOn({ ...with56, completions: [] }, annual, '2026-12-31', rules)!.state).toBe('outstanding')
  expect(conditionsOn(with5599, annual, { from: '2026-01-01', until: '2026-12-31', part: 1, whole: 1 })).toMatchObject([
    { have: 5599, need: 5600, isMet: false },
    { have: 1, need: 1, isMet: true }
  ])
})

test('credit of another year, of self-study or earned later than the day does not count', () => {
  const person = {
    ...lin,
    credits: [credit('2025-12-31', 9000), credit('2026-02-01', 9000, 'selfStudy'), credit('2026-08-01', 5600)],
    completions: [completion('2026-01-01')]
  }
  expect(standingOn(person, annual, '2026-07-31', rules)!.state).toBe('outstanding')
  expect(standingOn(person, annual, '2026-08-01', rules)!.state).toBe('covered')
})

test('a counter-entry takes the credit back on the day of the entry it reverses', () => {
  const person = {
    ...lin,
    credits: [credit('2026-05-20', 5600), credit('2026-05-20', -400)],
    completions: [completion('2026-05-20')]
  }
  expect(said(person, annual, 2026)).toEqual(['11 villageSecretary outstanding 2026-01-01..2027-01-01'])
})

test('孙, secretary for the first time on 1 May, has six months of grace; on the due date itself he is outstanding', () => {
  const sun = { ...nothing, posts: [post('secretary', SHILING, '2026-05-01')] }
  expect(said(sun, rotation, 2026)).toEqual([
    '12 villageSecretary notYetDue 2026-05-01..2026-11-01',
    '12 villageSecretary outstanding 2026-11-01..2027-01-01'
  ])
  expect(standingOn(sun, rotation, '2026-04-30', rules)).toBeNull()
  expect(standingOn(sun, rotation, '2026-10-31', rules)!.state).toBe('notYetDue')
  expect(standingOn(sun, rotation, '2026-11-01', rules)!.state).toBe('outstanding')
})

test('grace that begins in September reaches into the next year', () => {
  const sun = { ...nothing, posts: [post('secretary', SHILING, '2026-09-01')] }
  expect(said(sun, rotation, 2026)).toEqual(['12 villageSecretary notYetDue 2026-09-01..2027-01-01'])
  expect(said(sun, rotation, 2027)).toEqual([
    '12 villageSecretary notYetDue 2027-01-01..2027-03-01',
    '12 villageSecretary outstanding 2027-03-01..2028-01-01'
  ])
})

test('there is no second grace: who was a committee member before is due for the committee requirement at once as a secretary', () => {
  const zhou = {
    ...nothing,
    posts: [
      post('committeeMember', LIUWAN, '2019-01-01', '2026-05-01', true, 1),
      post('secretary', LIUWAN, '2026-05-01', null, true, 2)
    ]
  }
  expect(said(zhou, annual, 2026)).toEqual([
    '11 committee outstanding 2026-01-01..2026-05-01',
    '11 villageSecretary outstanding 2026-05-01..2027-01-01'
  ])
  expect(said(zhou, rotation, 2026)).toEqual([
    '11 villageSecretary notYetDue 2026-05-01..2026-11-01',
    '11 villageSecretary outstanding 2026-11-01..2027-01-01'
  ])
})

test('赵 is ill from February to June: exempt while the exemption lasts, even if trained, and covered afterwards', () => {
  const zhao = {
    ...nothing,
    posts: [post('deputySecretary', LIUWAN, '2022-06-01')],
    exemptions: [{ requirement: null, from: '2026-02-01', until: '2026-07-01' }],
    credits: [credit('2026-01-20', 5600)],
    completions: [completion('2026-01-20')]
  }
  expect(said(zhao, annual, 2026)).toEqual([
    '11 committee outstanding 2026-01-01..2026-01-20',
    '11 committee covered 2026-01-20..2026-02-01',
    '11 committee exempt 2026-02-01..2026-07-01',
    '11 committee covered 2026-07-01..2027-01-01'
  ])
  const fromOther = { ...zhao, exemptions: [{ requirement: 'member.annual', from: '2026-02-01', until: null }] }
  expect(standingOn(fromOther, annual, '2026-03-01', rules)!.state).toBe('covered')
})

test('林 leaves office on 1 July, trained or not, exempt or not: left at the last place until the end of the year, and not there in the next', () => {
  const left = {
    ...lin,
    posts: [post('secretary', LIUWAN, '2021-03-01', '2026-07-01')],
    completions: [completion('2026-03-01')],
    exemptions: [{ requirement: null, from: '2026-08-01', until: null }]
  }
  expect(said(left, rotation, 2026)).toEqual([
    '11 villageSecretary outstanding 2026-01-01..2026-03-01',
    '11 villageSecretary covered 2026-03-01..2026-07-01',
    '11 villageSecretary left 2026-07-01..2027-01-01'
  ])
  expect(said(left, rotation, 2027)).toEqual([])
})

test('who comes back in the same year is counted as before, at the new place', () => {
  const back = {
    ...lin,
    posts: [post('secretary', LIUWAN, '2021-03-01', '2026-04-01'), post('secretary', QIAODONG, '2026-10-01')]
  }
  expect(said(back, rotation, 2026)).toEqual([
    '11 villageSecretary outstanding 2026-01-01..2026-04-01',
    '11 villageSecretary left 2026-04-01..2026-10-01',
    '13 communitySecretary outstanding 2026-10-01..2027-01-01'
  ])
})

test('who left on 31 December is not on the roster of the new year, who left on 1 January neither, on 2 January yes', () => {
  const until = (day: string) => ({ ...lin, posts: [post('secretary', LIUWAN, '2021-03-01', day)] })
  expect(said(until('2025-12-31'), rotation, 2026)).toEqual([])
  expect(said(until('2026-01-01'), rotation, 2026)).toEqual([])
  expect(said(until('2026-01-02'), rotation, 2026)).toEqual([
    '11 villageSecretary outstanding 2026-01-01..2026-01-02',
    '11 villageSecretary left 2026-01-02..2027-01-01'
  ])
})

test('林 is transferred from 柳湾村 to the community of 桥东: one standing, only at the new place, in its stratum', () => {
  const moved = {
    ...lin,
    posts: [post('secretary', LIUWAN, '2021-03-01', '2026-06-15'), post('secretary', QIAODONG, '2026-06-15')]
  }
  expect(said(moved, rotation, 2026)).toEqual([
    '11 villageSecretary outstanding 2026-01-01..2026-06-15',
    '13 communitySecretary outstanding 2026-06-15..2027-01-01'
  ])
  expect(said(moved, onboarding, 2026)).toEqual([])
})

test('of two posts the main one counts, though the other is older', () => {
  const two = {
    ...nothing,
    posts: [post('secretary', SHILING, '2019-01-01', null, false), post('secretary', QIAODONG, '2022-01-01', null, true)]
  }
  expect(said(two, rotation, 2026)).toEqual(['13 communitySecretary outstanding 2026-01-01..2027-01-01'])
})

test('where the main post carries none of the roles, the longest held of those that do counts', () => {
  const posts = [
    post('groupLeader', LIUWAN, '2015-01-01', null, true),
    post('secretary', QIAODONG, '2022-01-01', null, false),
    post('secretary', SHILING, '2019-01-01', null, false)
  ]
  expect(said({ ...nothing, posts }, rotation, 2026)).toEqual(['12 villageSecretary outstanding 2026-01-01..2027-01-01'])
})

test('a post whose details change keeps its age', () => {
  const posts = [
    post('secretary', SHILING, '2018-01-01', '2026-05-01', false, 1),
    post('secretary', SHILING, '2026-05-01', null, false, 1),
    post('secretary', QIAODONG, '2020-01-01', null, false, 2)
  ]
  expect(said({ ...nothing, posts }, rotation, 2026)).toEqual(['12 villageSecretary outstanding 2026-01-01..2027-01-01'])
})

test('a village that becomes a community carries its secretary into the other stratum on that day', () => {
  const fields = [
    { organisationId: LIUWAN, field: 'rural', from: '2015-01-01', until: '2026-08-01' },
    { organisationId: LIUWAN, field: 'urbanCommunity', from: '2026-08-01', until: null }
  ]
  expect(said({ ...lin, fields }, rotation, 2026)).toEqual([
    '11 villageSecretary outstanding 2026-01-01..2026-08-01',
    '11 communitySecretary outstanding 2026-08-01..2027-01-01'
  ])
  expect(
    said({ ...lin, fields: [{ organisationId: LIUWAN, field: 'organ', from: '2015-01-01', until: null }] }, rotation, 2026)
  ).toEqual([`11 ${NO_STRATUM} outstanding 2026-01-01..2027-01-01`])
})

test('members stand at the branch that holds the membership; an unmet "should" is outstanding and flagged; an activist is not on the roster', () => {
  const zhou = {
    ...nothing,
    posts: [post('secretary', QIAODONG, '2020-01-01')],
    memberships: [
      { organisationId: LIUWAN, stage: 'full', from: '2010-01-01', until: '2026-04-01' },
      { organisationId: SHILING, stage: 'full', from: '2026-04-01', until: null }
    ],
    credits: [credit('2026-09-01', 3200, 'collective')]
  }
  expect(said(zhou, member, 2026)).toEqual([
    '11 member outstanding flagged 2026-01-01..2026-04-01',
    '12 member outstanding flagged 2026-04-01..2026-09-01',
    '12 member covered 2026-09-01..2027-01-01'
  ])
  const activist = { ...nothing, memberships: [{ organisationId: LIUWAN, stage: 'activist', from: '2026-01-01', until: null }] }
  expect(said(activist, member, 2026)).toEqual([])
})

test('a member who joins in May has no grace: the year is due from its first day', () => {
  const joined = { ...nothing, memberships: [{ organisationId: LIUWAN, stage: 'probationary', from: '2026-05-04', until: null }] }
  expect(said(joined, member, 2026)).toEqual(['11 member outstanding flagged 2026-05-04..2027-01-01'])
})

test('onboarding: appointed in October, due in April; on the roster of both years and of no other', () => {
  const wu = { ...nothing, posts: [post('secretary', QIAODONG, '2025-10-08')] }
  expect(said(wu, onboarding, 2024)).toEqual([])
  expect(said(wu, onboarding, 2025)).toEqual(['13 communitySecretary notYetDue 2025-10-08..2026-01-01'])
  expect(said(wu, onboarding, 2026)).toEqual([
    '13 communitySecretary notYetDue 2026-01-01..2026-04-08',
    '13 communitySecretary outstanding 2026-04-08..2027-01-01'
  ])
  expect(said(wu, onboarding, 2027)).toEqual([])
})

test('onboarding: training before the appointment does not count, on its day it does, and it holds across the year', () => {
  const wu = { ...nothing, posts: [post('secretary', QIAODONG, '2025-10-08')] }
  expect(standingOn({ ...wu, completions: [completion('2025-10-07')] }, onboarding, '2025-12-31', rules)!.state).toBe('notYetDue')
  expect(said({ ...wu, completions: [completion('2025-10-08', 'onboarding')] }, onboarding, 2026)).toEqual([
    '13 communitySecretary covered 2026-01-01..2027-01-01'
  ])
  expect(said({ ...wu, completions: [completion('2026-05-01')] }, onboarding, 2026)).toEqual([
    '13 communitySecretary notYetDue 2026-01-01..2026-04-08',
    '13 communitySecretary outstanding 2026-04-08..2026-05-01',
    '13 communitySecretary covered 2026-05-01..2027-01-01'
  ])
})

test('onboarding: after a break in office the appointment is a new one, with its own due date', () => {
  const again = {
    ...nothing,
    posts: [post('secretary', LIUWAN, '2026-01-10', '2026-03-01'), post('secretary', SHILING, '2026-06-30')],
    completions: [completion('2026-02-01')]
  }
  expect(said(again, onboarding, 2026)).toEqual([
    '11 villageSecretary notYetDue 2026-01-10..2026-02-01',
    '11 villageSecretary covered 2026-02-01..2026-03-01',
    '11 villageSecretary left 2026-03-01..2026-06-30',
    '12 villageSecretary notYetDue 2026-06-30..2026-12-30',
    '12 villageSecretary outstanding 2026-12-30..2027-01-01'
  ])
})

test('appointed on 31 August, due on the last day of February', () => {
  const wu = { ...nothing, posts: [post('secretary', QIAODONG, '2025-08-31')] }
  expect(standingOn(wu, onboarding, '2026-02-27', rules)!.state).toBe('notYetDue')
  expect(standingOn(wu, onboarding, '2026-02-28', rules)!.state).toBe('outstanding')
})

test('the deadline is the individual due date while it lies ahead, and always for onboarding; else the end of the year', () => {
  const sun = { ...nothing, posts: [post('secretary', SHILING, '2026-05-01')] }
  const deadline = (requirement: Requirement, day: string) =>
    deadlineOf(requirement, standingOn(sun, requirement, day, rules)!, day)
  expect(deadline(rotation, '2026-06-01')).toBe('2026-11-01')
  expect(deadline(rotation, '2026-11-01')).toBe('2026-12-31')
  expect(deadline(onboarding, '2026-12-01')).toBe('2026-11-01')
})

test.each([
  [2537, 3176, 799],
  [1, 8, 125],
  [2, 3, 667],
  [9999, 10000, 999],
  [10000, 10000, 1000],
  [0, 5, 0]
])('%i of %i is %i tenths of a per cent', (covered, due, tenths) => {
  expect(rateOf(covered, due)).toBe(tenths)
})

test('where nobody is due there is no rate', () => {
  expect(rateOf(0, 0)).toBeNull()
})

const dayOf2026 = fc
  .integer({ min: -400, max: 700 })
  .map(days => new Date(Date.UTC(2026, 0, 1 + days)).toISOString().slice(0, 10))
const during = fc
  .tuple(dayOf2026, fc.option(dayOf2026))
  .filter(([from, until]) => until === null || until > from)
  .map(([from, until]) => ({ from, until }))
const anyone: fc.Arbitrary<PersonFacts> = fc.record({
  posts: fc
    .array(
      fc
        .tuple(
          during,
          fc.constantFrom('secretary', 'deputySecretary', 'groupLeader'),
          fc.constantFrom(LIUWAN, SHILING, QIAODONG),
          fc.boolean()
        )
        .map(([held, role, organisationId, isMain]) => ({ ...held, role, organisationId, isMain })),
      { maxLength: 4 }
    )
    .map(posts => posts.map((held, i) => ({ ...held, postId: i + 1 }))),
  memberships: fc.array(
    during.map(held => ({ ...held, organisationId: LIUWAN, stage: 'full' })),
    { maxLength: 1 }
  ),
  exemptions: fc.array(
    during.map(held => ({ ...held, requirement: null })),
    { maxLength: 2 }
  ),
  dueDates: fc.array(
    fc
      .tuple(
        fc.uniqueArray(dayOf2026, { minLength: 2, maxLength: 3 }),
        fc.constantFrom('secretary.onboarding', 'committee.annual')
      )
      .map(([days, requirement]) => {
        const [from, until] = days.toSorted() as [string, string]
        return { requirement, from, until, dueOn: days.toSorted().at(-1)! }
      }),
    { maxLength: 2 }
  ),
  credits: fc.array(
    fc.tuple(dayOf2026, fc.integer({ min: 1, max: 4000 })).map(([day, centi]) => credit(day, centi)),
    { maxLength: 5 }
  ),
  completions: fc.array(
    dayOf2026.map(day => completion(day)),
    { maxLength: 3 }
  ),
  fields: fc.constant(nothing.fields)
})
const any = fc.constantFrom(rotation, annual, onboarding, member)

test('stretches join without a gap, to the end of the year, and no two neighbours say the same', () => {
  fc.assert(
    fc.property(anyone, any, (person, requirement) => {
      const stretches = standingsOf(person, requirement, 2026, rules)
      stretches.forEach(({ from, until, ...what }, i) => {
        expect(from < until).toBe(true)
        const next = stretches[i + 1]
        expect(until).toBe(next?.from ?? '2027-01-01')
        if (next) expect({ ...what, from, until }).not.toEqual({ ...next, from, until })
      })
    })
  )
})

test('on any day a stretch says what the day says, and nobody once counted is lost before the year ends', () => {
  fc.assert(
    fc.property(anyone, any, dayOf2026, (person, requirement, day) => {
      if (!day.startsWith('2026')) return
      const stretch = standingsOf(person, requirement, 2026, rules).find(({ from, until }) => from <= day && day < until)
      const standing = standingOn(person, requirement, day, rules)
      expect(stretch?.state).toBe(standing?.state)
      expect(stretch?.organisationId).toBe(standing?.organisationId)
      expect(stretch?.stratum).toBe(standing?.stratum)
      const wasThere = (requirement.roles ? person.posts : person.memberships).some(
        ({ from, until, ...held }) =>
          from <= day && (until === null || until > '2026-01-01') && (!('role' in held) || requirement.roles!.includes(held.role))
      )
      if (!requirement.monthsAfterAppointment) expect(standing !== null).toBe(wasThere)
    })
  )
})

test('more credit never takes coverage away', () => {
  fc.assert(
    fc.property(anyone, any, dayOf2026, dayOf2026, (person, requirement, earnedOn, day) => {
      if (!day.startsWith('2026') || standingOn(person, requirement, day, rules)?.state !== 'covered') return
      const more = {
        ...person,
        credits: [...person.credits, credit(earnedOn, 800)],
        completions: [...person.completions, completion(earnedOn)]
      }
      expect(standingOn(more, requirement, day, rules)!.state).toBe('covered')
    })
  )
})
