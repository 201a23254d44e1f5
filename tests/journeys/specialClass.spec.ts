/// <reference lib="dom" />
import { expect, expectAxeClean, expectNoSideScroll, PHONE, signIn, test } from './fixtures.ts'

const FILM = '村务公开实务（必修，示例）'
const ELECTIVE = '群众来问怎么答（选修，示例）'

/** 赵 has completed one elective of two that he has to choose; the required film and the review after it wait. */
test('赵 sees on the phone what is open, chooses an elective, takes it back, and is led to what comes first', async ({
  page
}) => {
  await page.setViewportSize(PHONE)
  await signIn(page, 'zhao')
  await page.goto('/learn')
  const card = page.getByRole('region', { name: '还有 2 课没学完' })
  await expect(card).toContainText('已学完')
  await expect(card).toContainText(`先学完“${FILM}”`)
  await expectAxeClean(page)
  await expectNoSideScroll(page)
  await card.getByRole('link', { name: '去选课' }).click()

  await expect(page.getByText('还要选 2 分钟')).toBeVisible()
  await page.getByRole('button', { name: `选这门课：${ELECTIVE}` }).click()
  await expect(page.getByText('已选够')).toBeVisible()
  await expectAxeClean(page)
  await expectNoSideScroll(page)
  await page.getByRole('button', { name: `不选了：${ELECTIVE}` }).click()
  await expect(page.getByText('还要选 2 分钟')).toBeVisible()

  await page.getByRole('link', { name: '综合复习（示例）' }).click()
  await expect(page.getByText('先完成下面的课，才能开始学这一课。')).toBeVisible()
  await expect(page.locator('video')).toHaveCount(0)
  await expectAxeClean(page)
  await page.getByRole('link', { name: FILM }).click()
  await expect(page.getByRole('heading', { level: 1, name: FILM })).toBeVisible()
  await expect(page.locator('video')).toHaveCount(1)
})

test('王 puts an elective on the menu from the form of any lesson, sees its days as a bar, and takes it back', async ({
  page
}) => {
  await signIn(page, 'wang')
  await page.goto('/manage/cohorts')
  await page.getByRole('link', { name: '第1期班子成员网络专题班' }).first().click()
  const open = page.getByRole('region', { name: '开放学习' })
  await expect(open).toContainText('每人至少选 4 分钟')
  await expect(open.getByRole('row').filter({ hasText: '综合复习' })).toContainText(FILM)
  await page.getByRole('button', { name: '加一节课', exact: true }).click()
  await expect(page.getByRole('radio', { name: '开放若干天' })).toBeChecked()
  await expect(page.getByLabel('开始', { exact: true })).toHaveCount(0)
  await page.getByLabel('课程库').selectOption({ label: '村务公开实务（示例） · 履职能力 · 2 分钟' })
  await page.getByLabel('课程内容', { exact: true }).fill('再看一遍（选修，示例）')
  await page.getByLabel('选修：放进菜单，由学员自己选').check()
  await expectAxeClean(page)
  await page.getByRole('button', { name: '加入课程表' }).click()
  const added = open.getByRole('row').filter({ hasText: '再看一遍' })
  await expect(added).toContainText('选修')
  await expectAxeClean(page)
  await page.getByRole('button', { name: '撤销', exact: true }).first().click()
  await expect(added).toHaveCount(0)
})
