import type { ErrorData, Events, HlsConfig } from 'hls.js'

/** A film that plays in a video element, and how it is steered. */
export type Stream = {
  /** The picture that is chosen; sound alone has a stream of its own. */
  choose: (choice: Choice) => void
  /** Tries again where the network let it down. */
  resume: () => void
  end: () => void
}

/** The height of a picture, as the network allows, or no picture at all. */
export type Choice = number | 'auto' | 'sound'

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
 * A browser without Media Source Extensions plays by itself; null: it cannot, and has been told so.
 */
export const stream = async (
  video: HTMLVideoElement,
  playlist: string,
  fromMs: number,
  onTrouble: (trouble: Trouble) => void
): Promise<Stream | null> => {
  const { default: Hls } = await player()
  if (!Hls.isSupported()) return native(video, playlist, onTrouble)
  const hls = new Hls({ ...config, startPosition: fromMs / 1000 })
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
    choose: choice => {
      hls.nextLevel = hls.levels.findIndex(level => level.height === choice)
    },
    resume: () => hls.startLoad(),
    end: () => hls.destroy()
  }
}

const native = async (
  video: HTMLVideoElement,
  playlist: string,
  onTrouble: (trouble: Trouble) => void
): Promise<Stream | null> => {
  if (!video.canPlayType('application/vnd.apple.mpegurl')) {
    onTrouble('unsupported')
    return null
  }
  // Whoever waits for its length is not left waiting when it cannot be had.
  const ended = new AbortController()
  const failed = new Promise<false>(settle => {
    const onError = () => {
      onTrouble(video.error?.code === MediaError.MEDIA_ERR_SRC_NOT_SUPPORTED ? 'unsupported' : 'network')
      settle(false)
    }
    video.addEventListener('error', onError, { signal: ended.signal })
  })
  video.src = playlist
  video.load()
  if ((await Promise.race([failed, ready(video)])) === false) {
    ended.abort()
    return null
  }
  return {
    choose: () => {},
    // After an error nothing plays until it is loaded anew.
    resume: () => video.error && video.load(),
    end: () => {
      ended.abort()
      video.removeAttribute('src')
      video.load()
    }
  }
}

/** Seeking before the length is known would be forgotten. */
const ready = (video: HTMLVideoElement): Promise<void> =>
  video.readyState >= HTMLMediaElement.HAVE_METADATA
    ? Promise.resolve()
    : new Promise(resolve => video.addEventListener('loadedmetadata', () => resolve(), { once: true }))
