/// <reference lib="dom" />
import type { ElementHandle, Locator, Page } from '@playwright/test'

/**
 * A story is told once and lived by two hands. The usual one is the mouse. The other has only a keyboard: whatever a story clicks, fills,
 * ticks or chooses, it reaches by the tab key, seeing where it is, and then presses Enter, Space or an arrow, or types.
 * Nothing is focused or changed behind the page's back; what the tab key does not reach fails the story.
 */
export type Hand = 'mouse' | 'keyboard'

const MOST_TABS = 400
const ACTS = ['click', 'check', 'uncheck', 'fill', 'clear', 'selectOption', 'setInputFiles', 'press', 'focus'] as const
const NOT_BY_KEYBOARD = ['dblclick', 'hover', 'tap', 'dragTo', 'pressSequentially', 'selectText'] as const
type Target = ElementHandle<HTMLElement>

/** What stands to be pressed for something seen: the box of a label, the link around a word. */
async function targetOf(locator: Locator): Promise<Target> {
  await locator.waitFor()
  const handle = await locator.evaluateHandle(seen => {
    const control = seen.closest('label')?.control
    return control ?? seen.closest<HTMLElement>('a[href], button, input, select, textarea, summary, [tabindex]') ?? seen
  })
  const target = handle as Target
  await target.waitForElementState('enabled')
  return target
}

