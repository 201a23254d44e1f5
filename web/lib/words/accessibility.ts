import { en } from './en/accessibility.ts'
import { inBoth } from './language.ts'
import { zh } from './zh/accessibility.ts'

export const accessibilityWords = inBoth(zh, en)
