import { expect, PHONE, signIn, test } from './fixtures.ts'

test.use({ viewport: PHONE })

test('what 林 presses before the script has come is answered when it has', async ({ page }) => {
  await signIn(page, 'lin')
  const arrived = Promise.withResolvers<void>()
  await page.route(/\/_app\/.*\.js$/, async route => {
    await arrived.promise
    await route.continue()
  })
  await page.goto('/learn', { waitUntil: 'commit' })
  await page.getByRole('button', { name: '长辈版' }).click()
  await expect(page.getByRole('button', { name: '字再大些' })).toHaveCount(0)
  arrived.resolve()
  await expect(page.getByRole('button', { name: '字再大些' })).toBeVisible()
})
