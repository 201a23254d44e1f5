import { navigating } from '$app/state'

/** A day typed by keyboard is a valid day after every digit, and a slider is somewhere after every arrow: what follows waits for the last. */
const PAUSE = 600

/** Somebody who meanwhile went on by a link is there first: what follows then begins from that page instead of taking them back. */
export function afterPause<Given extends unknown[]>(act: (...given: Given) => void): (...given: Given) => void {
  let waiting: ReturnType<typeof setTimeout> | undefined
  return (...given) => {
    clearTimeout(waiting)
    waiting = setTimeout(async () => {
      await navigating.complete?.catch(() => {})
      act(...given)
    }, PAUSE)
  }
}
