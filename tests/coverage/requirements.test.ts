import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { askedBy, countedBy } from '../../server/coverage/definitions.ts'
import type { PersonFacts } from '../../server/coverage/personFacts.ts'
import { deadlineOf } from '../../server/coverage/roster/rules.ts'
import { conditionsOn, standingOn, standingsOf } from '../../server/coverage/rules.ts'
import { reasonOf } from '../../server/exports/rules.ts'
import { packOf } from '../../server/policies/packFile.ts'
import type { Requirement } from '../../server/policies/requirements/rules.ts'

/** R1–R13 as the national pack asks them, by what somebody who answers for them would say of a person. */
const pack = packOf(readFileSync(new URL('../../content/policies/national-plans.yaml', import.meta.url)), 'national-plans.yaml')
const asked = (code: string): Requirement => pack.requirements.find(each => each.code === code)!

const LIUWAN = 11
const SHILING = 12
const QIAODONG = 13
const HOSPITAL = 14
const COUNTY = 15
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
    { organisationId: QIAODONG, field: 'urbanCommunity', from: '2015-01-01', until: null },
    { organisationId: HOSPITAL, field: 'institution', from: '2015-01-01', until: null },
    { organisationId: COUNTY, field: 'organ', from: '2015-01-01', until: null }
  ]
}
const post = (role: string, organisationId: number, from: string, until: string | null = null, isMain = true) => ({
  postId: organisationId * 10 + Number(from.slice(3, 4)),
  role,
  organisationId,
  isMain,
  from,
  until
})
const member = (stage: string, organisationId: number, from: string, until: string | null = null) => ({
  stage,
  organisationId,
  from,
  until
})
const earned = (earnedOn: string, { hours = 0, days = 0, source = 'concentrated' }) => ({
  earnedOn,
  source,
  centiCredits: hours * 100,
  halfDays: days * 2
})
const done = (completedOn: string, kind = 'rotation', organiserLevel = 'county') => ({
  completedOn,
  isCompleted: true,
  kind,
  organiserLevel
})
const said = (person: PersonFacts, code: string, period: number) =>
  standingsOf(person, asked(code), period, pack).map(
    ({ organisationId, state, isFlagged, from, until }) =>
      `${organisationId} ${state}${isFlagged ? ' flagged' : ''} ${from}..${until}`
  )
const stateOn = (person: PersonFacts, code: string, day: string) => standingOn(person, asked(code), day, pack)?.state ?? null
const progressOn = (person: PersonFacts, code: string, day: string) =>
  conditionsOn(person, asked(code), standingOn(person, asked(code), day, pack)!.counted).map(
    ({ measure, have, need }) => `${measure.counts} ${have} of ${need}`
  )
const deadlineOn = (person: PersonFacts, code: string, day: string) =>
  deadlineOf(asked(code), standingOn(person, asked(code), day, pack)!, day)

/** 林 has long been a full member and secretary of 柳湾村. */
const lin: PersonFacts = {
  ...nothing,
  posts: [post('secretary', LIUWAN, '2021-03-01')],
  memberships: [member('full', LIUWAN, '2010-07-01')]
}

describe('R1–R5, the Party’s own: members, committees and secretaries', () => {
  test.each([
    ['R1: exactly 32 学时', 'member.annual', { credits: [earned('2026-05-06', { hours: 32 })] }, '2026-05-06', 'covered'],
    ['R1: 31.99', 'member.annual', { credits: [earned('2026-05-06', { hours: 31.99 })] }, '2026-12-31', 'outstanding'],
    [
      'R1: online is no concentrated study',
      'member.annual',
      { credits: [earned('2026-05-06', { hours: 40, source: 'online' })] },
      '2026-12-31',
      'outstanding'
    ],
    [
      'R2: a rotation of the township',
      'member.rotation',
      { completions: [done('2026-03-02', 'rotation', 'township')] },
      '2026-12-31',
      'covered'
    ],
    ['R2: one of the year before', 'member.rotation', { completions: [done('2025-12-31')] }, '2026-12-31', 'outstanding'],
    [
      'R3: 56 学时 and a cohort',
      'committee.annual',
      { credits: [earned('2026-05-06', { hours: 56 })], completions: [done('2026-05-06', 'training', 'township')] },
      '2026-05-06',
      'covered'
    ],
    [
      'R3: 56 学时 without a cohort',
      'committee.annual',
      { credits: [earned('2026-05-06', { hours: 56 })] },
      '2026-12-31',
      'outstanding'
    ],
    ['R4: held by the county', 'secretary.rotation', { completions: [done('2026-12-31')] }, '2026-12-31', 'covered'],
    [
      'R4: held by the township',
      'secretary.rotation',
      { completions: [done('2026-12-31', 'rotation', 'township')] },
      '2026-12-31',
      'outstanding'
    ]
  ] as const)('%s', (_what, code, facts, day, state) => {
    expect(stateOn({ ...lin, ...facts }, code, day)).toBe(state)
  })

  test('R5: 赵 takes office on 31 August 2025: due on the last day of February, not before', () => {
    const zhao = { ...nothing, posts: [post('secretary', SHILING, '2025-08-31')] }
    expect(said(zhao, 'secretary.onboarding', 2026)).toEqual([
      '12 notYetDue 2026-01-01..2026-02-28',
      '12 outstanding 2026-02-28..2027-01-01'
    ])
    expect(deadlineOn(zhao, 'secretary.onboarding', '2026-06-01')).toBe('2026-02-28')
  })
})

