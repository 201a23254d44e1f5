import { createContext } from 'svelte'
import { keep, type SeniorStep } from './preferences.ts'

type SeniorMode = { readonly step: SeniorStep; readonly classes: string; turn: (step: SeniorStep) => void }

const [current, setCurrent] = createContext<SeniorMode>()

/** The senior mode of this page. Ask while a component is being set up. */
export const seniorMode = current

/**
 * Called once, by the outermost layout. `unasked` is what holds while nobody has chosen on this device; it changes with whoever signs in,
 * and what is chosen comes before it.
 */
export function beginSeniorMode(unasked: () => SeniorStep) {
  let chosen = $state<SeniorStep | null>(null)
  const step = $derived(chosen ?? unasked())
  setCurrent({
    get step() {
      return step
    },
    get classes() {
      return step === 0 ? '' : `senior step-${step}`
    },
    turn(next) {
      chosen = next
      keep('senior', next)
    }
  })
}
