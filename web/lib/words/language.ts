/**
 * Words are kept by area, one area to a page or a family of pages, so that a page carries its own words and no others.
 * To add an area, say `seats`:
 *
 *   zh/seats.ts   export const zh = { title: '名额', free: (seats: number) => `还有 ${seats} 个名额` }
 *   en/seats.ts   import type { zh } from '../zh/seats.ts'
 *                 export const en: typeof zh = { title: 'Seats', free: seats => `${seats} seats left` }
 *   seats.ts      export const seatWords = inBoth(zh, en)
 *
 * and in a component, while it is being set up: `const w = seatWords()`, then `{w.title}`. English that lacks a word, or has one
 * too many, does not compile. Nothing here is kept between requests: the language travels in the context of the page being drawn.
 * Changing it loads the page anew, so words never have to change under a component's feet.
 */
import { createContext } from 'svelte'
import type { Language } from './languages.ts'

const [current, setCurrent] = createContext<Language>()

/** Called once, by the outermost layout. */
export const speak = setCurrent

/** The reader's language. Ask while a component is being set up. */
export const language = current

export function inBoth<Words>(zh: Words, en: NoInfer<Words>) {
  return () => (current() === 'en' ? en : zh)
}
