import type { Page } from '@playwright/test'
import { expect, expectAxeClean, signIn, test } from './fixtures.ts'

const rosterOn = async (page: Page, organisationId: string, day: string) => {
  await page.goto(`/manage/roster?organisationId=${organisationId}&asOf=${day}`)
  return page.getByRole('main')
}

/** Where there is little room the tree is folded above the list. */
const unfold = async (page: Page, isEnlarged: boolean) => {
  if (isEnlarged) await page.locator('details:not([open]) > summary').click()
}

test('王 founds a village branch, merges it into its neighbour, and finds both on any day', async ({ page, isEnlarged }) => {
  await signIn(page, 'wang')
  await page.getByRole('navigation', { name: '主菜单' }).getByRole('link', { name: '名册' }).click()
  await unfold(page, isEnlarged)
  await page.getByRole('link', { name: '望山乡' }).click()
  await page.getByRole('link', { name: '组织沿革和调整' }).click()
  await page.getByRole('button', { name: '新设下级组织' }).click()
  await page.getByLabel('从哪一天起').fill('2024-01-01')
  await page.getByLabel('名称').fill('新立村党支部')
  await page.getByRole('button', { name: '新设', exact: true }).click()
  await expect(page.getByRole('button', { name: '新设', exact: true })).toBeHidden()

  await page.goto('/manage/roster')
  await unfold(page, isEnlarged)
  await page.getByRole('link', { name: '望山乡' }).click()
  await page.getByRole('link', { name: /^新立村党支部/ }).click()
  await page.getByRole('heading', { level: 1, name: '新立村党支部' }).waitFor()
  const newId = new URL(page.url()).searchParams.get('organisationId')!
  const before = await rosterOn(page, newId, '2023-12-31')
  await expect(before).toContainText('新立村党支部从 2024 年 1 月 1 日 起才有')
  await expectAxeClean(page)

  await unfold(page, isEnlarged)
  await page.getByRole('link', { name: '望山乡' }).click()
  await page.getByRole('link', { name: /^石岭村党支部/ }).click()
  await page.getByRole('heading', { level: 1, name: '石岭村党支部' }).waitFor()
  await page.getByRole('link', { name: '组织沿革和调整' }).click()
  await page.getByRole('button', { name: '合并', exact: true }).click()
  await page.getByLabel('从哪一天起').fill('2024-06-01')
  await page.getByLabel('按名称找组织').fill('新立')
  await expect(page.getByLabel('选哪一个')).toContainText('望山乡 新立村党支部')
  await page.getByRole('button', { name: '加上' }).click()
  await page.getByLabel('原因').fill('关于撤并村的批复')
  await page.getByRole('button', { name: '确认合并' }).click()
  await expect(page.getByText('新立村党支部并入石岭村党支部')).toBeVisible()

  await expect(await rosterOn(page, newId, '2024-05-31')).not.toContainText('撤并')
  const after = await rosterOn(page, newId, '2024-06-01')
  await expect(after).toContainText('新立村党支部已于 2024 年 6 月 1 日 撤并')
  await page.getByRole('link', { name: '看石岭村党支部' }).click()
  await expect(page.getByRole('heading', { level: 1, name: '石岭村党支部' })).toBeVisible()
  expect(new URL(page.url()).searchParams.get('asOf')).toBe('2024-06-01')
})
