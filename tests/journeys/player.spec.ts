/// <reference lib="dom" />
import type { Page } from '@playwright/test'
import { expect, expectAxeClean, expectNoSideScroll, PHONE, signIn, test } from './fixtures.ts'

/** The player's choices: what it costs, sound alone, captions, the full screen, and a browser that cannot do what others can. */
test.use({ viewport: PHONE })

const film = (page: Page) => page.locator('video')
const secondsIn = (page: Page) => film(page).evaluate((video: HTMLVideoElement) => video.currentTime)
const openFilm = async (page: Page): Promise<void> => {
  await signIn(page, 'lin')
  await page.goto('/learn/cohorts')
  await page.getByRole('link', { name: '村务公开实务（示例）' }).first().click()
  await expect(page.getByRole('heading', { level: 1, name: '村务公开实务（示例）' })).toBeVisible()
}
const player = (page: Page) => page.getByRole('group', { name: /^影片/ })
const playFrom = async (page: Page, seconds: number): Promise<void> => {
  await player(page)
    .getByRole('slider', { name: '播放位置' })
    .fill(String(seconds * 1000))
  await player(page).getByRole('button', { name: '播放', exact: true }).click()
  await expect.poll(() => secondsIn(page), { timeout: 30_000 }).toBeGreaterThan(seconds + 1)
}
/** The names of the segments that were asked for, without their numbers. */
const asking = (page: Page): (() => string[]) => {
  const asked: string[] = []
  page.on('request', request => {
    const [, name] = /\/([a-z0-9]+)-\d+\.m4s$/.exec(request.url()) ?? []
    if (name) asked.push(name)
  })
  return () => [...new Set(asked.splice(0))].toSorted()
}

test('sound alone says what it costs and loads no picture; back to the picture it goes on where it was', async ({ page }) => {
  test.slow()
  const asked = asking(page)
  await openFilm(page)
  await page.getByRole('button', { name: '流量' }).click()
  await expect(page.getByLabel(/自动，整片约 0\.\d\sMB$/)).toBeVisible()
  await page.getByLabel('只听声音，整片约 0.2 MB').check()
  await expect(page.getByText(/^只听声音，看完还需约 0\.\d\sMB$/)).toBeVisible()
  await expect(page.getByText('只听声音，不下载画面')).toBeVisible()
  await expectAxeClean(page)
  await expectNoSideScroll(page)
  await playFrom(page, 10)
  expect(await film(page).evaluate((video: HTMLVideoElement) => video.videoWidth)).toBe(0)
  expect(asked()).toEqual(['sound'])

  const before = await secondsIn(page)
  await page.getByLabel(/自动，整片约/).check()
  await expect
    .poll(() => film(page).evaluate((video: HTMLVideoElement) => video.videoWidth), { timeout: 30_000 })
    .toBeGreaterThan(0)
  // Until the picture is there the sound may still have been loaded ahead.
  asked()
  await expect.poll(() => film(page).evaluate((video: HTMLVideoElement) => video.paused)).toBe(false)
  await expect.poll(() => secondsIn(page), { timeout: 30_000 }).toBeGreaterThan(before + 0.5)
  expect(await secondsIn(page)).toBeLessThan(before + 12)
  expect(asked()).not.toContain('sound')
  await expect(page.getByText('只听声音，不下载画面')).toHaveCount(0)
})

test('captions grow with the reader’s size of text', async ({ page }) => {
  test.slow()
  await openFilm(page)
  await playFrom(page, 1)
  await player(page)
    .getByRole('button', { name: '播放', exact: true })
    .or(player(page).getByRole('button', { name: '暂停' }))
    .click()
  const line = page.locator('.captions span').first()
  await expect(line).toBeVisible()
  const sizeOf = () => line.evaluate(one => Number.parseFloat(getComputedStyle(one).fontSize))
  const usual = await sizeOf()
  await expectAxeClean(page)
  await page.context().addCookies([{ name: 'senior', value: '2', url: page.url() }])
  await page.reload()
  await playFrom(page, 1)
  await expect(line).toBeVisible()
  expect(await sizeOf()).toBeGreaterThanOrEqual(usual * 1.4)
  await player(page).getByRole('button', { name: /^字幕/ }).click()
  await player(page)
    .getByRole('button', { name: /English/ })
    .click()
  await expect(page.getByRole('button', { name: '字幕关' })).toBeVisible()
  await expect(line).toHaveCount(0)
})

test('the whole screen belongs to the player with its buttons, by the button and by the key', async ({ page }) => {
  await openFilm(page)
  const isFull = () => page.evaluate(() => document.fullscreenElement?.getAttribute('aria-label')?.startsWith('影片') ?? false)
  await player(page).getByRole('button', { name: '全屏' }).click()
  await expect.poll(isFull).toBe(true)
  await expect(player(page).getByRole('button', { name: '退出全屏' })).toBeVisible()
  await expectAxeClean(page)
  await player(page).getByRole('button', { name: '退出全屏' }).press('f')
  await expect.poll(isFull).toBe(false)
  await expect(player(page).getByRole('button', { name: '全屏' })).toBeVisible()
})

/** As far as Chromium can be made another browser: without Media Source Extensions it plays HLS by itself, or says that it cannot. */
test('without media source extensions the browser plays the film by itself', async ({ page }) => {
  test.slow()
  await page.addInitScript(() => {
    for (const name of ['MediaSource', 'ManagedMediaSource', 'WebKitMediaSource']) Reflect.deleteProperty(window, name)
  })
  await openFilm(page)
  const mayPlay = await page.evaluate(() => document.createElement('video').canPlayType('application/vnd.apple.mpegurl'))
  test.skip(!mayPlay, 'this Chromium has no HLS of its own')
  await playFrom(page, 5)
  expect(await film(page).evaluate((video: HTMLVideoElement) => video.src)).toMatch(/film\.m3u8$/)
  await page.getByRole('button', { name: '流量' }).click()
  await page.getByLabel('只听声音，整片约 0.2 MB').check()
  await expect.poll(() => film(page).evaluate((video: HTMLVideoElement) => video.src)).toMatch(/sound\.m3u8$/)
  await expect.poll(() => secondsIn(page), { timeout: 30_000 }).toBeGreaterThan(6)
})

test('a browser with neither says one clear sentence, and says it again when play is pressed again', async ({ page }) => {
  await page.addInitScript(() => {
    for (const name of ['MediaSource', 'ManagedMediaSource', 'WebKitMediaSource']) Reflect.deleteProperty(window, name)
    HTMLMediaElement.prototype.canPlayType = () => ''
  })
  await openFilm(page)
  for (let press = 0; press < 2; press++) {
    await player(page).getByRole('button', { name: '播放', exact: true }).click()
    await expect(page.getByText('这个浏览器放不了这个片子，请换一个浏览器')).toBeVisible()
    expect(await film(page).evaluate((video: HTMLVideoElement) => video.paused)).toBe(true)
  }
  await expectAxeClean(page)
})
