import { expect, test } from 'vitest'
import { askingOf, roomOf, unitAndPostOf } from '../../server/enrolment/rules.ts'

test('somebody asked for twice needs one seat, and somebody who has a seat needs none', () => {
  expect(askingOf([7, 8, 7, 9], new Set([8]))).toEqual([7, 9])
  expect(askingOf([8], new Set([8]))).toEqual([])
})

test('the last seat can be given, one more cannot', () => {
  expect(roomOf(40, 38, 2)).toEqual({ seats: 40, taken: 38, asked: 2, isEnough: true })
  expect(roomOf(40, 38, 3)).toMatchObject({ isEnough: false })
  expect(roomOf(40, 40, 0)).toMatchObject({ isEnough: true })
})

test('unit and post are written as the trainee list writes them', () => {
  expect(unitAndPostOf({ organisation: '柳湾村党支部', role: 'secretary', portfolio: null })).toBe('柳湾村党支部 书记')
  expect(unitAndPostOf({ organisation: '石岭村党支部', role: 'committeeMember', portfolio: 'organization' })).toBe(
    '石岭村党支部 组织委员'
  )
  expect(unitAndPostOf({ organisation: '石岭村党支部', role: 'committeeMember', portfolio: 'general' })).toBe('石岭村党支部 委员')
  expect(unitAndPostOf({ organisation: '桥东社区党支部', role: 'full', portfolio: null })).toBe('桥东社区党支部 党员')
})
