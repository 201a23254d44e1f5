import type { TObject } from 'typebox'
import { Type } from 'typebox'
import { charactersIn } from './rules.ts'

/** The files of a course package, by their path within its folder. */
export type PackageFiles = { has: (path: string) => boolean; read: (path: string) => Promise<Uint8Array> }

/** What is kept of one part of a course. */
export type Part = {
  kind: string
  title: string
  body: Record<string, unknown>
  lengthMs: number
  characters: number
  /** Files for media storage, the path they are kept under → their path in the package; null where there are none. */
  media: Record<string, string> | null
}

export type Reading = {
  /** The entry of course.yaml, as its schema has checked it. */
  entry: Record<string, never> & { title: string }
  files: PackageFiles
  /** Says what is wrong with a field of the entry (`['captions', 0, 'file']`), with its line in course.yaml. */
  mistake: (field: readonly (string | number)[], reason: string) => Error
  /** Says what is wrong with another file of the package, with its line. */
  mistakeIn: (path: string, line: number, reason: string) => Error
}

export type PartReader = {
  /** The fields an entry of this kind has, apart from `kind` and `title`. */
  fields: TObject
  /** Reads a part, or throws a mistake. */
  read: (reading: Reading) => Promise<Omit<Part, 'kind' | 'title'>>
}

const text: PartReader = {
  fields: Type.Object({ file: Type.String({ minLength: 1 }) }),
  read: async ({ entry, files, mistake }) => {
    const file: string = entry.file!
    if (!files.has(file)) throw mistake(['file'], 'no such file')
    const markdown = new TextDecoder().decode(await files.read(file)).trim()
    if (!markdown) throw mistake(['file'], 'the file is empty')
    return { body: { markdown }, lengthMs: 0, characters: charactersIn(markdown), media: null }
  }
}

/** Who reads which kind of part. Texts are read here; server/api.ts registers the readers of the slices below. */
export const partReaders: Record<string, PartReader> = { text }
