import { askAsOf, sumIn, sumOn, type Sum } from './coverageBoard.ts'
import { apply, openPart, refusedIn, refusedRows, upload } from './importing.ts'
import { confirmRoll, openLesson } from './rollCall.ts'
import { rosterWorkbook } from './rosterWorkbook.ts'
import { addLesson, createCohort, MONDAY, rowOf, shareSaid, TODAY, typeLesson } from './timetable.ts'
import { daysAfter } from '../../server/time/dates.ts'
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

/** What 陈 read before anything happened: today, and yesterday. */
let before: { today: Sum; yesterday: Sum }
const YESTERDAY = daysAfter(TODAY, -1)

test('陈 reads the coverage of the rotation before the cohort', async ({ page }) => {
  await signIn(page, 'chen')
  await expect(page.getByRole('heading', { level: 1, name: '书记县级以上集中轮训覆盖' })).toBeVisible()
  const today = await sumOn(page)
  await askAsOf(page, YESTERDAY, '现在掌握的情况')
  before = { today, yesterday: await sumOn(page) }
})

test('王 imports the list of 青石镇: what is understood goes in, the rest comes back with its reasons', async ({
  page
}, info) => {
  await signIn(page, 'wang')
  await upload(page, '青石镇班子成员.xlsx', await rosterWorkbook())

  // How it was understood.
  await expect(page.getByText('第 5–6 行')).toBeVisible()
  await expect(page.getByText('9 列已对应；1 列不导入（微信号）')).toBeVisible()
  await page.getByRole('button', { name: '查看、更正' }).click()
  for (const [letter, meaning] of [
    ['B', 'name'],
    ['C', 'idNumber'],
    ['E', 'role'],
    ['F', 'roleStart'],
    ['G', 'mobile'],
    ['H', 'township'],
    ['I', 'organisation'],
    ['J', '']
  ] as const)
    await expect(page.getByLabel(`${letter} 列当作`)).toHaveValue(meaning)

  // Every row is somewhere, and nothing is guessed silently.
  await expect(page.getByText('10 行 = 新增 6 + 变动 0 + 无变化 0 + 疑似同一人 0 + 退回 4')).toBeVisible()
  await expectAxeClean(page)
  await openPart(page, '退回')
  const refused = page.getByRole('table', { name: '退回' })
  for (const [row, reason] of [
    [10, '没有姓名。'],
    [11, '身份证号校验不通过，有一位写错了。'],
    [12, '性别写“男”，身份证号是“女”。'],
    [13, '身份证号被当作数字保存，末几位已经丢失']
  ] as const)
    await expect(refused.getByRole('row').filter({ hasText: `第 ${row} 行` })).toContainText(reason)
  await expectAxeClean(page)
  await openPart(page, '新增组织')
  for (const branch of ['新桥村党支部', '向阳村党支部'])
    await expect(page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: branch }) })).toContainText(
      '在青石镇之下'
    )
  await expectAxeClean(page)
  await openPart(page, '提示')
  const flagged = page.getByRole('table', { name: '提示' })
  await expect(flagged.getByRole('row').filter({ hasText: '邢远山' })).toContainText('这个党组织已有一名书记')
  await expect(flagged.getByRole('row').filter({ hasText: '池秋水' })).toContainText('手机号码“电话换了”读不出')
  await expectAxeClean(page)

  await expect(page.getByText('新增 6 人、6 个任职、2 个组织')).toBeVisible()
  await apply(page)
  await expectAxeClean(page)

  expect(await refusedIn(await refusedRows(page, info), '班子成员', 6)).toEqual([
    { name: '', reason: expect.stringContaining('没有姓名') },
    { name: '佟望山', reason: expect.stringContaining('校验不通过') },
    { name: '游闻莺', reason: expect.stringContaining('性别写“男”，身份证号是“女”') },
    { name: '戚守田', reason: expect.stringContaining('末几位已经丢失') }
  ])
})

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

test('王 gives the seats to those who are outstanding first, and to the people who came with the list', async ({ page }) => {
  await signIn(page, 'wang')
  await page.goto(cohort)
  await page.getByRole('navigation', { name: '班次各页' }).getByRole('link', { name: '名额' }).click()
  const candidates = page.getByRole('table', { name: '可报的村党组织书记' })
  await expect(candidates.getByRole('row').nth(1)).toContainText('未训')
  const standings = await candidates
    .getByRole('row')
    .evaluateAll(rows => rows.slice(1).map(row => /未训|已训|未到期|免训/.exec((row as HTMLElement).innerText)?.[0] ?? ''))
  expect(standings.lastIndexOf('未训')).toBe(standings.filter(standing => standing === '未训').length - 1)
  await expectAxeClean(page)

  // There is another 林文博 in the county: the branch tells them apart.
  for (const [name, branch] of [
    ['林文博', '柳湾村党支部'],
    ['苏青禾', '新桥村党支部'],
    ['卫晚晴', '向阳村党支部'],
    ['邢远山', '向阳村党支部']
  ] as const) {
    await page.getByLabel('姓名、拼音或党组织').fill(name)
    await page.getByRole('button', { name: '查找' }).click()
    await expect(candidates.getByRole('rowheader')).toHaveText(Array(name === '林文博' ? 2 : 1).fill(name))
    await candidates.getByRole('row').filter({ hasText: branch }).getByRole('checkbox').check()
  }
  await expect(page.getByText('已选 4 人')).toBeVisible()
  await page.getByRole('button', { name: '报入 4 人' }).click()
  await expect(page.getByRole('status').filter({ hasText: '报入 4 人' })).toBeVisible()
  await expect(page.getByRole('region', { name: '学员花名册' }).getByRole('listitem')).toHaveCount(4)
  await expectAxeClean(page)
})

