import { en } from './en/domain.ts'
import { inBoth } from './language.ts'
import { zh } from './zh/domain.ts'

export const domainWords = inBoth(zh, en)
