import { afterEach, expect, test, vi } from 'vitest'
import { tokenReader } from '../../server/http/signedIn.ts'

afterEach(() => void vi.useRealTimers())

const seconds = () => Date.now() / 1000

test('a token is verified once, and again when it has expired', () => {
  vi.useFakeTimers({ now: new Date('2026-05-01T08:00:00+08:00') })
  const asked: string[] = []
  const read = tokenReader(token => {
    asked.push(token)
    if (token !== '林') throw new Error('nobody gave this one')
    return { sub: '7', epoch: 1, exp: seconds() + 60 }
  })
  expect([read(undefined), read('林')?.sub, read('林')?.sub, asked]).toEqual([null, '7', '7', ['林']])
  vi.setSystemTime(new Date('2026-05-01T08:01:01+08:00'))
  expect(read('林')?.sub).toBe('7')
  expect(asked).toEqual(['林', '林'])
})

test('one that does not hold is nobody, each time anew', () => {
  let asked = 0
  const read = tokenReader(() => {
    asked++
    throw new Error('expired')
  })
  expect([read('x'), read('x'), asked]).toEqual([null, null, 2])
})