describe('R6, new members: during probation and within a year of full membership', () => {
  const sun = {
    ...nothing,
    memberships: [member('probationary', LIUWAN, '2024-07-01', '2025-07-01'), member('full', LIUWAN, '2025-07-01')]
  }

  test('孙 became a full member on 1 July 2025: not yet due until 1 July 2026, on the roster to the end of that year', () => {
    expect(said(sun, 'newMember.training', 2024)).toEqual(['11 notYetDue 2024-07-01..2025-01-01'])
    expect(said(sun, 'newMember.training', 2025)).toEqual(['11 notYetDue 2025-01-01..2026-01-01'])
    expect(said(sun, 'newMember.training', 2026)).toEqual([
      '11 notYetDue 2026-01-01..2026-07-01',
      '11 outstanding 2026-07-01..2027-01-01'
    ])
    expect(said(sun, 'newMember.training', 2027)).toEqual([])
    expect(deadlineOn(sun, 'newMember.training', '2024-08-01')).toBe('2026-07-01')
  })

  test('a training counts from the first day of probation, not from the day before', () => {
    expect(stateOn({ ...sun, completions: [done('2024-07-01')] }, 'newMember.training', '2026-12-31')).toBe('covered')
    expect(stateOn({ ...sun, completions: [done('2024-06-30')] }, 'newMember.training', '2026-12-31')).toBe('outstanding')
  })

  test('as long as nobody has become a full member a year of probation is assumed; prolonged, the due date moves with the day', () => {
    const memberships = [member('probationary', LIUWAN, '2025-03-01')]
    expect(deadlineOn({ ...nothing, memberships }, 'newMember.training', '2026-06-01')).toBe('2027-03-01')
    const prolonged = [member('probationary', LIUWAN, '2025-03-01', '2026-09-01'), member('full', LIUWAN, '2026-09-01')]
    expect(deadlineOn({ ...nothing, memberships: prolonged }, 'newMember.training', '2026-06-01')).toBe('2027-09-01')
    expect(said({ ...nothing, memberships: prolonged }, 'newMember.training', 2027)).toEqual([
      '11 notYetDue 2027-01-01..2027-09-01',
      '11 outstanding 2027-09-01..2028-01-01'
    ])
  })

  test('another branch during probation goes on with it; of whom no probation is known, nothing is asked', () => {
    const moved = [
      member('probationary', LIUWAN, '2025-03-01', '2025-08-01'),
      member('probationary', QIAODONG, '2025-08-01', '2026-03-01'),
      member('full', QIAODONG, '2026-03-01')
    ]
    const person = { ...nothing, memberships: moved, completions: [done('2025-04-01', 'training', 'township')] }
    expect(said(person, 'newMember.training', 2025)).toEqual([
      '11 notYetDue 2025-03-01..2025-04-01',
      '11 covered 2025-04-01..2025-08-01',
      '13 covered 2025-08-01..2026-01-01'
    ])
    expect(deadlineOn(person, 'newMember.training', '2026-06-01')).toBe('2027-03-01')
    expect(said(lin, 'newMember.training', 2026)).toEqual([])
  })
})

