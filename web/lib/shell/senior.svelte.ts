import { createContext } from 'svelte'
import { keep, type SeniorStep } from './preferences.ts'

type SeniorMode = { readonly step: SeniorStep; readonly classes: string; turn: (step: SeniorStep) => void }

const [current, setCurrent] = createContext<SeniorMode>()

/** The senior mode of this page. Ask while a component is being set up. */
export const seniorMode = current

/** Called once, by the outermost layout, with what the cookie says. */
export function beginSeniorMode(begin: SeniorStep) {
  let step = $state(begin)
  setCurrent({
    get step() {
      return step
    },
    get classes() {
      return step === 0 ? '' : `senior step-${step}`
    },
    turn(next) {
      step = next
      keep('senior', next)
    }
  })
}
