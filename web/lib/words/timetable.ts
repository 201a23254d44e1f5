import { en } from './en/timetable.ts'
import { inBoth } from './language.ts'
import { zh } from './zh/timetable.ts'

export const timetableWords = inBoth(zh, en)
