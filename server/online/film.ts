import { posix } from 'node:path'
import { Type } from 'typebox'
import type { PackageFiles, PartReader, Reading } from '../curriculum/courses/partReaders.ts'
import { spanOf, type Span } from '../files/probe.ts'
import { renditionsIn, segmentsIn, type Rendition, type Segment } from '../files/playlists.ts'
import { spansDiffer } from './rules.ts'

/** What is kept of a film, beside its files: paths are within its folder in media storage. */
export type Film = {
  playlist: string
  captions: { lang: string; label: string; path: string }[]
  /** `bytes`: what watching all of it costs. */
  renditions: { height: number | null; bandwidth: number; bytes: number }[]
  /** Sound alone, for whoever pays by the megabyte; null where the package offers none. */
  sound: { playlist: string; bytes: number } | null
  /** What a player asks for before the first second: the playlist of the smallest picture, and what its segments share. */
  ahead: string[]
}

const LONGEST_MS = 12 * 60 * 60 * 1000

/**
 * The `film` part of a course package: HLS, measured by what its media say. A playlist whose lengths differ from the media is refused with
 * its line, and so is a rendition that is longer or shorter than the others. One of them may be sound alone: heard, it counts as watched,
 * for what is believed is time that passed, not what was looked at.
 */
export const filmReader: PartReader = {
  fields: Type.Object({
    playlist: Type.String({ minLength: 1 }),
    captions: Type.Optional(
      Type.Array(
        Type.Object(
          {
            lang: Type.String({ pattern: '^[a-z]{2,3}(-[A-Za-z0-9]+)*$' }),
            label: Type.String({ minLength: 1, maxLength: 20 }),
            file: Type.String({ minLength: 1 })
          },
          { additionalProperties: false }
        )
      )
    )
  }),
  read: async reading => {
    const { files, mistake, mistakeIn } = reading
    const entry = reading.entry as unknown as { playlist: string; captions?: { lang: string; label: string; file: string }[] }
    if (!files.has(entry.playlist)) throw mistake(['playlist'], 'no such file')
    const offered = renditionsIn(await textOf(files, entry.playlist))
    if ('reason' in offered) throw mistakeIn(entry.playlist, offered.line, offered.reason)

    const folder = posix.dirname(entry.playlist)
    const media: Record<string, string> = { [posix.basename(entry.playlist)]: entry.playlist }
    const keep = (path: string) => {
      media[posix.relative(folder, path)] = path
    }
    const measured: Measured[] = []
    for (const rendition of offered) measured.push(await renditionOf(reading, entry.playlist, rendition, keep))
    const { lengthMs } = measured[0]!
    for (const [at, other] of measured.entries())
      if (spansDiffer(other.lengthMs, lengthMs))
        throw mistakeIn(entry.playlist, offered[at]!.line, `lasts ${other.lengthMs} ms, the first one ${lengthMs} ms`)
    const pictures = measured.filter(({ hasPicture }) => hasPicture)
    if (!pictures.length) throw mistakeIn(entry.playlist, offered[0]!.line, 'no rendition has a picture')
    for (const [at, { hasPicture }] of measured.entries()) {
      const { height, line } = offered[at]!
      if (!hasPicture && height !== null) throw mistakeIn(entry.playlist, line, 'says how large its picture is, and has none')
      if (!hasPicture && measured.findIndex(other => !other.hasPicture) < at)
        throw mistakeIn(entry.playlist, line, 'is a second rendition of sound alone')
    }
    if (lengthMs > LONGEST_MS) throw mistake(['playlist'], 'is longer than twelve hours')

    const widthOf = (one: Measured) => offered[measured.indexOf(one)]!.bandwidth
    const captions: Film['captions'] = []
    for (const [at, { lang, label, file }] of (entry.captions ?? []).entries()) {
      if (!files.has(file)) throw mistake(['captions', at, 'file'], 'no such file')
      if (!/^\uFEFF?WEBVTT/.test(await textOf(files, file))) throw mistakeIn(file, 1, 'captions begin with WEBVTT')
      if (captions.some(other => other.lang === lang)) throw mistake(['captions', at, 'lang'], `${lang} is named twice`)
      media[`captions/${lang}.vtt`] = file
      captions.push({ lang, label, path: `captions/${lang}.vtt` })
    }
    const soundAt = measured.findIndex(({ hasPicture }) => !hasPicture)
    const film: Film = {
      playlist: posix.basename(entry.playlist),
      captions,
      renditions: pictures.map(one => {
        const { height, bandwidth } = offered[measured.indexOf(one)]!
        return { height, bandwidth, bytes: one.bytes }
      }),
      sound: soundAt < 0 ? null : { playlist: posix.normalize(offered[soundAt]!.uri), bytes: measured[soundAt]!.bytes },
      ahead: pictures.toSorted((one, other) => widthOf(one) - widthOf(other))[0]!.ahead.map(path => posix.relative(folder, path))
    }
    return { body: film, lengthMs, characters: 0, media }
  }
}

const textOf = async (files: PackageFiles, path: string): Promise<string> => new TextDecoder().decode(await files.read(path))

/** One rendition as it was found in its files. */
type Measured = { lengthMs: number; bytes: number; hasPicture: boolean; ahead: string[] }

const renditionOf = async (
  { files, mistakeIn }: Reading,
  master: string,
  { uri, line }: Rendition,
  keep: (path: string) => void
): Promise<Measured> => {
  const path = posix.join(posix.dirname(master), uri)
  if (!files.has(path)) throw mistakeIn(master, line, `${uri}: no such file`)
  const playlist = segmentsIn(await textOf(files, path))
  if ('reason' in playlist) throw mistakeIn(path, playlist.line, playlist.reason)
  keep(path)
  const besides = posix.dirname(path)
  const fileOf = (named: string, at: number): string => {
    const file = posix.join(besides, named)
    if (!files.has(file)) throw mistakeIn(path, at, `${named}: no such file`)
    keep(file)
    return file
  }
  const shared = playlist.init && fileOf(playlist.init.uri, playlist.init.line)
  const init = shared ? await files.read(shared) : null
  let bytes = init?.length ?? 0
  let first: Span | null = null
  let last: Span | null = null
  for (const segment of playlist.segments) {
    const content = await files.read(fileOf(segment.uri, segment.line))
    const span = await spanOf(init, content)
    if (!span) throw mistakeIn(path, segment.line, `${segment.uri} cannot be read as film`)
    believe(segment, span, last, reason => mistakeIn(path, segment.saysOn, reason))
    bytes += content.length
    first ??= span
    last = span
  }
  return {
    lengthMs: last!.untilMs - first!.fromMs,
    bytes,
    hasPicture: first!.hasPicture,
    ahead: shared ? [path, shared] : [path]
  }
}

/** A segment is as long as its playlist says, and begins where the last one ended. */
const believe = (segment: Segment, span: Span, last: Span | null, mistake: (reason: string) => Error): void => {
  const lasts = span.untilMs - span.fromMs
  if (spansDiffer(segment.saysMs, lasts)) throw mistake(`says ${segment.saysMs} ms, ${segment.uri} lasts ${lasts} ms`)
  if (last && spansDiffer(last.untilMs, span.fromMs))
    throw mistake(`${segment.uri} begins at ${span.fromMs} ms, the one before it ends at ${last.untilMs} ms`)
}
