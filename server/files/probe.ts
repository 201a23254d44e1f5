import { BufferSource, Input, MP4, MPEG_TS } from 'mediabunny'

/** Where a piece of film begins and ends on the film's own clock, in milliseconds; whole once rounded at its end. */
export type Span = { fromMs: number; untilMs: number; hasPicture: boolean }

/** Reads from the media itself how long a segment is, never from what a playlist says. Null: it cannot be read as film or sound. */
export const spanOf = async (init: Uint8Array | null, segment: Uint8Array): Promise<Span | null> => {
  const input = new Input({ formats: [MP4, MPEG_TS], source: new BufferSource(init ? Buffer.concat([init, segment]) : segment) })
  try {
    const picture = await input.getPrimaryVideoTrack()
    const track = picture ?? (await input.getPrimaryAudioTrack())
    if (!track) return null
    const [from, until] = [await track.getFirstTimestamp(), await track.computeDuration()]
    return until > from
      ? { fromMs: Math.round(from * 1000), untilMs: Math.round(until * 1000), hasPicture: picture !== null }
      : null
  } catch {
    return null
  } finally {
    input.dispose()
  }
}