describe('R7, spring and winter training in the countryside', () => {
  test('before the season not yet due, from its first day on due, met by one day or 8 学时 within it', () => {
    expect(said(lin, 'rural.spring', 2026)).toEqual([
      '11 notYetDue 2026-01-01..2026-02-15',
      '11 outstanding flagged 2026-02-15..2027-01-01'
    ])
    expect(deadlineOn(lin, 'rural.spring', '2026-01-10')).toBe('2026-04-30')
    expect(deadlineOn(lin, 'rural.spring', '2026-11-10')).toBe('2026-04-30')
    for (const [day, state] of [
      ['2026-02-14', 'outstanding'],
      ['2026-02-15', 'covered'],
      ['2026-04-30', 'covered'],
      ['2026-05-01', 'outstanding']
    ] as const)
      expect(stateOn({ ...lin, credits: [earned(day, { days: 1 })] }, 'rural.spring', '2026-12-31')).toBe(state)
    expect(
      stateOn({ ...lin, credits: [earned('2026-03-01', { hours: 8, source: 'collective' })] }, 'rural.spring', '2026-03-01')
    ).toBe('covered')
    expect(stateOn({ ...lin, credits: [earned('2026-03-01', { days: 0.5 })] }, 'rural.spring', '2026-12-31')).toBe('outstanding')
  })

  test('a winter over New Year is the year’s in which it ends, and what was done in November counts', () => {
    const trained = (day: string) => said({ ...lin, credits: [earned(day, { days: 1 })] }, 'rural.winter', 2026)
    expect(trained('2025-11-14')).toEqual(['11 outstanding flagged 2026-01-01..2027-01-01'])
    expect(trained('2025-11-15')).toEqual(['11 covered 2026-01-01..2027-01-01'])
    expect(trained('2026-02-14')).toEqual(['11 outstanding flagged 2026-01-01..2026-02-14', '11 covered 2026-02-14..2027-01-01'])
    expect(trained('2026-02-15')).toEqual(['11 outstanding flagged 2026-01-01..2027-01-01'])
    expect(said({ ...lin, credits: [earned('2026-11-20', { days: 1 })] }, 'rural.winter', 2027)).toEqual([
      '11 covered 2027-01-01..2028-01-01'
    ])
  })

  test('who came after its last day is not on it; who moves out of the countryside has left, and so has who goes', () => {
    const came = (from: string) => said({ ...nothing, memberships: [member('full', LIUWAN, from)] }, 'rural.spring', 2026)
    expect(came('2026-05-01')).toEqual([])
    expect(came('2026-04-30')).toEqual(['11 outstanding flagged 2026-04-30..2027-01-01'])
    const moved = {
      ...nothing,
      memberships: [member('full', LIUWAN, '2010-01-01', '2026-03-10'), member('full', QIAODONG, '2026-03-10')]
    }
    expect(said(moved, 'rural.spring', 2026)).toEqual([
      '11 notYetDue 2026-01-01..2026-02-15',
      '11 outstanding flagged 2026-02-15..2026-03-10',
      '11 left 2026-03-10..2027-01-01'
    ])
    expect(came('2026-01-01').length).toBe(2)
    const wentBefore = { ...nothing, memberships: [member('full', LIUWAN, '2010-01-01', '2026-02-15')] }
    expect(said(wentBefore, 'rural.spring', 2026)).toEqual([])
  })

  test('when the branch itself becomes one of a town, its members leave the countryside with it', () => {
    const fields = [
      { organisationId: LIUWAN, field: 'rural', from: '2015-01-01', until: '2026-03-01' },
      { organisationId: LIUWAN, field: 'urbanCommunity', from: '2026-03-01', until: null }
    ]
    expect(said({ ...lin, fields }, 'rural.spring', 2026)).toEqual([
      '11 notYetDue 2026-01-01..2026-02-15',
      '11 outstanding flagged 2026-02-15..2026-03-01',
      '11 left 2026-03-01..2027-01-01'
    ])
    expect(said({ ...lin, fields }, 'rural.spring', 2027)).toEqual([])
  })
})

