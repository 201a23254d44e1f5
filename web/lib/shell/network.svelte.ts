import { onMount } from 'svelte'
import { dateOf, timeOf } from '$lib/words/figures.ts'

/** Whether there is a network, as far as the device knows. Ask while a component is being set up. */
export function theNetwork() {
  let isGone = $state(false)
  onMount(() => {
    const look = () => (isGone = !navigator.onLine)
    look()
    addEventListener('online', look)
    addEventListener('offline', look)
    return () => {
      removeEventListener('online', look)
      removeEventListener('offline', look)
    }
  })
  return {
    get isGone() {
      return isGone
    }
  }
}

/** The day and minute in the department's zone by the device's own clock, for a page that was kept some time ago. */
export function deviceMoment() {
  const now = new Date().toISOString()
  const [hour = 0, minute = 0] = timeOf(now).split(':').map(Number)
  return { today: dateOf(now), minute: hour * 60 + minute }
}
