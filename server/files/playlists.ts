/** HLS playlists (RFC 8216), as far as a film in a course package needs them. Lines are counted from 1. */
export type Rendition = { uri: string; line: number; bandwidth: number; width: number | null; height: number | null }
export type Segment = { uri: string; line: number; saysMs: number; saysOn: number }
export type MediaPlaylist = { init: { uri: string; line: number } | null; segments: Segment[] }
export type PlaylistFault = { line: number; reason: string }

const attributesIn = (text: string): Record<string, string> =>
  Object.fromEntries(
    [...text.matchAll(/([A-Z0-9-]+)=("[^"]*"|[^,]*)/g)].map(([, name, value]) => [name, value!.replaceAll('"', '')])
  )

const fault = (line: number, reason: string): PlaylistFault => ({ line, reason })

const linesOf = (text: string): string[] => text.split(/\r?\n/).map(line => line.trim())

/** A path within the package, never an address: nothing is fetched from another host. */
const isPath = (uri: string): boolean => !/^[a-z][a-z0-9+.-]*:|^\/|(^|\/)\.\.(\/|$)|[?#\\]/i.test(uri)

/** The renditions a master playlist offers, or what is wrong with it. */
export const renditionsIn = (text: string): Rendition[] | PlaylistFault => {
  const lines = linesOf(text)
  if (lines[0] !== '#EXTM3U') return fault(1, 'a playlist begins with #EXTM3U')
  const renditions: Rendition[] = []
  let offered: Record<string, string> | null = null
  for (const [at, line] of lines.entries()) {
    if (line.startsWith('#EXTINF')) return fault(at + 1, 'is a rendition; name the playlist that offers the renditions')
    if (line.startsWith('#EXT-X-MEDIA:')) return fault(at + 1, 'sound and captions in playlists of their own are not read here')
    if (line.startsWith('#EXT-X-STREAM-INF:')) offered = attributesIn(line.slice(line.indexOf(':') + 1))
    if (line === '' || line.startsWith('#')) continue
    if (!offered) return fault(at + 1, 'has no #EXT-X-STREAM-INF before it')
    if (!isPath(line)) return fault(at + 1, `${line} is not a path within the folder of the playlist`)
    const [width, height] = (offered.RESOLUTION ?? '').split('x').map(Number)
    const bandwidth = Number(offered.BANDWIDTH)
    if (!Number.isInteger(bandwidth) || bandwidth <= 0) return fault(at, 'has no BANDWIDTH')
    renditions.push({ uri: line, line: at + 1, bandwidth, width: width || null, height: height || null })
    offered = null
  }
  return renditions.length ? renditions : fault(1, 'offers no rendition')
}

/** The segments of one rendition, or what is wrong with it. */
export const segmentsIn = (text: string): MediaPlaylist | PlaylistFault => {
  const lines = linesOf(text)
  if (lines[0] !== '#EXTM3U') return fault(1, 'a playlist begins with #EXTM3U')
  const playlist: MediaPlaylist = { init: null, segments: [] }
  let says: { ms: number; line: number } | null = null
  for (const [at, line] of lines.entries()) {
    const number = at + 1
    if (/^#EXT-X-(KEY|BYTERANGE|DISCONTINUITY$)/.test(line)) return fault(number, `${line.split(':')[0]} is not read here`)
    if (line.startsWith('#EXT-X-MAP:')) {
      const { URI: uri = '', BYTERANGE: range } = attributesIn(line)
      if (range || !isPath(uri)) return fault(number, 'names no file within the folder of the playlist')
      if (playlist.init) return fault(number, 'is a second #EXT-X-MAP')
      playlist.init = { uri, line: number }
    }
    if (line.startsWith('#EXTINF:')) {
      const seconds = Number(line.slice(8).split(',')[0])
      if (!(seconds > 0)) return fault(number, 'says no length')
      says = { ms: Math.round(seconds * 1000), line: number }
    }
    if (line === '' || line.startsWith('#')) continue
    if (!says) return fault(number, 'has no #EXTINF before it')
    if (!isPath(line)) return fault(number, `${line} is not a path within the folder of the playlist`)
    playlist.segments.push({ uri: line, line: number, saysMs: says.ms, saysOn: says.line })
    says = null
  }
  if (!playlist.segments.length) return fault(1, 'has no segment')
  if (!lines.includes('#EXT-X-ENDLIST')) return fault(lines.length, 'does not end: #EXT-X-ENDLIST is missing')
  return playlist
}
