/// <reference lib="dom" />
import type { Page } from '@playwright/test'
import { expect, expectAxeClean, expectNoSideScroll, PHONE, signIn, test } from './fixtures.ts'
import { addLesson, createCohort, rowOf } from './timetable.ts'

/** A quiz on a telephone whose network goes and comes: 王 gives the course, 林 takes its quiz, 徐 sees who is done. */
test.describe.configure({ mode: 'serial' })

const COHORT = '第5期村党组织书记网络学习班'
const LESSON = '村务公开实务（示例）'
const TAUGHT = '村级“三资”管理与监督（示例）'

const cell = (page: Page, number: number, place: string) =>
  page.getByRole('navigation', { name: '题号' }).getByRole('link', { name: `第 ${number} 题，${place}` })
const next = (page: Page) => page.getByRole('link', { name: '下一题', exact: true }).click()
const asked = (page: Page, words: string | RegExp) => expect(page.getByRole('heading', { level: 1, name: words })).toBeVisible()
const choose = (page: Page, word: string) => page.getByLabel(word).check()

const addFromCourse = async (page: Page, course: string, from: string, until: string): Promise<void> => {
  await page.getByRole('button', { name: '加一节课', exact: true }).click()
  await page.getByLabel('开始', { exact: true }).fill(from)
  await page.getByLabel('结束', { exact: true }).fill(until)
  const courses = page.getByLabel('课程库', { exact: true })
  const option = (await courses.locator('option').allTextContents()).findIndex(word => word.trim().startsWith(course))
  await courses.selectOption({ index: option })
  await page.getByRole('button', { name: '加入课程表' }).click()
  await expect(rowOf(page, course)).toBeVisible()
}

/** From the timetable to the quiz, as 林 finds it. */
const openQuiz = async (page: Page): Promise<void> => {
  await page.goto('/learn/cohorts')
  await page.getByRole('region', { name: COHORT, exact: true }).getByRole('link', { name: LESSON }).click()
  await page.getByRole('link', { name: '做测验' }).click()
}

test('王 puts an online course with a quiz on a timetable, and 林 on the list', async ({ page }) => {
  await signIn(page, 'wang')
  await createCohort(page, COHORT, 10)
  await addLesson(page, { title: '党章学习', from: '09:00', until: '10:00', category: '核心理论', place: '村部会议室' })
  await addFromCourse(page, LESSON, '19:00', '20:00')
  await addFromCourse(page, TAUGHT, '10:00', '11:30')
  await page.getByRole('button', { name: '发布课程表' }).click()
  await expect(page.getByText('课程表已发布。')).toBeVisible()

  await page.getByRole('navigation', { name: '班次各页' }).getByRole('link', { name: '名额' }).click()
  const candidates = page.getByRole('table', { name: '可报的村党组织书记' })
  await page.getByLabel('姓名、拼音或党组织').fill('林文博')
  await page.getByRole('button', { name: '查找' }).click()
  await expect(candidates.getByRole('rowheader')).toHaveText(['林文博', '林文博'])
  await candidates.getByRole('row').filter({ hasText: '柳湾村党支部' }).getByRole('checkbox').check()
  await page.getByRole('button', { name: '报入 1 人' }).click()
  await expect(page.getByRole('status').filter({ hasText: '报入 1 人' })).toBeVisible()
})

