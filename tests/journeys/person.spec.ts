import { expect, expectAxeClean, signIn, test } from './fixtures.ts'

test('王 puts one person on the roster, corrects a month, adds a mobile, and takes the list along', async ({ page }) => {
  await signIn(page, 'wang')
  await page.goto('/manage/roster')
  await page.getByRole('link', { name: '登记一个人' }).click()
  await expect(page.getByRole('heading', { level: 1, name: '登记一个人' })).toBeVisible()

  // Nothing is guessed: what is missing is named where it is missing.
  await page.getByRole('button', { name: '登记到名册' }).click()
  await expect(page.getByLabel('姓名')).toHaveAttribute('aria-invalid', 'true')
  await page.getByLabel('按名称找组织').fill('柳湾村党支部')
  await expect(page.getByLabel('选哪一个')).toContainText('柳湾村党支部')
  await page.getByLabel('姓名').fill('钱晓舟')
  await page.getByLabel('出生年月').fill('1979.5')
  await page.getByLabel('学历').selectOption({ label: '大学专科' })
  await expectAxeClean(page)
  await page.getByRole('button', { name: '登记到名册' }).click()
  await expect(page.getByRole('heading', { level: 1, name: '钱晓舟' })).toBeVisible()
  await expect(page.getByText('1979-05')).toBeVisible()

  await page.getByRole('button', { name: '更正' }).click()
  await page.getByLabel('出生年月').fill('1978-05')
  await page.getByRole('button', { name: '保存', exact: true }).click()
  await expect(page.getByText('基本情况已更正。')).toBeVisible()
  await expect(page.getByText('1978-05')).toBeVisible()

  await page.getByRole('button', { name: '补号码、改号码' }).click()
  await page.getByLabel('手机').fill('1390000')
  await page.getByRole('button', { name: '保存号码' }).click()
  await expect(page.getByLabel('手机')).toHaveAttribute('aria-invalid', 'true')
  await page.getByLabel('手机').fill('13900005678')
  await page.getByRole('button', { name: '保存号码' }).click()
  await expect(page.getByText('号码已保存。')).toBeVisible()
  await expect(page.getByText('*******5678')).toBeVisible()
  await expectAxeClean(page)

  await page.goto('/manage/roster?q=' + encodeURIComponent('钱晓舟'))
  const taken = page.waitForEvent('download')
  await page.getByRole('button', { name: '导出 Excel' }).click()
  expect((await taken).suggestedFilename()).toMatch(/^名册_.*\.xlsx$/)

  await page.getByRole('link', { name: '人员构成' }).click()
  await expect(page.getByRole('table', { name: '年龄' })).toContainText('46—50 岁')
})
