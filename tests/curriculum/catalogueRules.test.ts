import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  markedAmiss,
  creditsOf,
  isAsking,
  minutesOfCredits,
  unmarkedCategory,
  type CourseFacts
} from '../../server/curriculum/courses/rules.ts'
import { historyOf, isNamed, isShown } from '../../server/curriculum/rules.ts'
import { isbnIn } from '../../server/curriculum/textbooks/rules.ts'

describe('ISBN', () => {
  test.each([
    ['9780306406157', '9780306406157'],
    ['ISBN 978-0-306-40615-7', '9780306406157'],
    ['９７８－０－３０６－４０６１５－７', '9780306406157'],
    // The former ten digits: 0 306 40615 2, and one that ends in X.
    ['0-306-40615-2', '9780306406157'],
    ['080442957X', '9780804429573'],
    ['9780306406158', null],
    ['0306406153', null],
    ['9770306406157', null],
    ['978030640615', null],
    ['', null],
    ['统编', null]
  ])('%s is %s', (written, isbn) => {
    expect(isbnIn(written)).toBe(isbn)
  })

  test('one wrong digit is always found', () => {
    const digits = '9780306406157'
    fc.assert(
      fc.property(fc.integer({ min: 3, max: 12 }), fc.integer({ min: 1, max: 9 }), (at, more) => {
        const wrong = [...digits].map((digit, place) => (place === at ? String((Number(digit) + more) % 10) : digit)).join('')
        expect(isbnIn(wrong)).toBe(null)
      })
    )
  })
})

const COURSE: CourseFacts = {
  code: 'K-1',
  title: '理论导读',
  category: 'other',
  fields: [],
  audience: null,
  kind: 'classroom',
  teacherId: null,
  teacherText: null,
  minutes: 90,
  summary: '导读。',
  materialsNote: null,
  textbookIds: [],
  tags: []
}
const MARKED = { ...COURSE, category: 'coreTheory' }

describe('core theory', () => {
  test.each([
    ['a new course of another category', null, COURSE, null],
    ['a new course as core theory', null, MARKED, 'category'],
    ['marking', COURSE, MARKED, 'category'],
    ['unmarking', MARKED, COURSE, 'category'],
    ['another title of a marked course', MARKED, { ...MARKED, title: '别的' }, 'title'],
    ['a longer marked course', MARKED, { ...MARKED, minutes: 120 }, 'minutes'],
    ['another teacher of a marked course', MARKED, { ...MARKED, teacherText: '张老师' }, null],
    ['another title of a course that is not marked', COURSE, { ...COURSE, title: '别的' }, null]
  ] as const)('%s, by whoever may not mark', (_what, before, after, field) => {
    expect(markedAmiss(before, after, false)).toBe(field)
    expect(markedAmiss(before, after, true)).toBe(null)
  })

  test('a request waits until something else happened', () => {
    expect(isAsking('other', 'asked')).toBe(true)
    expect(isAsking('other', 'declined')).toBe(false)
    expect(isAsking('coreTheory', 'asked')).toBe(false)
    expect(isAsking('other', null)).toBe(false)
  })

  test('what is unmarked is 其他, or the last category of a pack without it', () => {
    expect(unmarkedCategory(['coreTheory', 'partySpirit', 'other'])).toBe('other')
    expect(unmarkedCategory(['coreTheory', 'partySpirit', 'competency'])).toBe('competency')
  })
})

test('45 minutes are one 学时', () => {
  expect([creditsOf(45), creditsOf(180), creditsOf(100)]).toEqual([1, 4, 2.22])
  expect([minutesOfCredits(4), minutesOfCredits(0.5)]).toEqual([180, 23])
})

test('a list finds every word, whatever its width and case, and shows what is hidden when it is asked for', () => {
  expect(isNamed('农广 王', ['王立言', '县农广校'])).toBe(true)
  expect(isNamed('ＡＬ-01', ['al-01'])).toBe(true)
  expect(isNamed('赵', ['王立言', null])).toBe(false)
  expect([isShown(undefined, false), isShown(undefined, true), isShown('hidden', true), isShown('all', true)]).toEqual([
    true,
    false,
    true,
    true
  ])
})

test('a history says what became different with each row', () => {
  const row = (name: string, isHidden: boolean, recordedAt: string) => ({ name, isHidden, recordedAt, recordedBy: '王' })
  expect(historyOf(['name'], [row('乙', true, '3'), row('乙', false, '2'), row('甲', false, '1')])).toEqual([
    { recordedAt: '3', recordedBy: '王', fields: [], what: 'hidden' },
    { recordedAt: '2', recordedBy: '王', fields: ['name'], what: 'changed' },
    { recordedAt: '1', recordedBy: '王', fields: [], what: 'added' }
  ])
})
