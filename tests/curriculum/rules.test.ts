import { expect, test } from 'vitest'
import { charactersIn, measuredMinutes } from '../../server/curriculum/courses/rules.ts'

const film = (lengthMs: number) => ({ lengthMs, characters: 0 })
const text = (characters: number) => ({ lengthMs: 0, characters })

test.each([
  ['nothing without a film, however long the text', [text(50_000)], 2, 0],
  ['forty minutes of film', [film(2_400_000)], 2, 40],
  ['a minute not ended does not count', [film(2_459_999)], 2, 40],
  ['two films are added before minutes are cut off', [film(90_000), film(90_000)], 2, 3],
  ['a thousand characters are two minutes', [film(60_000), text(1000)], 2, 3],
  ['one character more is a minute more', [film(60_000), text(1001)], 2, 4],
  ['a pack may allow nothing for reading', [film(60_000), text(9000)], 0, 1]
])('%s', (_name, parts, reading, minutes) => {
  expect(measuredMinutes(parts, reading)).toBe(minutes)
})

test('letters and digits are characters; spaces, signs and layout are not', () => {
  expect(charactersIn('## 公开 3 件事\n\n- **资金**，ok')).toBe(9)
})
