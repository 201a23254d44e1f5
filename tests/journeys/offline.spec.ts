import type { Page } from '@playwright/test'
import { expect, expectAxeClean, PHONE, signIn, test } from './fixtures.ts'

test.use({ serviceWorkers: 'allow', viewport: PHONE })

/** Everything the device has kept, by name. */
const keptOn = (page: Page): Promise<Record<string, string[]>> =>
  page.evaluate(async () =>
    Object.fromEntries(
      await Promise.all(
        (await caches.keys()).map(async name => [
          name,
          (await (await caches.open(name)).keys()).map(({ url }) => new URL(url).pathname).toSorted()
        ])
      )
    )
  )

const keepToday = async (page: Page) => {
  await signIn(page, 'lin')
  await expect(page.getByText(/没有网络也能看 · .* 更新/)).toBeVisible()
}

test('林 reads today and the timetable without a network, and is told what needs one', async ({ page, context }) => {
  const asked: string[] = []
  context.on('request', request => asked.push(request.url()))
  await keepToday(page)
  const day = await page.getByRole('heading', { level: 1 }).textContent()
  await page.goto('/learn/cohorts')
  const lesson = await page.getByRole('listitem').first().textContent()

  await context.setOffline(true)
  await page.goto('/learn')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(day!)
  await expect(page.getByText(/现在没有网络 · .* 更新/)).toBeVisible()
  await expectAxeClean(page)
  // By the bar, as a page that is already there moves on …
  await page.getByRole('link', { name: '班次', exact: true }).click()
  await expect(page.getByRole('listitem').first()).toHaveText(lesson!)
  // … by loading it anew, and from the icon on the first screen of the phone.
  await page.reload()
  await expect(page.getByRole('listitem').first()).toHaveText(lesson!)
  await page.goto('/')
  await expect(page).toHaveURL(/\/learn$/)

  await page.goto('/learn/record')
  await expect(page.getByRole('heading', { level: 1, name: '现在没有网络' })).toBeVisible()
  await expectAxeClean(page)
  await page.getByRole('link', { name: '看课程表' }).click()
  await expect(page.getByRole('listitem').first()).toHaveText(lesson!)
  await page.getByRole('link', { name: '记录', exact: true }).click()
  await expect(page.getByRole('heading', { level: 1, name: /没有网络|连不上服务器/ })).toBeVisible()

  await context.setOffline(false)
  await page.goto('/learn/record')
  await expect(page.getByRole('heading', { level: 1, name: '我的学时' })).toBeVisible()
  const hosts = [...new Set(asked.map(url => new URL(url).host))]
  expect(hosts).toEqual([new URL(page.url()).host])
})

test('only the own pages and what they name are kept: no other answer, no file to download, nothing written', async ({
  page
}) => {
  await keepToday(page)
  const { offline, ...accounts } = await keptOn(page)
  expect(Object.keys(accounts)).toHaveLength(1)
  const own = Object.values(accounts)[0]!
  expect(own.filter(path => !path.startsWith('/_app/immutable/'))).toEqual([
    '/api/me',
    '/api/my/cohorts',
    '/api/my/films',
    '/api/my/messages',
    '/api/my/standings',
    '/api/my/today',
    '/learn',
    '/learn/cohorts'
  ])
  expect(offline!.filter(path => !path.startsWith('/_app/immutable/'))).toEqual(['/offline'])
})

test('signing out leaves nothing of 林 on the device, with or without a network', async ({ page, context }) => {
  await keepToday(page)
  // The page is alive once it has said so; what is pressed before that is lost.
  await page.getByRole('link', { name: '我的', exact: true }).click()
  await expect(page.getByRole('button', { name: '退出', exact: true })).toBeVisible()
  await context.setOffline(true)
  await page.getByRole('button', { name: '退出', exact: true }).click()
  await expect(page.getByText('没有网络，还没有退出')).toBeVisible()
  expect(Object.keys(await keptOn(page))).toEqual(['offline'])

  await context.setOffline(false)
  await page.goto('/learn')
  await expect(page.getByText(/没有网络也能看/)).toBeVisible()
  await page.getByRole('link', { name: '我的', exact: true }).click()
  await page.getByRole('button', { name: '退出', exact: true }).click()
  await expect(page).toHaveURL(/sign-in/)
  expect(Object.keys(await keptOn(page))).toEqual(['offline'])
  await context.setOffline(true)
  await page.goto('/learn')
  await expect(page.getByText('林文博')).toHaveCount(0)
  await expect(page.getByRole('heading', { level: 1, name: '现在没有网络' })).toBeVisible()
})

test('who signs in after 林 on the same device, even past the worker, finds nothing of 林', async ({ page, context }) => {
  await keepToday(page)
  // Another cookie, as from a window the worker does not see.
  const other = await context.request.post('/api/sign-in', {
    data: { username: 'chen', password: 'Lunxun-2026', remember: false }
  })
  expect(other.ok()).toBe(true)
  await page.goto('/coverage')
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await expect.poll(async () => Object.keys(await keptOn(page))).toEqual(['offline'])
})
