import { Check } from 'typebox/value'
import { stringify } from 'yaml'
import { faultsOf, sheetIn, toldOf, type Fault } from '../files/yaml.ts'
import { mistakesOf, packShape, type Pack } from './rules.ts'

/** A mistake of a pack as a department writes it, with the line it stands on. */
export type LineMistaken = { line: number; text: string }

export class BadPack extends Error {}

/** Everything that is wrong with what claims to be a pack. */
export const faultsIn = (candidate: unknown): Fault[] =>
  Check(packShape, candidate) ? mistakesOf(candidate) : faultsOf(packShape, candidate)

/** A pack as it stands in a file, or every mistake in it. */
export const packIn = (content: Uint8Array): Pack | { mistakes: LineMistaken[] } => {
  const sheet = sheetIn(content)
  if ('reason' in sheet) return { mistakes: [{ line: sheet.line, text: sheet.reason }] }
  const faults = faultsIn(sheet.value)
  if (!faults.length) return sheet.value as Pack
  const mistakes = faults.map(fault => ({ line: sheet.lineOf(fault.path), text: toldOf(fault) }))
  return { mistakes: mistakes.toSorted((one, other) => one.line - other.line) }
}

/** The same for a file that ships with the product: a mistake stops the start, with file, line and reason. */
export const packOf = (content: Uint8Array, fileName: string): Pack => {
  const read = packIn(content)
  if ('mistakes' in read) throw new BadPack(read.mistakes.map(({ line, text }) => `${fileName}:${line} ${text}`).join('\n'))
  return read
}

/** A pack whose own text was not kept, as one would write it. */
export const writtenOut = (pack: Pack): string => stringify(pack, { lineWidth: 140 })
