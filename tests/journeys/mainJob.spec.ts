import { addLesson, createCohort, MONDAY, rowOf, shareSaid, TODAY, typeLesson } from './timetable.ts'
import { expect, expectAxeClean, expectNoSideScroll, PHONE, signIn, test } from './fixtures.ts'

/**
 * The main job, told once from the spreadsheet to the coverage figure, through the pages only: 王 runs the cohort, 徐 calls its roll,
 * 高 of the city signs, 陈 reports and 林 looks at his telephone.
 */
test.describe.configure({ mode: 'serial' })

const COHORT = '第1期村党组织书记冬季轮训班'
/** Where the cohort lives, once it is made. */
let cohort = ''
const THEORY = '党的创新理论专题'
const EVENING = '党章学习夜校'

test('王 reads the courses by category', async ({ page }) => {
  await signIn(page, 'wang')
  await page.getByRole('navigation', { name: '主菜单' }).getByRole('link', { name: '课程' }).click()
  await expect(page.getByRole('heading', { level: 1, name: '课程与师资' })).toBeVisible()
  for (const category of ['核心理论', '党性教育', '履职能力']) {
    const courses = page.getByRole('table', { name: category })
    await expect(courses.getByRole('row').nth(1)).toBeVisible()
  }
  await expectAxeClean(page)
})

test('王 sets up a cohort and builds its timetable; one third of core theory is the condition', async ({ page }) => {
  await signIn(page, 'wang')
  await createCohort(page, COHORT, 30)
  cohort = new URL(page.url()).pathname
  await expectAxeClean(page)

  // An empty timetable is no timetable.
  await page.getByRole('button', { name: '发布课程表' }).click()
  await expect(page.getByRole('alert')).toContainText('课程表里还没有计入的教学，不能发布。')

  await addLesson(page, { title: '开班式', from: '08:30', until: '09:00', kind: '仪式', place: '镇礼堂' })
  await expect(page.getByText('还没有计入总数的教学')).toBeVisible()
  await addLesson(page, {
    title: '乡村治理案例',
    from: '09:10',
    until: '11:10',
    category: '履职能力',
    teacher: '郭老师',
    place: '镇礼堂'
  })
  expect(await shareSaid(page)).toContain('0.0 % 核心理论 0 ÷ 共 120 分钟 < 1/3')

  // The bar goes along while the lesson is typed.
  await page.getByRole('button', { name: '加一节课', exact: true }).click()
  await typeLesson(page, { title: THEORY, from: '14:00', until: '15:00', category: '核心理论', place: '镇礼堂' })
  await expect.poll(() => shareSaid(page)).toContain('33.3 % 核心理论 60 ÷ 共 180 分钟 ≥ 1/3')
  await expect(page.getByText('达到要求，正好 1/3')).toBeVisible()
  await page.getByLabel('结束', { exact: true }).fill('14:59')
  await expect.poll(() => shareSaid(page)).toContain('33.0 % 核心理论 59 ÷ 共 179 分钟 < 1/3')
  await page.getByLabel('结束', { exact: true }).fill('15:00')
  await expectAxeClean(page)
  await page.getByRole('button', { name: '加入课程表' }).click()
  await expect(rowOf(page, THEORY)).toBeVisible()

  await addLesson(page, { title: '分组研讨', from: '15:10', until: '16:10', kind: '研讨', category: '其他', place: '镇礼堂' })
  await addLesson(page, { title: EVENING, from: '19:00', until: '19:20', category: '核心理论', place: '镇礼堂' })
  expect(await shareSaid(page)).toContain('30.8 % 核心理论 80 ÷ 共 260 分钟 < 1/3')

  await page.getByRole('button', { name: '发布课程表' }).click()
  await expect(page.getByRole('alert')).toContainText(
    '核心理论 80 分钟，共 260 分钟，不到 1/3。把 7 分钟改为核心理论，或者再加 10 分钟核心理论。'
  )
  await expectAxeClean(page)
})

test('a room that another cohort has is refused, and the other lesson is named', async ({ page }) => {
  await signIn(page, 'wang')
  await page.goto(cohort)
  await page.getByRole('button', { name: '加一节课', exact: true }).click()
  await typeLesson(page, {
    title: '核心理论辅导',
    day: MONDAY,
    from: '09:30',
    until: '10:00',
    category: '核心理论',
    venue: '县委党校 一号报告厅'
  })
  // While it is a draft it is said, not refused.
  await expect(page.getByRole('status').filter({ hasText: '这时已被占用' })).toContainText(
    '已被 第3期村党组织书记轮训班“核心理论专题（一）（示例）”占用'
  )
  await page.getByRole('button', { name: '加入课程表' }).click()
  await expect(rowOf(page, '核心理论辅导')).toBeVisible()
  await expect(page.getByText('发布前先解决 1 处冲突')).toBeVisible()
  await expectAxeClean(page)

  await page.getByRole('button', { name: '发布课程表' }).click()
  await expect(page.getByRole('alert')).toContainText('一号报告厅')
  await expect(page.getByRole('alert')).toContainText('第3期村党组织书记轮训班“核心理论专题（一）（示例）”')

  await rowOf(page, '核心理论辅导').getByRole('button', { name: '核心理论辅导' }).click()
  await page.getByRole('button', { name: '删除这节课' }).click()
  await expect(rowOf(page, '核心理论辅导')).toHaveCount(0)
})

test('exactly one third is enough to publish', async ({ page }) => {
  await signIn(page, 'wang')
  await page.goto(cohort)
  await rowOf(page, EVENING).getByRole('button', { name: EVENING }).click()
  await page.getByLabel('结束', { exact: true }).fill('19:30')
  await page.getByRole('button', { name: '保存这节课' }).click()
  await expect.poll(() => shareSaid(page)).toContain('33.3 % 核心理论 90 ÷ 共 270 分钟 ≥ 1/3')
  await page.getByRole('button', { name: '发布课程表' }).click()
  await expect(page.getByText('课程表已发布。')).toBeVisible()
  await expect(page.getByText('进行中')).toBeVisible()
  await expectAxeClean(page)
})
