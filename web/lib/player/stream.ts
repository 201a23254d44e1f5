import type { ErrorData, Events, HlsConfig } from 'hls.js'

/** A film that plays in a video element, and how it is steered. */
export type Stream = {
  /** The height of the picture that is chosen; null: as the network allows. */
  choose: (height: number | null) => void
  /** Tries again where the network let it down. */
  resume: () => void
  end: () => void
}

export type Trouble = 'network' | 'expired' | 'broken' | 'unsupported'

const config: Partial<HlsConfig> = {
  // The first picture matters more than the best one; afterwards it goes by the network.
  startLevel: 0,
  capLevelToPlayerSize: true,
  maxBufferLength: 30,
  // Its worker would be a second script for what needs none: the segments are played as they are.
  enableWorker: false
}

const player = () => import('hls.js/light')

/** Brings the player's script while the page is being read, so that pressing play waits only for the film. */
export const bringAhead = (): void => void player().catch(() => {})

/**
 * Plays HLS in a video element. The library is as large as the whole page before it, so it comes after the page.
 * A browser without Media Source Extensions plays by itself.
 */
export const stream = async (
  video: HTMLVideoElement,
  playlist: string,
  onTrouble: (trouble: Trouble) => void
): Promise<Stream> => {
  const { default: Hls } = await player()
  if (!Hls.isSupported()) return native(video, playlist, onTrouble)
  const hls = new Hls(config)
  hls.on(Hls.Events.ERROR as Events.ERROR, (_event: Events.ERROR, error: ErrorData) => {
    if (!error.fatal) return
    if (error.type === Hls.ErrorTypes.MEDIA_ERROR) return hls.recoverMediaError()
    const status = error.response?.code ?? 0
    onTrouble(status === 403 || status === 401 ? 'expired' : status === 404 ? 'broken' : 'network')
  })
  hls.attachMedia(video)
  hls.loadSource(playlist)
  await ready(video)
  return {
    choose: height => {
      hls.nextLevel = height === null ? -1 : hls.levels.findIndex(level => level.height === height)
    },
    resume: () => hls.startLoad(),
    end: () => hls.destroy()
  }
}

const native = async (video: HTMLVideoElement, playlist: string, onTrouble: (trouble: Trouble) => void): Promise<Stream> => {
  if (!video.canPlayType('application/vnd.apple.mpegurl')) onTrouble('unsupported')
  else {
    video.addEventListener('error', () => onTrouble('network'))
    video.src = playlist
    await ready(video)
  }
  return {
    choose: () => {},
    resume: () => video.load(),
    end: () => video.removeAttribute('src')
  }
}

/** Seeking before the length is known would be forgotten. */
const ready = (video: HTMLVideoElement): Promise<void> =>
  video.readyState >= HTMLMediaElement.HAVE_METADATA
    ? Promise.resolve()
    : new Promise(resolve => video.addEventListener('loadedmetadata', () => resolve(), { once: true }))
