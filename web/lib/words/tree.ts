import { en } from './en/tree.ts'
import { inBoth } from './language.ts'
import { zh } from './zh/tree.ts'

export const treeWords = inBoth(zh, en)
