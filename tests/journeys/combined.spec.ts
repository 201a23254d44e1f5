import { expect, expectAxeClean, expectNoSideScroll, PHONE, signIn, test } from './fixtures.ts'
import { addLesson, createCohort, rowOf, SUNDAY } from './timetable.ts'

/** 合班上课: two cohorts want one teacher in one room at one time, and sit in one lesson instead. */
test.describe.configure({ mode: 'serial' })
const TITLE = '两个班的党章辅导'
const EVENING = {
  title: TITLE,
  day: SUNDAY,
  from: '20:00',
  until: '21:00',
  category: '核心理论',
  teacher: '郭老师',
  venue: '县委党校 二号教室'
}
let first = ''
let second = ''

test('what was a conflict is one lesson of both', async ({ page }) => {
  await signIn(page, 'wang')
  await createCohort(page, '合班甲班', 20)
  first = new URL(page.url()).pathname
  await addLesson(page, EVENING)
  await createCohort(page, '合班乙班', 20)
  second = new URL(page.url()).pathname
  await addLesson(page, EVENING)
  await expect(page.getByText('发布前先解决 2 处冲突')).toBeVisible()
  await rowOf(page, TITLE).getByRole('button', { name: TITLE }).click()
  await page.getByRole('button', { name: '与别的班合班…' }).click()
  await page.getByLabel('与哪个班合班').selectOption({ label: '合班甲班' })
  // The lesson that lies there is the one that is meant.
  await expect(page.getByLabel('放进那个班的课程表').locator('option:checked')).toHaveText(`代替 20:00–21:00“${TITLE}”`)
  await expectAxeClean(page)
  await page.getByRole('button', { name: '合班', exact: true }).click()
  await expect(page.getByText(`“${TITLE}”已与“合班甲班”合班`)).toBeVisible()
  await expect(rowOf(page, TITLE)).toContainText('合班：合班甲班')
  await expect(page.getByText(/发布前先解决/)).toHaveCount(0)
})

test('it is moved for both in one act, and says so', async ({ page }) => {
  await signIn(page, 'wang')
  await page.goto(first)
  await expect(rowOf(page, TITLE)).toHaveCount(1)
  await rowOf(page, TITLE).getByRole('button', { name: TITLE }).click()
  await expect(page.getByText('合班：合班乙班（20 人）')).toBeVisible()
  await page.getByLabel('结束', { exact: true }).fill('21:30')
  await page.getByLabel('开始', { exact: true }).fill('20:30')
  await page.getByRole('button', { name: '保存这节课' }).click()
  await expect(rowOf(page, TITLE)).toContainText('20:30–21:30')
  await page.goto(second)
  await expect(rowOf(page, TITLE)).toContainText('20:30–21:30')
})

test('on a phone it is taken out, and is a lesson like any other', async ({ page }) => {
  await page.setViewportSize(PHONE)
  await signIn(page, 'wang')
  await page.goto(second)
  await rowOf(page, TITLE).getByRole('button', { name: TITLE }).click()
  await page.getByRole('button', { name: '退出合班' }).click()
  await expect(page.getByRole('status').filter({ hasText: '保存后退出合班' })).toBeVisible()
  await expectNoSideScroll(page)
  await expectAxeClean(page)
  await page.getByRole('button', { name: '保存这节课' }).click()
  await expect(page.getByText('发布前先解决 2 处冲突')).toBeVisible()
  await expect(rowOf(page, TITLE)).not.toContainText('合班：')
})
