import type { TSchema } from 'typebox'
import { Errors } from 'typebox/value'
import { isMap, isNode, isScalar, LineCounter, parseDocument } from 'yaml'

/** `['parts', 1, 'playlist']`: the way to a field. */
export type Path = readonly (string | number)[]

/** What is wrong with a field. */
export type Fault = { path: Path; reason: string }

/** A YAML file of fields, read so that a mistake can be told with the line it stands on. */
export type Sheet = {
  value: unknown
  /** The line of a field; of a missing one, the line of what should hold it. */
  lineOf: (path: Path) => number
  /** A word as it was written: of `1.50` not the number. */
  textAt: (path: Path) => string
}

export const sheetIn = (content: Uint8Array): Sheet | { line: number; reason: string } => {
  const lines = new LineCounter()
  const document = parseDocument(new TextDecoder().decode(content), { lineCounter: lines })
  const [broken] = document.errors
  if (broken) return { line: broken.linePos?.[0].line ?? 1, reason: broken.message.split('\n')[0]! }
  if (!isMap(document.contents)) return { line: 1, reason: 'this file is a list of fields' }
  const lineOf = (path: Path): number => {
    const node = document.getIn(path, true)
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line
    return path.length ? lineOf(path.slice(0, -1)) : 1
  }
  const textAt = (path: Path): string => {
    const node = document.getIn(path, true)
    return (isScalar(node) ? String(node.source ?? node.value ?? '') : '').trim()
  }
  return { value: document.toJS(), lineOf, textAt }
}

/** `parts[1].playlist`, as people write it. */
export const spelled = (path: Path): string =>
  path.reduce<string>((sum, step) => sum + (typeof step === 'number' ? `[${step}]` : (sum && '.') + step), '')

export const toldOf = ({ path, reason }: Fault): string => [spelled(path), reason].filter(Boolean).join(': ')

const pathIn = (pointer: string): Path =>
  pointer
    .split('/')
    .slice(1)
    .map(step => (/^\d+$/.test(step) ? Number(step) : step))

/** What a schema has against a value, each with the field it is about; a missing or unknown field is named itself. */
export const faultsOf = (schema: TSchema, value: unknown): Fault[] =>
  Errors(schema, value)
    // Said a second time as `additionalProperties`.
    .filter(({ keyword }) => keyword !== 'boolean')
    .flatMap((error): Fault[] => {
      const at = pathIn(error.instancePath)
      const { requiredProperties, additionalProperties, allowedValues } = error.params as Record<string, string[] | undefined>
      if (error.keyword === 'required')
        return (requiredProperties ?? []).map(name => ({ path: [...at, name], reason: 'is missing' }))
      if (error.keyword === 'additionalProperties')
        return (additionalProperties ?? []).map(name => ({ path: [...at, name], reason: 'is not a field' }))
      if (error.keyword === 'enum') return [{ path: at, reason: `must be one of ${(allowedValues ?? []).join(', ')}` }]
      return [{ path: at, reason: error.message }]
    })