test.describe('on a telephone', () => {
  test.use({ viewport: PHONE })

  test('徐 calls the roll: everybody, then the exceptions with their reasons', async ({ page }) => {
    await signIn(page, 'xu')
    await expect(page.getByRole('region', { name: COHORT, exact: true })).toBeVisible()
    await expectNoSideScroll(page)
    await expectAxeClean(page)

    await openLesson(page, COHORT, '乡村治理案例')
    await expectNoSideScroll(page)
    await expectAxeClean(page)
    // 卫晚晴 is somewhere on the list; her number is what 徐 types.
    const number = /\d+/.exec(await page.getByRole('button', { name: /卫晚晴/ }).innerText())![0]
    await page.getByLabel('例外，其余都到').fill(`除 ${number} 外都到`)
    await page.getByRole('button', { name: '填入' }).click()
    await expect(page.getByLabel('卫晚晴 的考勤')).toHaveValue('absent')
    await page.getByLabel('卫晚晴 的考勤').selectOption({ label: '请假' })
    await page.getByRole('button', { name: '确认这次点名' }).click()
    await expect(page.getByText('请假要写事由')).toBeVisible()
    await expectAxeClean(page)
    await page.getByLabel('卫晚晴 的说明').fill('公假：县里开会')
    await confirmRoll(page)
    await expect(page.getByText('应到 4 = 实到 3 + 请假 1 + 未到 0')).toBeVisible()
    await expectNoSideScroll(page)
    await expectAxeClean(page)

    await openLesson(page, COHORT, THEORY)
    await page.getByRole('button', { name: /邢远山/ }).click()
    await expect(page.getByLabel('邢远山 的考勤')).toHaveValue('late')
    await confirmRoll(page)
    await expect(page.getByText('应到 4 = 实到 4 + 请假 0 + 未到 0')).toBeVisible()

    for (const title of ['开班式', '分组研讨']) {
      await openLesson(page, COHORT, title)
      await confirmRoll(page)
    }
    await page.goto('/teach')
    await expect(page.getByRole('region', { name: COHORT, exact: true }).getByText('还没点名')).toHaveCount(1)
  })
})

test('a theory lesson that did not take place makes the cohort short at once, and it cannot be closed', async ({ page }) => {
  await signIn(page, 'wang')
  await page.goto(cohort)
  await rowOf(page, EVENING).getByRole('button', { name: '没上…' }).click()
  await page.getByLabel('没上的原因').fill('授课人临时不能到')
  await page.getByRole('button', { name: '记下' }).click()
  await expect(page.getByText('实际上课还差 20 分钟，现在不能结班')).toBeVisible()
  await expect(page.getByText('补一节 30 分钟的核心理论；否则须由上级批准破例。')).toBeVisible()
  expect(await shareSaid(page, '核心理论占比 · 按实际')).toContain('25.0 % 核心理论 60 ÷ 共 240 分钟 < 1/3')
  await expectAxeClean(page)

  await page.getByRole('navigation', { name: '班次各页' }).getByRole('link', { name: '结班' }).click()
  await page.getByRole('button', { name: '结班，学时入账' }).click()
  await expect(page.getByRole('alert')).toContainText('按实际上课，核心理论不足三分之一，不能结班。再补 30 分钟核心理论就够')
  await expect(page.getByText('“党章学习夜校”没有上（授课人临时不能到）')).toBeVisible()
  await expectAxeClean(page)
})

test('高 of the city signs a derogation, with its reason and document', async ({ page }) => {
  await signIn(page, 'gao')
  const waiting = page.getByRole('region', { name: COHORT, exact: true })
  await waiting.getByRole('button', { name: '签字破例' }).click()
  await waiting.getByRole('button', { name: '签字，准予破例结班' }).click()
  await expect(waiting.getByText('请写破例理由')).toBeVisible()
  await expect(waiting.getByText('请写依据文号')).toBeVisible()
  await expectAxeClean(page)
  await waiting.getByLabel('破例理由').fill('大雪封路，授课人不能到，年内另行补课')
  await waiting.getByLabel('依据文号').fill('安组函〔2026〕18号')
  await waiting.getByRole('button', { name: '签字，准予破例结班' }).click()
  await expect(page.getByRole('table', { name: '已签' }).getByRole('row').filter({ hasText: COHORT })).toContainText('大雪封路')
  await expectAxeClean(page)
})

