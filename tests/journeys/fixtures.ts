/// <reference lib="dom" />
import AxeBuilder from '@axe-core/playwright'
import { expect, test as plain, type Page } from '@playwright/test'

/** Every journey: whatever asks another host is stopped, and fails the test. */
export const test = plain.extend<{ onlyHome: void }>({
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
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(node => node.target.join(' ')).join(', ')}`)).toEqual([])
}

/** Nothing is wider than the screen. */
export const expectNoSideScroll = async (page: Page): Promise<void> => {
  expect(
    await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  ).toBeLessThanOrEqual(0)
}