describe('R8, candidates: three days or 24 学时 from the day of becoming one', () => {
  const wu = {
    ...nothing,
    memberships: [
      member('developmentCandidate', LIUWAN, '2025-11-03', '2026-09-01'),
      member('probationary', LIUWAN, '2026-09-01')
    ]
  }

  test.each([
    ['exactly 3 days', [earned('2025-11-03', { days: 3 })], 'covered'],
    ['exactly 24 学时', [earned('2026-01-10', { hours: 24 })], 'covered'],
    ['two and a half days and 23.99 学时', [earned('2026-01-10', { days: 2.5, hours: 23.99 })], 'outstanding'],
    ['the day before', [earned('2025-11-02', { days: 3, hours: 24 })], 'outstanding'],
    ['online', [earned('2026-01-10', { hours: 24, source: 'online' })], 'outstanding']
  ])('%s', (_what, credits, state) => {
    expect(stateOn({ ...wu, credits }, 'candidate.course', '2026-08-31')).toBe(state)
  })

  test('due from that day, in every year of it, and left on the day of probation; as 发展对象, not as a member', () => {
    expect(said(wu, 'candidate.course', 2025)).toEqual(['11 outstanding 2025-11-03..2026-01-01'])
    expect(said(wu, 'candidate.course', 2026)).toEqual([
      '11 outstanding 2026-01-01..2026-09-01',
      '11 left 2026-09-01..2027-01-01'
    ])
    expect(standingOn(wu, asked('candidate.course'), '2026-02-01', pack)).toMatchObject({
      role: 'developmentCandidate',
      stratum: 'developmentCandidate'
    })
    expect(
      stateOn({ ...nothing, memberships: [member('activist', LIUWAN, '2025-01-01')] }, 'candidate.course', '2026-08-31')
    ).toBeNull()
  })
})

describe('R9, leading cadres: three months or 550 学时 in five years, pro rata', () => {
  /** 周 has long been of county rank. */
  const zhou = { ...nothing, posts: [post('leadingCadre', COUNTY, '2018-04-01')] }

  test.each([
    ['2023-06-01', 11000, 110, 109.99],
    ['2026-06-01', 44000, 440, 439.99],
    ['2027-06-01', 55000, 550, 549.99]
  ])('on %s the cycle of 2023—2027 asks %i hundredths', (day, need, enough, short) => {
    const with_ = (hours: number) => ({ ...zhou, credits: [earned('2023-01-01', { hours })] })
    expect(stateOn(with_(enough), 'cadre.fiveYears', day)).toBe('covered')
    expect(stateOn(with_(short), 'cadre.fiveYears', day)).toBe('outstanding')
    expect(progressOn(with_(short), 'cadre.fiveYears', day)).toEqual([`credit ${Math.round(short * 100)} of ${need}`])
  })

  test('either is enough: 72 of 90 days in the fourth year; what was before the cycle or online does not count', () => {
    const days = (days: number, on = '2024-03-01', source = 'concentrated') =>
      stateOn({ ...zhou, credits: [earned(on, { days, source })] }, 'cadre.fiveYears', '2026-12-31')
    expect(days(72)).toBe('covered')
    expect(days(71.5)).toBe('outstanding')
    expect(days(90, '2022-12-31')).toBe('outstanding')
    expect(
      stateOn({ ...zhou, credits: [earned('2024-03-01', { hours: 600, source: 'online' })] }, 'cadre.fiveYears', '2026-12-31')
    ).toBe('outstanding')
    expect(progressOn(zhou, 'cadre.fiveYears', '2028-01-01')).toEqual(['halfDays 0 of 36'])
  })

  test('a sum that does not come out even is rounded up: three of five years of 1 day and a half are two half-days', () => {
    const odd: Requirement = { ...asked('cadre.fiveYears'), conditions: [[{ counts: 'halfDays', atLeast: 3 }]] }
    expect(conditionsOn(zhou, odd, standingOn(zhou, odd, '2025-05-01', pack)!.counted)[0]!.need).toBe(2)
  })

  test('rolling, the last five calendar years count and all of it is asked', () => {
    const rolling: Requirement = { ...asked('cadre.fiveYears'), cycle: { years: 5 } }
    const with_ = (on: string) => ({ ...zhou, credits: [earned(on, { hours: 550 })] })
    expect(standingOn(with_('2022-01-01'), rolling, '2026-06-01', pack)!.state).toBe('covered')
    expect(standingOn(with_('2021-12-31'), rolling, '2026-06-01', pack)!.state).toBe('outstanding')
    expect(standingOn({ ...zhou, credits: [earned('2025-01-01', { hours: 549 })] }, rolling, '2026-06-01', pack)!.state).toBe(
      'outstanding'
    )
  })
})

