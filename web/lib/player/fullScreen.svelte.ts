/** Of a phone that can show nothing but a video in full screen, with controls of its own. */
type PhoneVideo = HTMLVideoElement & { webkitEnterFullscreen?: () => void; webkitSupportsFullscreen?: boolean }

/** The whole screen for the player with its buttons; on a phone that gives it to the video alone, for the video. */
export class FullScreen {
  /** Whether there is any way to it. */
  mayFill = $state(false)
  fills = $state(false)
  /** The phone shows the video by itself, captions included. */
  isPhones = $state(false)
  #means: { box: HTMLElement; video: PhoneVideo } | null = null

  begin(box: HTMLElement, video: HTMLVideoElement): () => void {
    this.#means = { box, video }
    this.mayFill = document.fullscreenEnabled || 'webkitEnterFullscreen' in video
    const changed = () => (this.fills = document.fullscreenElement === box)
    const phone = (event: Event) => (this.isPhones = event.type === 'webkitbeginfullscreen')
    document.addEventListener('fullscreenchange', changed)
    video.addEventListener('webkitbeginfullscreen', phone)
    video.addEventListener('webkitendfullscreen', phone)
    return () => {
      document.removeEventListener('fullscreenchange', changed)
      video.removeEventListener('webkitbeginfullscreen', phone)
      video.removeEventListener('webkitendfullscreen', phone)
    }
  }

  /** A browser that does not allow it leaves the page as it is. */
  async turn(): Promise<void> {
    if (!this.#means) return
    const { box, video } = this.#means
    if (this.fills) await document.exitFullscreen().catch(() => {})
    else if (document.fullscreenEnabled) await box.requestFullscreen().catch(() => {})
    else video.webkitEnterFullscreen?.()
  }
}
