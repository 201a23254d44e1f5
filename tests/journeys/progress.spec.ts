/// <reference lib="dom" />
import { expect, expectAxeClean, expectNoSideScroll, PHONE, signIn, test } from './fixtures.ts'

/** The running cohort of the demonstration: a film that 林 has begun, and the quizzes of two lessons. */
test('徐 sees on the phone who is done with films and quizzes, and who is not', async ({ page }) => {
  await page.setViewportSize(PHONE)
  await signIn(page, 'xu')
  await page.goto('/teach')
  await page.getByRole('link', { name: '第3期村党组织书记轮训班', exact: true }).click()
  await page.getByRole('link', { name: '谁看完了、谁测过了' }).click()
  await expect(page.getByRole('heading', { level: 1, name: '影片和测验' })).toBeVisible()
  const sums = page.getByRole('region', { name: '这个班的影片和测验' })
  await expect(sums).toContainText(/影片：村务公开实务（示例）\s*看完 \d+ 人，共 \d+ 人/)
  const lin = page.getByRole('listitem').filter({ hasText: '林文博' }).filter({ hasText: '柳湾村' })
  await expect(lin).toContainText(/看过 \d+\.\d\s%（\d+ 秒，片长 1 分钟），还差 \d+ 秒|看完，/)
  await expect(lin).toContainText(/还没做|合格/)
  await expectAxeClean(page)
  await expectNoSideScroll(page)
  await page.getByRole('link', { name: /没完成 \d+/ }).click()
  await expect(page).toHaveURL(/show=notDone/)
  await expect(page.getByText('都完成了')).toHaveCount(0)
  await expectAxeClean(page)
})

test('王 finds the same from the page of the cohort, at her desk', async ({ page }) => {
  await signIn(page, 'wang')
  await page.goto('/manage/cohorts')
  await page.getByRole('link', { name: '第3期村党组织书记轮训班' }).first().click()
  await page.getByRole('navigation', { name: '班次各页' }).getByRole('link', { name: '影片和测验' }).click()
  await expect(page.getByRole('region', { name: '学员' })).toContainText('林文博')
  await expectAxeClean(page)
  await expectNoSideScroll(page)
})
