/// <reference lib="dom" />
import type { Page } from '@playwright/test'
import { expect, expectAxeClean, expectNoSideScroll, PHONE, signIn, test } from './fixtures.ts'

const film = (page: Page) => page.locator('video')
const secondsIn = (page: Page) => film(page).evaluate((video: HTMLVideoElement) => video.currentTime)
const isPaused = (page: Page) => film(page).evaluate((video: HTMLVideoElement) => video.paused)

/** 林 began yesterday, up to 0:40, with a gap from 0:21 to 0:27. */
test('林 plays his film on the phone, pauses, reloads, resumes, closes the gap, and has the credit in his record', async ({
  page
}) => {
  test.slow()
  await page.setViewportSize(PHONE)
  await signIn(page, 'lin')
  await page.goto('/learn')
  const card = page.getByRole('region', { name: '村务公开实务（示例）' })
  await expect(card).toContainText('还差 23 秒')
  await expectNoSideScroll(page)
  await card.getByRole('link', { name: '接着看' }).click()

  await expect(page.getByRole('heading', { level: 1, name: '村务公开实务（示例）' })).toBeVisible()
  await expect(page.getByText('上次看到 0:40')).toBeVisible()
  await expect(page.getByText('0:21–0:27')).toBeVisible()
  await expectAxeClean(page)
  await expectNoSideScroll(page)
  // It never begins by itself.
  expect(await isPaused(page)).toBe(true)

  await page.getByRole('button', { name: '从这里接着看' }).click()
  await expect.poll(() => secondsIn(page), { timeout: 30_000 }).toBeGreaterThan(44)
  await page.getByRole('button', { name: '暂停' }).click()
  await expect.poll(() => isPaused(page)).toBe(true)
  await expect(page.getByText('已存到服务器')).toBeVisible()
  await expectAxeClean(page)
  const stood = await secondsIn(page)

  await page.reload()
  await expect(page.getByText(`上次看到 0:${Math.floor(stood)}`)).toBeVisible()
  await page.getByRole('button', { name: '从这里接着看' }).click()
  await expect.poll(() => film(page).evaluate((video: HTMLVideoElement) => video.ended), { timeout: 60_000 }).toBe(true)
  await expect(page.getByText('还差 3 秒')).toBeVisible()

  await page.getByRole('button', { name: '看这段：0:21–0:27' }).click()
  await expect(page.getByRole('heading', { name: '这一课看完了' }).or(page.getByText('这一课看完了'))).toBeVisible({
    timeout: 60_000
  })
  await expectAxeClean(page)
  await page.getByRole('link', { name: '看我的学时' }).click()

  const entry = page.locator('details').filter({ hasText: '+0.25' })
  await entry.locator('summary').click()
  await expect(entry).toContainText('村务公开实务（示例）')
  await expect(entry).toContainText('片长 1 分钟')
  await page.goto('/learn')
  await expect(page.getByRole('link', { name: '接着看' })).toHaveCount(0)
})
