import { expect, expectAxeClean, expectNoSideScroll, PHONE, signIn, test } from './fixtures.ts'

test('someone who opens a page without signing in is asked to, and comes back to that page', async ({ page }) => {
  await page.goto('/manage/cohorts')
  await expect(page).toHaveURL(/sign-in\?next=%2Fmanage%2Fcohorts/)
  await expectAxeClean(page)
  await page.getByLabel('账号').first().fill('wang')
  await page.getByLabel('密码', { exact: true }).fill('Lunxun-2026')
  await page.getByRole('button', { name: '登录', exact: true }).click()
  await expect(page).toHaveURL(/\/manage\/cohorts$/)
})

test('a wrong password is said at the form, and what was typed stays', async ({ page }) => {
  await page.goto('/sign-in')
  await page.getByLabel('账号').first().fill('chen')
  await page.getByLabel('密码', { exact: true }).fill('not this one')
  await page.getByRole('button', { name: '登录', exact: true }).click()
  await expect(page.getByText('账号或密码不对')).toBeVisible()
  await expect(page.getByLabel('账号').first()).toHaveValue('chen')
})

for (const [username, home] of [
  ['wang', '/manage'],
  ['chen', '/coverage'],
  ['xu', '/teach'],
  ['lin', '/learn'],
  ['luo', '/manage/roster'],
  ['gao', '/manage/derogations'],
  ['admin', '/admin']
] as const)
  test(`${username} begins the day at ${home}, on a desk and on a phone`, async ({ page }) => {
    await signIn(page, username)
    await expect(page).toHaveURL(new RegExp(`${home}(\\?.*)?$`))
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await expectAxeClean(page)
    if (home === '/learn' || home === '/teach') {
      await page.setViewportSize(PHONE)
      await expectNoSideScroll(page)
      await expectAxeClean(page)
    }
  })

test('罗 changes the password: the old one is over, the new one lets in', async ({ page }) => {
  await signIn(page, 'luo')
  await page.getByRole('link', { name: '改密码' }).click()
  await expect(page.getByRole('heading', { level: 1, name: '改密码' })).toBeVisible()
  await expectAxeClean(page)
  const change = async (current: string, next: string, again = next) => {
    await page.getByLabel('现在的密码').fill(current)
    await page.getByLabel('新密码', { exact: true }).fill(next)
    await page.getByLabel('再输一遍新密码').fill(again)
    await page.getByRole('button', { name: '改好，重新登录' }).click()
  }
  await change('Lunxun-2026', 'Another-2026', 'Another-2027')
  await expect(page.getByText('两遍不一样')).toBeVisible()
  await change('Lunxun-2026', 'weak')
  await expect(page.getByText('密码至少 10 位')).toBeVisible()
  await change('Lunxun-2026', 'Another-2026')
  await expect(page).toHaveURL(/sign-in/)
  await page.getByLabel('账号').first().fill('luo')
  await page.getByLabel('密码', { exact: true }).fill('Another-2026')
  await page.getByRole('button', { name: '登录', exact: true }).click()
  await expect(page).toHaveURL(/\/manage\/roster/)
})

test.describe('before any script is there', () => {
  test.use({ javaScriptEnabled: false, viewport: PHONE })

  test('林 signs in by the form alone, and is told of a wrong password', async ({ page }) => {
    await page.goto('/sign-in?next=/learn/record')
    await page.getByLabel('账号').first().fill('lin')
    await page.getByLabel('密码', { exact: true }).fill('not this one')
    await page.getByRole('button', { name: '登录', exact: true }).click()
    await expect(page.getByText('账号或密码不对')).toBeVisible()
    await expect(page.getByLabel('账号').first()).toHaveValue('lin')
    await page.getByLabel('密码', { exact: true }).fill('Lunxun-2026')
    await page.getByRole('button', { name: '登录', exact: true }).click()
    await expect(page).toHaveURL(/\/learn\/record$/)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  })
})