test.describe('on a telephone', () => {
  test.use({ viewport: PHONE })

  test('林 answers, loses the network, goes on, closes the page, goes on elsewhere and submits: no answer is lost', async ({
    page,
    context,
    browser,
    baseURL
  }) => {
    // Two devices, and a network that stays away for a while.
    test.slow()
    await signIn(page, 'lin')
    await openQuiz(page)
    await expect(page.getByText('10 题，满分 100 分 · 60 分合格')).toBeVisible()
    await expectAxeClean(page)
    await page.getByRole('button', { name: '开始答题' }).click()

    await asked(page, /“四议”的第一步/)
    await expect(page.getByText('已答 0 题，还有 10 题')).toBeVisible()
    await expectAxeClean(page)
    await choose(page, '村党组织提议')
    await expect(cell(page, 1, '在服务器')).toBeVisible()
    await expect(page.getByText('已存到服务器')).toBeVisible()
    await next(page)
    await asked(page, /45 名村民代表/)
    // The next question has the focus: it is read out, and the keyboard goes on from it.
    await expect(page.getByRole('heading', { level: 1 })).toBeFocused()
    await choose(page, '30 人')
    await expect(cell(page, 2, '在服务器')).toBeVisible()

    // The bus drives into the valley.
    await context.setOffline(true)
    await next(page)
    await choose(page, '错')
    await next(page)
    await choose(page, '决议公开')
    await choose(page, '实施结果公开')
    await next(page)
    await page.getByLabel('填写答案').fill('７５００')
    await expect(page.getByText('已答 5 题，还有 5 题')).toBeVisible()
    for (const number of [3, 4, 5]) await expect(cell(page, number, '在本机')).toBeVisible()
    await expect(page.getByText(/离线，\d+ 条在本机/)).toBeVisible()
    await expectNoSideScroll(page)
    await expectAxeClean(page)
    // Without a network nothing is submitted, and the reason is said.
    await cell(page, 10, '未答').click()
    await page.getByRole('link', { name: '检查并交卷' }).click()
    await expect(page.getByText('3 题还在本机')).toBeVisible()
    await page.getByRole('button', { name: '交卷', exact: true }).click()
    await expect(page.getByRole('heading', { level: 1, name: '交卷前看一遍' })).toBeVisible()
    await expectAxeClean(page)
    const address = page.url().split('?')[0]!
    await page.close()

    // The network is back, the page is opened again: what was on the device goes to the server by itself.
    await context.setOffline(false)
    const again = await context.newPage()
    await again.goto(address)
    await expect(again.getByText('已存到服务器')).toBeVisible()
    for (const number of [1, 2, 3, 4, 5]) await expect(cell(again, number, '在服务器')).toBeVisible()
    // Where 林 left off is where 林 goes on.
    await asked(again, /40 名村民代表/)
    expect(await again.evaluate(() => Object.keys(localStorage).filter(name => name.startsWith('quiz:')))).toEqual([])
    await choose(again, '21 人')
    await expect(cell(again, 6, '在服务器')).toBeVisible()

    // At home, on another device, the same attempt.
    const home = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...(baseURL ? { baseURL } : {}) })
    const desk = await home.newPage()
    await signIn(desk, 'lin')
    await desk.goto(address)
    await asked(desk, /当场答不了的记下来/)
    await expect(desk.getByText('已答 6 题，还有 4 题')).toBeVisible()
    // By the keyboard alone.
    await desk.getByLabel('对', { exact: true }).focus()
    await desk.keyboard.press('Space')
    await expect(cell(desk, 7, '在服务器')).toBeVisible()
    await cell(desk, 5, '在服务器').click()
    await expect(desk.getByLabel('填写答案')).toHaveValue('７５００')
    await home.close()

    // Back on the telephone: what was answered at home is there.
    await again.reload()
    await expect(cell(again, 7, '在服务器')).toBeVisible()
    await cell(again, 9, '未答').click()
    await again.getByLabel('第 1 空').fill('4')
    await again.getByLabel('第 2 空').fill('十一')
    await next(again)
    await choose(again, '大家天天经过的地方')
    await again.getByRole('link', { name: '检查并交卷' }).click()
    await expect(again.getByText('还有 1 题没有答')).toBeVisible()
    await again.getByRole('button', { name: '交卷', exact: true }).click()

    await expect(again).toHaveURL(/\/results\/\d+$/)
    await expect(again.getByRole('region', { name: '测验结果' })).toContainText('80 分')
    await expect(again.getByText('80 ÷ 100 = 80.0')).toBeVisible()
    await expect(again.getByText('合格', { exact: true })).toBeVisible()
    const ninth = again.getByRole('listitem').filter({ hasText: '第 9 题' })
    await expect(ninth).toContainText('答错')
    await expect(ninth).toContainText('4 或 四 或 4次、12 或 十二 或 12次')
    await expect(ninth).toContainText('一年有 4 个季度、12 个月。')
    await expectNoSideScroll(again)
    await expectAxeClean(again)

    // It may be taken again; the best attempt counts.
    await again.getByRole('link', { name: '再做一次' }).click()
    await expect(again.getByRole('link', { name: '看结果 第 1 次' })).toBeVisible()
    await again.setViewportSize({ width: 320, height: 640 })
    await expectNoSideScroll(again)
  })

  test('林 finds the quiz of a lesson in the classroom on the timetable, fails, and is not told the answers yet', async ({
    page
  }) => {
    await signIn(page, 'lin')
    await page.goto('/learn/cohorts')
    const cohort = page.getByRole('region', { name: COHORT, exact: true })
    const row = cohort.getByRole('listitem').filter({ hasText: TAUGHT })
    await expect(row).toContainText('还没做')
    await expectAxeClean(page)
    await row.getByRole('link', { name: TAUGHT }).click()
    await expect(page.getByRole('heading', { level: 1, name: TAUGHT })).toBeVisible()
    await expect(page.getByRole('heading', { name: '课后要点：三本账' })).toBeVisible()
    await expectAxeClean(page)
    await expectNoSideScroll(page)
    await page.goBack()
    await row.getByRole('link', { name: '测验：课后测一测：四道题（示例）' }).click()
    await page.getByRole('button', { name: '开始答题' }).click()
    await choose(page, '资金')
    await expect(cell(page, 1, '在服务器')).toBeVisible()
    await cell(page, 4, '未答').click()
    await page.getByRole('link', { name: '检查并交卷' }).click()
    await page.getByRole('button', { name: '交卷', exact: true }).click()

    await expect(page.getByText('40 分，30 分合格')).toBeVisible()
    await expect(page.getByText(/还可以再做，先不说哪题对/)).toBeVisible()
    const first = page.getByRole('listitem').filter({ hasText: '第 1 题' })
    await expect(first).toContainText('您的回答')
    await expect(page.getByText(/正确答案：|答错|各记一本账/)).toHaveCount(0)
    expect(await page.content()).not.toContain('各记一本账')
    await expectAxeClean(page)
    await expectNoSideScroll(page)
    await page.goto('/learn/cohorts')
    await expect(row).toContainText('还没合格')
  })

  test('徐 sees that 林 is done and has passed, and no score', async ({ page }) => {
    await signIn(page, 'xu')
    await page.goto('/teach')
    await page.getByRole('link', { name: COHORT, exact: true }).click()
    await expect(page.getByText('已交 1 / 1 人，其中合格 1 人')).toBeVisible()
    await page.getByText('测一测：十道题（示例）').click()
    const line = page.getByRole('listitem').filter({ hasText: '林文博' }).first()
    await expect(line).toContainText('合格')
    await expect(line).not.toContainText('80')
    await expectAxeClean(page)
  })
})
