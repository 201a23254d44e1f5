import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  callingOf,
  countsOf,
  isPresentForCredit,
  needsReason,
  nextStatus,
  parseExceptions,
  STATUSES
} from '../../server/attendance/rules.ts'

describe('the exceptions 徐 types', () => {
  test.each([
    ['除 7、19、23、31 外都到', [7, 19, 23, 31]],
    ['除7、19以外其余都到。', [7, 19]],
    ['除了 7 和 19 之外，其他人都到齐了', [7, 19]],
    ['7、19，其余都到', [7, 19]],
    ['7,19-22', [7, 19, 20, 21, 22]],
    ['７，１９～２２', [7, 19, 20, 21, 22]],
    ['19至22 7', [7, 19, 20, 21, 22]],
    ['19 到 22', [19, 20, 21, 22]],
    ['第7号、9号', [7, 9]],
    ['3, 3, 2-4', [2, 3, 4]],
    ['all but 7, 19', [7, 19]],
    ['', []],
    ['都到', []],
    ['全部到齐', []],
    ['all present', []]
  ])('“%s” names %j', (written, numbers) => {
    expect(parseExceptions(written)).toEqual({ numbers, unread: [] })
  })

  test.each([
    ['7、老林', [7], ['老林']],
    ['22-19', [], ['22-19']],
    ['0、5', [5], ['0']],
    ['1-9999', [], ['1-9999']],
    ['7.5', [], ['7.5']],
    // It says who came, not who is missing: it must not be read the other way round.
    ['7、8 到', [7], ['8到']]
  ])('of “%s” it reads %j and hands back %j', (written, numbers, unread) => {
    expect(parseExceptions(written)).toEqual({ numbers, unread })
  })

  test('whatever seats are listed, in whatever order, the same seats are read', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 160 }), { maxLength: 30 }), seats => {
        const expected = seats.toSorted((a, b) => a - b)
        expect(parseExceptions(`除 ${seats.join('、')} 外都到`).numbers).toEqual(expected)
        expect(parseExceptions(seats.join(' ')).numbers).toEqual(expected)
      })
    )
  })
})

test('应到 is 实到 and 请假 and 未到 together; the late and the early leaver were there', () => {
  expect(countsOf(['present', 'present', 'late', 'leftEarly', 'leave', 'leave', 'absent'])).toEqual({
    expected: 7,
    attended: 4,
    leave: 2,
    absent: 1,
    late: 1,
    leftEarly: 1
  })
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...STATUSES)), statuses => {
      const { expected, attended, leave, absent } = countsOf(statuses)
      expect(attended + leave + absent).toBe(expected)
      expect(expected).toBe(statuses.length)
    })
  )
})

test('late earns credit, leaving early, leave and absence do not', () => {
  expect(STATUSES.filter(isPresentForCredit)).toEqual(['present', 'late'])
})

test('only leave must say why at once', () => {
  expect(STATUSES.filter(needsReason)).toEqual(['leave'])
})

test('pressing a seat goes 到, 迟到, 请假, 未到 and back', () => {
  expect([nextStatus('present'), nextStatus('late'), nextStatus('leave'), nextStatus('absent')]).toEqual([
    'late',
    'leave',
    'absent',
    'present'
  ])
  expect(nextStatus('leftEarly')).toBe('present')
})

describe('when the roll can be called', () => {
  const lesson = {
    kind: 'classroom' as const,
    heldOn: '2026-09-07',
    today: '2026-09-07',
    isPublished: true,
    isClosed: false,
    isCalledOff: false,
    isCancelled: false
  }
  test.each([
    ['on the day itself', {}, 'open'],
    ['never at an online lesson', { kind: 'online' }, 'online'],
    ['a week later', { today: '2026-09-14' }, 'open'],
    ['the evening before', { today: '2026-09-06' }, 'notYet'],
    ['when it was cancelled', { isCancelled: true }, 'cancelled'],
    ['when the whole cohort was called off', { isCalledOff: true, isCancelled: true }, 'calledOff'],
    ['after close-out', { isClosed: true }, 'closed'],
    ['while the timetable is a draft', { isPublished: false }, 'unpublished']
  ] as const)('%s', (_when, change, answer) => {
    expect(callingOf({ ...lesson, ...change })).toBe(answer)
  })
})