test('王 closes it: credit is posted, and who did not complete is told why', async ({ page }) => {
  await signIn(page, 'wang')
  await page.goto(`${cohort}/close-out`)
  const people = page.getByRole('table', { name: '谁结业' })
  const lineOf = (name: string) => people.getByRole('row').filter({ hasText: name })
  await expect(lineOf('卫晚晴')).toContainText('不结业')
  await expect(lineOf('卫晚晴')).toContainText('缺 4，超过 1.14')
  for (const name of ['林文博', '苏青禾', '邢远山']) await expect(lineOf(name)).toContainText('全到')

  await page.getByRole('button', { name: '结班，学时入账' }).click()
  await expect(page.getByText('将入账 28 学时，3 人结业，1 人不结业')).toBeVisible()
  await expectAxeClean(page)
  await page.getByRole('button', { name: '确认结班' }).click()
  await expect(page.getByText('已结班：入账 7 笔、28 学时，3 人结业。')).toBeVisible()
  await expect(page.getByText('安组函〔2026〕18号')).toBeVisible()
  await expectAxeClean(page)
})

test('陈 opens the coverage: the figure moved by those three, down to the mark it rests on', async ({ page }, info) => {
  await signIn(page, 'chen')
  const now = await sumOn(page)
  // 林 goes from outstanding to covered; 苏 and 邢 came with the list and completed; 卫 came with it and did not.
  expect(now).toEqual({
    ...before.today,
    covered: before.today.covered + 3,
    roster: before.today.roster + 3
  })
  await expectAxeClean(page)

  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: '导出 Excel' }).click()
  const path = info.outputPath('覆盖.xlsx')
  await (await download).saveAs(path)
  expect(await sumIn(path, '安澜县')).toEqual(now)

  await page
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader', { name: '青石镇' }) })
    .getByRole('link')
    .nth(1)
    .click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('青石镇')
  await expectAxeClean(page)
  await page.getByRole('link', { name: '已训', exact: true }).click()
  await page.getByRole('link', { name: '苏青禾' }).click()
  await expect(page.getByRole('heading', { level: 1, name: '苏青禾' })).toBeVisible()
  await expectAxeClean(page)
  const ledger = page.getByRole('table', { name: '学时流水' })
  await expect(ledger.getByText(THEORY)).toBeHidden()
  await ledger.getByText('2 节课，到').click()
  await expect(ledger.getByText(THEORY)).toBeVisible()
  await expect(ledger.getByText(/^徐建军，.*记$/).first()).toBeVisible()
  await expect(ledger.getByRole('row', { name: '合计' })).toContainText('8.00')
  await expectAxeClean(page)
})

test('陈 asks for yesterday: as known now the list is in it, as known then it is not', async ({ page }) => {
  await signIn(page, 'chen')
  await askAsOf(page, YESTERDAY, '当日掌握的情况')
  expect(await sumOn(page)).toEqual(before.yesterday)
  await askAsOf(page, YESTERDAY, '现在掌握的情况')
  // 苏 and 卫 had been secretaries for years, though nobody had written it down; 邢 is one from today.
  expect(await sumOn(page)).toEqual({
    ...before.yesterday,
    outstanding: before.yesterday.outstanding + 2,
    roster: before.yesterday.roster + 2
  })
})

test.describe('on a telephone', () => {
  test.use({ viewport: PHONE })

  test('林 sees his next lesson, and his credit with what it rests on', async ({ page }) => {
    await signIn(page, 'lin')
    await expect(page).toHaveURL(/\/learn$/)
    await expect(page.getByText('下一课', { exact: false }).first()).toBeVisible()
    const next = await page.getByRole('heading', { level: 2 }).first().innerText()
    await expectNoSideScroll(page)
    await expectAxeClean(page)
    await page.getByRole('link', { name: '看课程表' }).click()
    await expect(page).toHaveURL(/\/learn\/cohorts#lesson-\d+$/)
    await expect(page.locator(new URL(page.url()).hash)).toContainText(next)
    await expect(page.locator(new URL(page.url()).hash)).toBeInViewport()
    await expectNoSideScroll(page)
    await expectAxeClean(page)

    await page.getByRole('link', { name: '记录' }).click()
    await expect(page.getByRole('heading', { level: 1, name: '我的学时' })).toBeVisible()
    const own = page.getByRole('region', { name: '学时流水' }).getByRole('article').filter({ hasText: COHORT })
    await expect(own).toContainText('+8.00')
    await expect(own.getByText(THEORY)).toBeHidden()
    await own.getByText('下午').click()
    await expect(own.getByText(THEORY)).toBeVisible()
    await expect(own.getByText(/徐建军 .*记/).first()).toBeVisible()
    await expectNoSideScroll(page)
    await expectAxeClean(page)
  })
})
