import type { Page } from '@playwright/test'
import { expect, PHONE, signIn, test } from './fixtures.ts'
import { daysAfter } from '../../server/time/dates.ts'
import { TODAY } from './timetable.ts'

test.use({ viewport: PHONE })

const YESTERDAY = daysAfter(TODAY, -1)

/** Opens a page whose script comes only when it is let. */
const openWithoutScript = async (page: Page, path: string): Promise<() => void> => {
  const arrived = Promise.withResolvers<void>()
  await page.route(/\/_app\/.*\.js$/, async route => {
    await arrived.promise
    await route.continue()
  })
  await page.goto(path, { waitUntil: 'commit' })
  return arrived.resolve
}

test('what 林 presses before the script has come is answered when it has', async ({ page }) => {
  await signIn(page, 'lin')
  const arrive = await openWithoutScript(page, '/learn')
  await page.getByRole('button', { name: '长辈版' }).click()
  await expect(page.getByRole('button', { name: '字再大些' })).toHaveCount(0)
  arrive()
  await expect(page.getByRole('button', { name: '字再大些' })).toBeVisible()
})

test('a form that was filled in and sent before is sent when the script has come, and nothing typed is lost', async ({
  page
}) => {
  await signIn(page, 'wang')
  const arrive = await openWithoutScript(page, '/manage/curriculum/bases/new')
  await page.getByLabel('名称').fill('慢线基地')
  await page.getByLabel('名称').press('Enter')
  await expect(page).toHaveURL(/bases\/new$/)
  arrive()
  // What is still missing is asked for, beside what was typed.
  await expect(page.getByText('请填这一项').first()).toBeVisible()
  await expect(page.getByLabel('名称')).toHaveValue('慢线基地')
})

test('what is still being typed when the script comes is looked for', async ({ page }) => {
  await signIn(page, 'wang')
  const arrive = await openWithoutScript(page, '/manage/roster/new')
  await page.getByLabel('按名称找组织').fill('柳湾村党支部')
  arrive()
  await expect(page.getByLabel('选哪一个')).toContainText('柳湾村党支部')
})

test('a day that was chosen before is the day of the board when the script has come', async ({ page }) => {
  await signIn(page, 'chen')
  const arrive = await openWithoutScript(page, '/coverage')
  await page.getByLabel('截至', { exact: true }).fill(YESTERDAY)
  await page.getByLabel('截至', { exact: true }).press('Tab')
  arrive()
  await expect(page).toHaveURL(new RegExp(`asOf=${YESTERDAY}`))
})
