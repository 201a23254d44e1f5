/// <reference lib="dom" />
import AxeBuilder from '@axe-core/playwright'
import { expect, test as plain, type Page } from '@playwright/test'
import { lend, type Hand } from './hand.ts'
import { cutOn, sidewaysOn } from './sight.ts'

/** How a story is lived; a project of playwright.config.ts says it for all of its stories. */
export type Living = {
  hand: Hand
  /** A reader who has enlarged everything to twice the size has half the screen, and must see everything without moving it sideways. */
  isEnlarged: boolean
}

const notSeen = new Set<string>()
let isAxeAsked = true

/** Every journey: whatever asks another host is stopped, and fails the test. */
export const test = plain.extend<{ onlyHome: void; lived: void }, Living>({
  hand: ['mouse', { option: true, scope: 'worker' }],
  isEnlarged: [false, { option: true, scope: 'worker' }],
  context: async ({ context, isEnlarged }, use) => {
    if (isEnlarged) {
      const newPage = context.newPage.bind(context)
      context.newPage = async () => {
        const page = await newPage()
        const size = page.setViewportSize.bind(page)
        page.setViewportSize = ({ width, height }) => size({ width: width / 2, height: Math.floor(height / 2) })
        await page.setViewportSize(page.viewportSize()!)
        return page
      }
    }
    await use(context)
  },
  lived: [
    async ({ page, hand, isEnlarged }, use) => {
      const look = async (seen: Page) => {
        const path = new URL(seen.url()).pathname.replaceAll(/\d+/g, '…')
        const found = async () => [...(await cutOn(seen)), ...(await sidewaysOn(seen))]
        if ((await found()).length === 0) return
        // A page that has only just come takes a moment to lay itself out for its width.
        await seen.waitForTimeout(300)
        for (const one of await found()) notSeen.add(`${path} ${one}`)
      }
      notSeen.clear()
      // Axe has read these pages when the story was told with the mouse, and every page at its narrowest in the walk.
      isAxeAsked = hand === 'mouse'
      if (hand !== 'mouse' || isEnlarged) lend(page, hand, isEnlarged ? look : null)
      await use()
      expect([...notSeen], 'not seen whole at twice the size').toEqual([])
    },
    { auto: true }
  ],
  onlyHome: [
    async ({ context, baseURL }, use) => {
      const strangers: string[] = []
      const home = new URL(baseURL!).host
      await context.route(
        url => url.host !== home && url.protocol !== 'data:' && url.protocol !== 'blob:',
        route => {
          strangers.push(route.request().url())
          return route.abort()
        }
      )
      await use()
      expect(strangers, 'requests to other hosts').toEqual([])
    },
    { auto: true }
  ]
})

export { expect }

export const PHONE = { width: 390, height: 844 }

/** The demonstration accounts all have this password. */
export const signIn = async (page: Page, username: string): Promise<void> => {
  await page.context().clearCookies()
  await page.goto('/sign-in')
  await page.getByLabel('手机号或账号').or(page.getByLabel('账号')).first().fill(username)
  await page.getByLabel('密码', { exact: true }).fill('Lunxun-2026')
  await page.getByRole('button', { name: '登录', exact: true }).click()
  await page.waitForURL(url => url.pathname !== '/sign-in')
}

/** No accessibility violation that axe can see. */
export const expectAxeClean = async (page: Page): Promise<void> => {
  if (!isAxeAsked) return
  // Pages have no frames; without looking for them axe needs no second window, and a third of the time.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(node => node.target.join(' ')).join(', ')}`)).toEqual([])
}

/** Nothing is wider than the screen. */
export const expectNoSideScroll = async (page: Page): Promise<void> => {
  expect(
    await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  ).toBeLessThanOrEqual(0)
}
