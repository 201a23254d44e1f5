/** A day typed by keyboard is a valid day after every digit, and a slider is somewhere after every arrow: what follows waits for the last. */
const PAUSE = 600

export function afterPause<Given extends unknown[]>(act: (...given: Given) => void): (...given: Given) => void {
  let waiting: ReturnType<typeof setTimeout> | undefined
  return (...given) => {
    clearTimeout(waiting)
    waiting = setTimeout(() => act(...given), PAUSE)
  }
}
