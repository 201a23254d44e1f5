import { en } from './en/posts.ts'
import { inBoth } from './language.ts'
import { zh } from './zh/posts.ts'

export const postWords = inBoth(zh, en)