describe('R10–R13, cadres year by year', () => {
  /** 吴 is promoted on 16 June 2026. */
  const wu = {
    ...nothing,
    posts: [post('civilServant', COUNTY, '2019-01-01', '2026-06-16'), post('leadingCadre', COUNTY, '2026-06-16')]
  }

  test.each([
    ['exactly 12 days', { days: 12 }, 'covered'],
    ['11 and a half', { days: 11.5 }, 'outstanding'],
    ['exactly 90 学时', { hours: 90 }, 'covered'],
    ['89.75', { hours: 89.75 }, 'outstanding'],
    ['online', { hours: 200, source: 'online' }, 'outstanding']
  ])('R10: %s', (_what, amount, state) => {
    expect(stateOn({ ...wu, credits: [earned('2026-03-01', amount)] }, 'civilServant.annual', '2026-06-15')).toBe(state)
  })

  test('R10 ends with the promotion, R11 begins with it: a year to make up, the five years before it count', () => {
    expect(said(wu, 'civilServant.annual', 2026)).toEqual([
      '15 outstanding 2026-01-01..2026-06-16',
      '15 left 2026-06-16..2027-01-01'
    ])
    expect(said(wu, 'cadre.makeUp', 2026)).toEqual(['15 notYetDue 2026-06-16..2027-01-01'])
    expect(said(wu, 'cadre.makeUp', 2027)).toEqual([
      '15 notYetDue 2027-01-01..2027-06-16',
      '15 outstanding 2027-06-16..2028-01-01'
    ])
    expect(said(wu, 'cadre.makeUp', 2028)).toEqual([])
    const with_ = (on: string) => stateOn({ ...wu, credits: [earned(on, { hours: 550 })] }, 'cadre.makeUp', '2026-06-16')
    expect(with_('2021-06-16')).toBe('covered')
    expect(with_('2021-06-15')).toBe('notYetDue')
    expect(deadlineOn(wu, 'cadre.makeUp', '2027-08-01')).toBe('2027-06-16')
  })

  test('R9 of who was just promoted: six months of grace in the new rank', () => {
    expect(said(wu, 'cadre.fiveYears', 2026)).toEqual([
      '15 notYetDue 2026-06-16..2026-12-16',
      '15 outstanding 2026-12-16..2027-01-01'
    ])
  })

  test('R12: 50 学时 online, and nothing else; the promotion changes nothing in it but the stratum', () => {
    const online = (hours: number, source = 'online') =>
      stateOn({ ...wu, credits: [earned('2026-02-01', { hours, source })] }, 'cadre.online', '2026-12-31')
    expect(online(50)).toBe('covered')
    expect(online(49.75)).toBe('outstanding')
    expect(online(90, 'concentrated')).toBe('outstanding')
    expect(said(wu, 'cadre.online', 2026)).toEqual([
      '15 outstanding 2026-01-01..2026-06-16',
      '15 outstanding 2026-06-16..2027-01-01'
    ])
  })

  test('R13: 90 学时 or 12 days while in an institution; in an organ of the same rank 高 has left', () => {
    const gao = {
      ...nothing,
      posts: [post('institutionStaff', HOSPITAL, '2018-01-01', '2026-09-01'), post('institutionStaff', COUNTY, '2026-09-01')]
    }
    expect(said({ ...gao, credits: [earned('2026-08-31', { days: 12 })] }, 'institution.annual', 2026)).toEqual([
      '14 outstanding 2026-01-01..2026-08-31',
      '14 covered 2026-08-31..2026-09-01',
      '14 left 2026-09-01..2027-01-01'
    ])
    expect(said(gao, 'institution.annual', 2027)).toEqual([])
    const beside = {
      ...nothing,
      posts: [post('institutionStaff', COUNTY, '2018-01-01'), post('institutionStaff', HOSPITAL, '2020-01-01', null, false)]
    }
    expect(said(beside, 'institution.annual', 2026)).toEqual(['14 outstanding 2026-01-01..2027-01-01'])
  })
})

