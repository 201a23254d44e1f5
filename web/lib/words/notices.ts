import { en } from './en/notices.ts'
import { inBoth } from './language.ts'
import { zh } from './zh/notices.ts'

export const noticeWords = inBoth(zh, en)
