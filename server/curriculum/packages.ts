import { Type, type Static, type TSchema } from 'typebox'
import { Check, Errors } from 'typebox/value'
import { isMap, isNode, LineCounter, parseDocument, type Document } from 'yaml'
import { oneOf } from '../http/contract.ts'
import { BadCourse, KINDS } from './courseFiles.ts'
import { partReaders, type PackageFiles, type Part } from './partReaders.ts'

/** A folder with a course.yaml. */
export type PackageFolder = { name: string; files: PackageFiles }
export type Package = Omit<Static<typeof head>, 'parts' | 'minutes'> & { minutes: number | null; parts: Part[] }

const SHEET = 'course.yaml'

const head = Type.Object(
  {
    code: Type.String({ pattern: '^[a-z0-9-]+$' }),
    title: Type.String({ minLength: 1, maxLength: 120 }),
    category: Type.String({ minLength: 1 }),
    kind: oneOf(KINDS),
    summary: Type.String({ minLength: 1, pattern: '\\S' }),
    /** Of a course that is not taught online. */
    minutes: Type.Optional(Type.Integer({ minimum: 1, maximum: 1440 })),
    parts: Type.Array(Type.Object({ kind: Type.String(), title: Type.String({ minLength: 1, maxLength: 120 }) }), { minItems: 1 })
  },
  { additionalProperties: false }
)

type Path = readonly (string | number)[]
type Says = (path: Path, reason: string) => BadCourse

/** `parts[1].playlist`, as people write it. */
const spelled = (path: Path): string =>
  path.reduce<string>((sum, step) => sum + (typeof step === 'number' ? `[${step}]` : (sum && '.') + step), '')

/** Names the line of a field; of a missing one, the line of what should hold it. */
const sayerIn = (folder: string, document: Document, lines: LineCounter): Says => {
  const lineOf = (path: Path): number => {
    const node = document.getIn(path, true)
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line
    return path.length ? lineOf(path.slice(0, -1)) : 1
  }
  return (path, reason) =>
    new BadCourse(`${folder}/${SHEET}:${lineOf(path)} ${[spelled(path), reason].filter(Boolean).join(': ')}`)
}

const pathIn = (pointer: string): Path =>
  pointer
    .split('/')
    .slice(1)
    .map(step => (/^\d+$/.test(step) ? Number(step) : step))

/** What a schema has against a value, each with the field it is about; a missing or unknown field is named itself. */
const faultsOf = (schema: TSchema, value: unknown): [Path, string][] =>
  Errors(schema, value)
    // Said a second time as `additionalProperties`.
    .filter(({ keyword }) => keyword !== 'boolean')
    .flatMap((error): [Path, string][] => {
      const at = pathIn(error.instancePath)
      const { requiredProperties, additionalProperties } = error.params as Record<string, string[] | undefined>
      if (error.keyword === 'required') return (requiredProperties ?? []).map(name => [[...at, name], 'is missing'])
      if (error.keyword === 'additionalProperties')
        return (additionalProperties ?? []).map(name => [[...at, name], 'is not a field'])
      if (error.keyword === 'enum') return [[at, `must be one of ${KINDS.join(', ')}`]]
      return [[at, error.message]]
    })

/** Reads a package whole, or says everything that is wrong with it, each mistake with file, line and reason. */
export const packageIn = async ({ name, files }: PackageFolder): Promise<Package> => {
  const lines = new LineCounter()
  const document = parseDocument(new TextDecoder().decode(await files.read(SHEET)), { lineCounter: lines })
  const [broken] = document.errors
  if (broken) throw new BadCourse(`${name}/${SHEET}:${broken.linePos?.[0].line ?? 1} ${broken.message.split('\n')[0]}`)
  const says = sayerIn(name, document, lines)
  if (!isMap(document.contents)) throw says([], 'a course is a list of fields')
  const written: unknown = document.toJS()
  if (!Check(head, written)) throw allOf(faultsOf(head, written).map(([path, reason]) => says(path, reason)))
  const { parts, minutes, ...course } = written
  if (course.kind === 'online' && minutes !== undefined)
    throw says(['minutes'], 'the minutes of an online course are measured, not typed')
  if (course.kind !== 'online' && minutes === undefined) throw says(['minutes'], 'is missing')

  const read: Part[] = []
  const mistakes: Error[] = []
  for (const [at, part] of parts.entries())
    try {
      read.push(await partIn(name, part, files, (path, reason) => says(['parts', at, ...path], reason)))
    } catch (error) {
      if (!(error instanceof BadCourse)) throw error
      mistakes.push(error)
    }
  if (mistakes.length) throw allOf(mistakes)
  return { ...course, summary: course.summary.trim(), minutes: minutes ?? null, parts: read }
}

const allOf = (mistakes: readonly Error[]) => new BadCourse(mistakes.map(({ message }) => message).join('\n'))

const partIn = async (folder: string, part: { kind: string; title: string }, files: PackageFiles, says: Says): Promise<Part> => {
  const { kind, title } = part
  const reader = Object.hasOwn(partReaders, kind) ? partReaders[kind]! : null
  if (!reader) throw says(['kind'], `nobody here reads a part of kind ${kind}`)
  const schema = Type.Object(
    { kind: Type.Literal(kind), title: Type.String(), ...reader.fields.properties },
    { additionalProperties: false }
  )
  if (!Check(schema, part)) throw allOf(faultsOf(schema, part).map(([path, reason]) => says(path, reason)))
  return {
    kind,
    title: title.trim(),
    ...(await reader.read({
      entry: part as never,
      files,
      mistake: says,
      mistakeIn: (path, line, reason) => new BadCourse(`${folder}/${path}:${line} ${reason}`)
    }))
  }
}
