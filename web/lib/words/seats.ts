import { en } from './en/seats.ts'
import { inBoth } from './language.ts'
import { zh } from './zh/seats.ts'

export const seatWords = inBoth(zh, en)
