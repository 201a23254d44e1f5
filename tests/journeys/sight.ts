/// <reference lib="dom" />
import type { Page } from '@playwright/test'

/** What is not to be seen whole: buttons cut by their own edge or by the edge of the screen, and what has to be moved sideways. */
export const cutOn = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const found: string[] = []
    const said = (element: Element) => (element.textContent ?? '').trim().replace(/\s+/g, ' ').slice(0, 30)
    const { scrollWidth, clientWidth } = document.documentElement
    if (scrollWidth > clientWidth) {
      const over = [...document.querySelectorAll('body *')].filter(one => one.getBoundingClientRect().right > clientWidth + 1)
      const least = over.filter(one => !over.some(other => one !== other && one.contains(other))).slice(0, 3)
      const which = least.map(one => `${one.tagName.toLowerCase()}.${one.className} ${said(one)}`).join(', ')
      found.push(`the page is ${scrollWidth - clientWidth} wider than the screen: ${which}`)
    }

    for (const button of document.querySelectorAll<HTMLElement>('button, a.button, nav a')) {
      if (!button.checkVisibility() || button.closest('[tabindex="0"], .unseen')) continue
      const { left, right, width } = button.getBoundingClientRect()
      if (width <= 1) continue
      // What stands in a frame that scrolls by itself is reached there.
      let frame = button.parentElement
      while (frame && !(/auto|scroll/.test(getComputedStyle(frame).overflowX) && frame.scrollWidth > frame.clientWidth))
        frame = frame.parentElement
      if (button.scrollWidth > button.clientWidth + 1 || (!frame && (left < -1 || right > innerWidth + 1)))
        found.push(`cut: ${said(button)}`)
    }
    return found
  })

/** Frames within the page that have to be moved sideways to be read. */
export const sidewaysOn = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('main *')]
      .filter(one => one.scrollWidth > one.clientWidth + 1 && one.checkVisibility())
      .filter(
        one =>
          /auto|scroll/.test(getComputedStyle(one).overflowX) && one.clientWidth > 1 && !one.matches('input, textarea, select')
      )
      .map(one => `sideways: ${one.ariaLabel ?? one.className} ${one.scrollWidth} in ${one.clientWidth}`)
  )
