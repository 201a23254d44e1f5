import type { Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'

/** Goes on with the tab key until what has that name has the focus; somebody without a mouse has no other way. */
async function tabTo(page: Page, name: RegExp, most = 60): Promise<void> {
  for (let step = 0; step < most; step++) {
    await page.keyboard.press('Tab')
    const focused = await page.evaluate(() => {
      const at = document.activeElement as HTMLInputElement | null
      return (at?.labels?.[0]?.textContent ?? at?.textContent ?? '').trim()
    })
    if (name.test(focused)) return
  }
  throw new Error(`${name} is not reached by the tab key`)
}

test('王 signs in, opens a cohort and adds a lesson without touching the mouse', async ({ page }) => {
  await page.goto('/sign-in')
  await expect(page.getByRole('button', { name: '登录', exact: true })).toBeVisible()
  await tabTo(page, /账号/)
  await page.keyboard.type('wang')
  await tabTo(page, /^密码/)
  await page.keyboard.type('Lunxun-2026')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/manage$/)

  await tabTo(page, /^跳到正文/)
  await tabTo(page, /^班次$/)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: '班次' })).toBeVisible()
  await tabTo(page, /^第3期班子成员培训班$/)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: '第3期班子成员培训班' })).toBeVisible()

  await tabTo(page, /^加一节课$/)
  await page.keyboard.press('Enter')
  // The form takes the focus to its first field; the day and the times are proposed.
  await expect(page.getByLabel('日期', { exact: true })).toBeFocused()
  await tabTo(page, /^课程内容/)
  await page.keyboard.type('键盘加的一课')
  await page.keyboard.press('Enter')
  await expect(page.getByText('已加入课程表')).toBeVisible()
  await expect(page.getByRole('table', { name: '课程表（列表）' }).getByRole('rowheader', { name: '键盘加的一课' })).toBeVisible()
  // Whoever works by keyboard stays where the form stood.
  await expect(page.getByRole('button', { name: '加一节课', exact: true })).toBeFocused()
  await tabTo(page, /^键盘加的一课$/)
  await page.keyboard.press('Enter')
  await expect(page.getByLabel('课程内容', { exact: true })).toHaveValue('键盘加的一课')
})
