import type { Page } from '@playwright/test'
import { expect, expectAxeClean, expectNoSideScroll, PHONE, signIn, test } from './fixtures.ts'

/**
 * 《移动互联网应用（APP）适老化通用设计规范》 as figures, measured on every page of a trainee: text 18 at least and to be enlarged to 30, line spacing
 * 1.3, paragraph spacing 1.3 times that, main targets 60 × 60, others 44 × 44, nothing that pops up. Contrast is asked of axe.
 */
const TEXT = 18
const LARGEST = 30
const LEADING = 1.3
const MAIN = 60
const OTHER = 44

test.use({ viewport: PHONE })

/** The pages of a trainee; add a page here with its first screen. */
const PAGES = [
  '/learn',
  '/learn/cohorts',
  '/learn/record',
  '/learn/me',
  '/complaints?page=/learn',
  '/accessibility',
  '/password',
  '/offline',
  '/nowhere'
]

/** What is smaller or closer than it may be, in words. */
const shortcomings = (page: Page) =>
  page.evaluate(
    ({ TEXT, LEADING, MAIN, OTHER }) => {
      const found: string[] = []
      const isSeen = (element: Element) => {
        const { width, height } = element.getBoundingClientRect()
        const style = getComputedStyle(element)
        return width > 1 && height > 1 && style.visibility !== 'hidden' && style.clipPath !== 'inset(50%)'
      }
      const said = (element: Element) => `${element.tagName.toLowerCase()} “${(element.textContent ?? '').trim().slice(0, 24)}”`
      const px = (value: string) => Number.parseFloat(value)

      const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
      for (let node = texts.nextNode(); node; node = texts.nextNode()) {
        const holder = node.parentElement!
        if (!node.textContent!.trim() || !isSeen(holder) || holder.closest('script, style, svg, .unseen, option')) continue
        const { fontSize, lineHeight } = getComputedStyle(holder)
        if (px(fontSize) < TEXT) found.push(`text ${fontSize}: ${said(holder)}`)
        if (px(lineHeight) / px(fontSize) < LEADING - 0.001) found.push(`lines ${lineHeight} of ${fontSize}: ${said(holder)}`)
      }

      for (const first of document.querySelectorAll('p')) {
        const second = first.nextElementSibling
        if (second?.tagName !== 'P' || !isSeen(first) || !isSeen(second)) continue
        const [above, below] = [first.getBoundingClientRect(), second.getBoundingClientRect()]
        if (below.top < above.bottom - 1) continue
        const [lineAbove, lineBelow] = [px(getComputedStyle(first).lineHeight), px(getComputedStyle(second).lineHeight)]
        const distance = below.top + lineBelow / 2 - (above.bottom - lineAbove / 2)
        if (distance < LEADING * Math.min(lineAbove, lineBelow))
          found.push(`paragraphs ${distance.toFixed(1)} apart: ${said(second)}`)
      }

      const targets = document.querySelectorAll('a[href], button, summary, select, textarea, input:not([type=hidden])')
      for (const target of targets) {
        const input = target as HTMLInputElement
        const pressed = /^(checkbox|radio)$/.test(input.type ?? '') ? (input.labels?.[0] ?? input) : target
        // A box within its frame, as a field with a unit beside it, is pressed by its frame.
        const box = target.tagName === 'INPUT' && pressed === target ? (target.parentElement ?? target) : pressed
        if (!isSeen(pressed) || target.matches('[href="#main"]')) continue
        const { width, height } = box.getBoundingClientRect()
        const least = target.matches('.button, nav[aria-label="主菜单"] *') ? MAIN : OTHER
        if (width < least - 0.5 || height < least - 0.5)
          found.push(`target ${width.toFixed(0)} × ${height.toFixed(0)}: ${said(target)}`)
      }

      for (const over of document.querySelectorAll('dialog[open], [role=dialog], [role=alertdialog]'))
        found.push(`pops up: ${said(over)}`)
      return found
    },
    { TEXT, LEADING, MAIN, OTHER }
  )

test('the way into the senior mode stands on the first page, before signing in', async ({ page }) => {
  await page.goto('/sign-in')
  await page.getByRole('button', { name: '长辈版' }).click()
  await expect.poll(() => shortcomings(page)).toEqual([])
  await expectAxeClean(page)
  await page.reload()
  await expect(page.getByRole('button', { name: '退出长辈版' })).toBeVisible()
})

test('the measure can fail: the usual pages do not pass it', async ({ page }) => {
  await signIn(page, 'lin')
  expect((await shortcomings(page)).join('\n')).toMatch(/text 1[57]px/)
})

for (const step of [1, 2, 3])
  test(`every page of 林 keeps the figures in the senior mode, size ${step}`, async ({ page, context, baseURL }) => {
    await signIn(page, 'lin')
    await context.addCookies([{ name: 'senior', value: String(step), url: baseURL! }])
    for (const path of PAGES) {
      await page.goto(path)
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
      for (const shut of await page.locator('summary').all()) await shut.click()
      expect.soft([path, await shortcomings(page)]).toEqual([path, []])
      await expectNoSideScroll(page)
      if (step === 1) await expectAxeClean(page)
    }
  })

test('text grows to 30 by the buttons alone, and goes back', async ({ page }) => {
  await signIn(page, 'lin')
  await page.getByRole('button', { name: '长辈版', exact: true }).click()
  const body = () => page.locator('.for-trainee').evaluate(element => Number.parseFloat(getComputedStyle(element).fontSize))
  expect(await body()).toBeGreaterThanOrEqual(TEXT)
  await page.getByRole('button', { name: '字再大些' }).click()
  await page.getByRole('button', { name: '字再大些' }).click()
  expect(await body()).toBeGreaterThanOrEqual(LARGEST)
  await expect(page.getByRole('link', { name: /打电话问/ })).toHaveAttribute('href', 'tel:0990-5550117')
  await page.getByRole('button', { name: '退出长辈版' }).click()
  expect(await body()).toBeLessThan(TEXT)
})