describe('in words', () => {
  test.each([
    ['member.annual', '全年 32 学时以上（集中培训、集体学习）（一般要求）'],
    ['newMember.training', '预备期内和转正后 12 个月内完成乡镇级以上集中培训 1 次以上'],
    [
      'rural.winter',
      '11 月 15 日至次年 2 月 14 日（含首尾两天）1 天以上（集中培训、集体学习）或 8 学时以上（集中培训、集体学习），限农村领域（一般要求）'
    ],
    ['candidate.course', '自成为发展对象之日起 3 天以上（集中培训）或 24 学时以上（集中培训）'],
    ['cadre.fiveYears', '每 5 年（2023—2027 年，依次类推）90 天以上（集中培训）或 550 学时以上（集中培训）'],
    ['cadre.makeUp', '任职后 12 个月内（任职前 60 个月内的计入）90 天以上（集中培训）或 550 学时以上（集中培训）']
  ])('%s', (code, words) => {
    expect(askedBy(asked(code)).zh).toBe(words)
  })

  test('the arithmetic of the cycle is said for the year that is asked', () => {
    const { zh, en } = countedBy(asked('cadre.fiveYears'), pack, 2026)
    expect(zh).toContain(
      '2026 年是 2023—2027 年的第 4 年，按已到年数折算：90 × 4 ÷ 5 = 72 天，550 × 4 ÷ 5 = 440 学时；计 2023 年初以来的培训。'
    )
    expect(en).toContain(
      '2026 is year 4 of 2023–2027, and asked is the part of the years begun: 90 × 4 ÷ 5 = 72 days; 550 × 4 ÷ 5 = 440 credit hours.'
    )
    expect(countedBy(asked('institution.annual'), pack, 2026).zh).toContain(
      '只计所在单位属事业单位领域期间，离开该领域的为已离。'
    )
  })

  test('in the ledger somebody is three days short, or half a day', () => {
    const short = (days: number) => {
      const person = {
        ...nothing,
        posts: [post('civilServant', COUNTY, '2019-01-01')],
        credits: [earned('2026-03-01', { days })]
      }
      const standing = standingOn(person, asked('civilServant.annual'), '2026-12-31', pack)!
      const conditions = conditionsOn(person, asked('civilServant.annual'), standing.counted)
      const line = {
        name: '吴',
        field: 'organ',
        organisationName: '',
        role: '',
        since: '',
        earned: 0,
        cohorts: [],
        exemptedBecause: null,
        givenTimeBecause: null
      }
      return reasonOf({ ...line, state: standing.state, dueOn: '2026-12-31', conditions })
    }
    expect([short(9), short(11.5), short(12)]).toEqual(['还差 3 天', '还差 0.5 天', null])
  })
})

const day = fc.integer({ min: 0, max: 1460 }).map(days => new Date(Date.UTC(2024, 0, 1 + days)).toISOString().slice(0, 10))
const during = fc
  .tuple(day, fc.option(day))
  .filter(([from, until]) => until === null || until > from)
  .map(([from, until]) => ({ from, until }))
/** Some life: a post or two, a membership that goes from stage to stage, places that change their field. */
const anyone = fc
  .record({
    posts: fc.array(
      fc.tuple(
        during,
        fc.constantFrom('leadingCadre', 'civilServant', 'institutionStaff', 'secretary'),
        fc.constantFrom(HOSPITAL, COUNTY, LIUWAN),
        fc.boolean()
      ),
      { maxLength: 3 }
    ),
    turns: fc.uniqueArray(day, { minLength: 2, maxLength: 5 }),
    stages: fc.array(fc.constantFrom('developmentCandidate', 'probationary', 'full', 'none'), { minLength: 5, maxLength: 5 }),
    places: fc.array(fc.constantFrom(LIUWAN, QIAODONG), { minLength: 5, maxLength: 5 }),
    changesOn: day,
    credits: fc.array(fc.tuple(day, fc.integer({ min: 1, max: 60 }), fc.constantFrom('concentrated', 'online')), { maxLength: 4 })
  })
  .map(({ posts, turns, stages, places, changesOn, credits }): PersonFacts => {
    const days = turns.toSorted()
    return {
      ...nothing,
      posts: posts.map(([held, role, organisationId, isMain], i) => ({ ...held, role, organisationId, isMain, postId: i + 1 })),
      memberships: days.flatMap((from, i) =>
        stages[i] === 'none' ? [] : member(stages[i]!, places[i]!, from, days[i + 1] ?? null)
      ),
      credits: credits.map(([on, days, source]) => earned(on, { days, hours: days * 7, source })),
      fields: [
        { organisationId: LIUWAN, field: 'rural', from: '2015-01-01', until: changesOn },
        { organisationId: LIUWAN, field: 'urbanCommunity', from: changesOn, until: null },
        ...nothing.fields.slice(2)
      ]
    }
  })

test('of any life and any requirement the stretches say what each day says, to the end of the year', () => {
  fc.assert(
    fc.property(anyone, fc.constantFrom(...pack.requirements), day, (person, requirement, on) => {
      const period = Number(on.slice(0, 4))
      const stretches = standingsOf(person, requirement, period, pack)
      stretches.forEach(({ until }, i) => expect(until).toBe(stretches[i + 1]?.from ?? `${period + 1}-01-01`))
      const stretch = stretches.find(({ from, until }) => from <= on && on < until)
      const standing = standingOn(person, requirement, on, pack)
      expect(stretch?.state).toBe(standing?.state)
      expect(stretch?.organisationId).toBe(standing?.organisationId)
    })
  )
})
