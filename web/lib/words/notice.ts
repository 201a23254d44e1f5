import { en } from './en/notice.ts'
import { inBoth } from './language.ts'
import { zh } from './zh/notice.ts'

export const noticeWords = inBoth(zh, en)
