import { Type, type Static } from 'typebox'
import { Check } from 'typebox/value'
import { faultsOf, sheetIn, toldOf, type Path } from '../../files/yaml.ts'
import { oneOf } from '../../http/contract.ts'
import { BadCourse, KINDS, TAGS } from './courseFiles.ts'
import { partReaders, type PackageFiles, type Part } from './partReaders.ts'

/** A folder with a course.yaml. `stamp` says when and how large its files are; without one it is read every time. */
export type PackageFolder = { name: string; files: PackageFiles; stamp?: string }
export type Package = Omit<Static<typeof head>, 'parts' | 'minutes' | 'tags'> & {
  minutes: number | null
  tags: string[]
  parts: Part[]
}

const SHEET = 'course.yaml'

const head = Type.Object(
  {
    code: Type.String({ pattern: '^[a-z0-9-]+$' }),
    title: Type.String({ minLength: 1, maxLength: 120 }),
    category: Type.String({ minLength: 1 }),
    tags: Type.Optional(TAGS),
    kind: oneOf(KINDS),
    summary: Type.String({ minLength: 1, pattern: '\\S' }),
    /** Of a course that is not taught online. */
    minutes: Type.Optional(Type.Integer({ minimum: 1, maximum: 1440 })),
    parts: Type.Array(Type.Object({ kind: Type.String(), title: Type.String({ minLength: 1, maxLength: 120 }) }), { minItems: 1 })
  },
  { additionalProperties: false }
)

type Says = (path: Path, reason: string) => BadCourse

/** Reads a package whole, or says everything that is wrong with it, each mistake with file, line and reason. */
export const packageIn = async ({ name, files }: PackageFolder): Promise<Package> => {
  const sheet = sheetIn(await files.read(SHEET))
  if ('reason' in sheet) throw new BadCourse(`${name}/${SHEET}:${sheet.line} ${sheet.reason}`)
  const says: Says = (path, reason) => new BadCourse(`${name}/${SHEET}:${sheet.lineOf(path)} ${toldOf({ path, reason })}`)
  const written: unknown = sheet.value
  if (!Check(head, written)) throw allOf(faultsOf(head, written).map(({ path, reason }) => says(path, reason)))
  const { parts, minutes, tags = [], ...course } = written
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
  return { ...course, tags, summary: course.summary.trim(), minutes: minutes ?? null, parts: read }
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
  if (!Check(schema, part)) throw allOf(faultsOf(schema, part).map(({ path, reason }) => says(path, reason)))
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