/** Where to go from here: the next press, or null when there. */
const nextKey = (target: Target) =>
  target.evaluate(wanted => {
    const at = document.activeElement ?? document.body
    if (at === wanted) return null
    const isGroup = (one: Element): one is HTMLInputElement => one instanceof HTMLInputElement && one.type === 'radio'
    const isAfter = (at.compareDocumentPosition(wanted) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0
    if (isGroup(at) && isGroup(wanted) && at.name === wanted.name) return isAfter ? 'ArrowDown' : 'ArrowUp'
    return isAfter ? 'Tab' : 'Shift+Tab'
  })

/** Where the focus is has to be seen: on the screen, and not below something that stays. */
const isHidden = (target: Target) =>
  target.evaluate(at => {
    const seen = at.matches('input') ? (at.closest('label') ?? at) : at
    return ![at, seen].some(one => {
      const { left, top, width, height } = one.getBoundingClientRect()
      return [0.1, 0.5, 0.9].some(part => {
        const hit =
          document.elementFromPoint(left + width / 2, top + height * part) ?? document.elementFromPoint(left + 4, top + 4)
        return hit !== null && (one.contains(hit) || hit.contains(one))
      })
    })
  })

async function reach(page: Page, locator: Locator): Promise<Target> {
  const target = await targetOf(locator)
  let turns = 0
  let last = ''
  for (let tab = 0; tab < MOST_TABS && turns < 4; tab++) {
    const key = await nextKey(target)
    if (key === null) {
      if (await isHidden(target)) throw new Error(`${String(locator)} has the focus, and is not to be seen`)
      return target
    }
    if (last && key !== last && key.includes('Tab')) turns++
    last = key
    await page.keyboard.press(key)
  }
  throw new Error(`${String(locator)} is not reached by the tab key`)
}

const kindOf = (target: Target) =>
  target.evaluate(at => (at instanceof HTMLInputElement ? at.type : at.tagName.toLowerCase()) as string)

async function click(page: Page, locator: Locator): Promise<void> {
  const target = await reach(page, locator)
  const kind = await kindOf(target)
  if (kind === 'checkbox') await page.keyboard.press('Space')
  else if (kind === 'radio') {
    if (!(await target.evaluate(at => (at as HTMLInputElement).checked))) await page.keyboard.press('Space')
  } else if (!['select', 'textarea', 'text', 'search', 'date', 'time', 'number'].includes(kind))
    await page.keyboard.press('Enter')
}

async function check(page: Page, locator: Locator, wanted = true): Promise<void> {
  const target = await reach(page, locator)
  if ((await target.evaluate(at => (at as HTMLInputElement).checked)) !== wanted) await page.keyboard.press('Space')
}

/** The parts of a day or a time stand in the order of the browser's language; the first that comes out right is kept. */
const DAYS = [
  ([year, month, day]: string[]) => [month, day, year],
  ([year, month, day]: string[]) => [year, '→', month, day],
  ([year, month, day]: string[]) => [day, month, year]
]
const TIMES = [
  ([hour, minute]: string[]) => [String(Number(hour) % 12 || 12).padStart(2, '0'), minute, Number(hour) < 12 ? 'A' : 'P'],
  ([hour, minute]: string[]) => [hour, minute]
]

async function typeParts(page: Page, target: Target, value: string): Promise<void> {
  const orders = value.includes(':') ? TIMES : DAYS
  let became = ''
  for (const order of orders) {
    // The tab key stops at each part and at the picker, coming from either side: out in front, and in again.
    while (await target.evaluate(at => at === document.activeElement)) await page.keyboard.press('Shift+Tab')
    await page.keyboard.press('Tab')
    for (const part of order(value.split(/[-:]/)))
      await (part === '→' ? page.keyboard.press('ArrowRight') : page.keyboard.type(part!))
    became = await target.evaluate(at => (at as HTMLInputElement).value)
    if (became === value) {
      orders.splice(0, orders.length, order as never)
      return
    }
  }
  throw new Error(`${value} typed became ${became}`)
}

async function fill(page: Page, locator: Locator, value: string): Promise<void> {
  const target = await reach(page, locator)
  if (/^\d+[-:]/.test(value) && ['date', 'time'].includes(await kindOf(target))) return typeParts(page, target, value)
  await page.keyboard.press('Control+A')
  await (value ? page.keyboard.insertText(value) : page.keyboard.press('Delete'))
}

type Option = string | { label?: string; index?: number; value?: string }

async function selectOption(page: Page, locator: Locator, option: Option): Promise<void> {
  const target = await reach(page, locator)
  const wanted = typeof option === 'string' ? { value: option } : option
  const place = () =>
    target.evaluate((at, { label, index, value }) => {
      const { options, selectedIndex } = at as HTMLSelectElement
      const found = [...options].findIndex(
        (one, i) =>
          i === index || (label !== undefined && one.label.trim() === label) || (value !== undefined && one.value === value)
      )
      return found < 0 ? null : found - selectedIndex
    }, wanted)
  for (let step = 0; step < MOST_TABS; step++) {
    const far = await place()
    if (far === 0) return
    // A list may still be on its way.
    if (far === null) await page.waitForTimeout(25)
    else await page.keyboard.press(far > 0 ? 'ArrowDown' : 'ArrowUp')
  }
  throw new Error(`${String(locator)}: ${JSON.stringify(option)} is not reached by the arrows`)
}

const PRESSES = 4

async function setInputFiles(page: Page, locator: Locator, files: Parameters<Locator['setInputFiles']>[0]): Promise<void> {
  // A press while the page still takes in the last answer may open nothing; a person presses again.
  for (let press = 1; ; press++) {
    await reach(page, locator)
    const opened = page.waitForEvent('filechooser', { timeout: 5_000 }).catch(() => null)
    await page.keyboard.press('Space')
    const chooser = await opened
    if (chooser) return chooser.setFiles(files)
    if (press === PRESSES) throw new Error(`${String(locator)}: no file is asked for`)
  }
}

async function press(page: Page, locator: Locator, key: string): Promise<void> {
  await reach(page, locator)
  await page.keyboard.press(key)
}

const byKeyboard: Record<(typeof ACTS)[number], (page: Page, locator: Locator, given: never) => Promise<unknown>> = {
  click,
  check: (page, locator) => check(page, locator),
  uncheck: (page, locator) => check(page, locator, false),
  fill,
  clear: (page, locator) => fill(page, locator, ''),
  selectOption,
  setInputFiles,
  press,
  focus: reach
}

const lent = Symbol('lent')

/** Puts another hand to every locator of this worker, and something to look at before each of its acts. */
export function lend(page: Page, hand: Hand, look: ((page: Page) => Promise<void>) | null): void {
  const locators = Object.getPrototypeOf(page.locator('html')) as Record<string | symbol, unknown>
  if (locators[lent]) return
  locators[lent] = true
  for (const act of ACTS) {
    const byMouse = locators[act] as (...given: unknown[]) => Promise<unknown>
    locators[act] = async function (this: Locator, ...given: unknown[]) {
      if (look) {
        await this.waitFor({ state: 'attached' })
        await look(this.page())
      }
      return hand === 'mouse' ? byMouse.apply(this, given) : byKeyboard[act](this.page(), this, given[0] as never)
    }
  }
  if (hand === 'mouse') return
  for (const act of NOT_BY_KEYBOARD)
    locators[act] = () => Promise.reject(new Error(`${act} is nothing a keyboard can do: tell it otherwise`))
}
