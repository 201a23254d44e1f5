import ExcelJS from 'exceljs'
import { daysAfter } from '../../server/time/dates.ts'
import { expect, expectAxeClean, expectNoSideScroll, PHONE, signIn, test } from './fixtures.ts'
import { choose, createCohort, MONDAY, rowOf, shareSaid } from './timetable.ts'

/** A timetable as somebody with Excel habits builds it: lines, pasted cells, workbooks, days and whole cohorts copied, steps taken back. */
const monthDay = (day: string) => `${Number(day.slice(5, 7))}月${Number(day.slice(8, 10))}日`
const TUESDAY = daysAfter(MONDAY, 1)
const WEDNESDAY = daysAfter(MONDAY, 2)
const HEADINGS = ['日期', '时间', '课程内容', '授课方式', '授课人', '地点', '课程类别']
const ROWS = [
  [`${monthDay(TUESDAY)}（周二）`, '8:30-10:30', '核心理论专题', '课堂', '市委党校 林老师', '一号报告厅', '核心理论'],
  ['', '14:30-16:30', '调解实务', '实践', '县司法局 何老师、郭老师', '镇礼堂', ''],
  [`${monthDay(daysAfter(MONDAY, 30))}`, '9:00-10:00', '太晚的课', '课堂', '', '', '其他']
]

test.describe.configure({ mode: 'serial' })
let cohort = ''

test('a line is typed, Enter fills in the form, Enter saves it; what the line does not say is told', async ({ page }) => {
  await signIn(page, 'wang')
  await createCohort(page, '键盘排课班', 20)
  cohort = new URL(page.url()).pathname
  const line = page.getByLabel('一行写一节课')
  await line.fill('周一 9:00-10:30 理论 郭老师 二号教室')
  await line.press('Enter')
  await expect(page.getByLabel('日期', { exact: true })).toHaveValue(MONDAY)
  await expect(page.getByLabel('开始', { exact: true })).toHaveValue('09:00')
  await expect(page.getByLabel('课程类别')).toHaveValue('coreTheory')
  await expect(page.getByRole('list', { name: '已选的授课人' })).toContainText('郭老师')
  await expect(page.getByRole('list', { name: '已选的地点' })).toContainText('县委党校 二号教室')
  // The name is proposed and marked, so that typing replaces it.
  await expect(page.getByLabel('课程内容', { exact: true })).toBeFocused()
  await expectAxeClean(page)
  await page.keyboard.type('党章要点')
  await page.keyboard.press('Enter')
  await expect(rowOf(page, '党章要点')).toContainText('郭老师')
  await expect(line).toBeFocused()
  await expect(line).toHaveValue('')

  await line.fill('研讨 “村务公开” 各组组长')
  await line.press('Enter')
  await expect(page.getByRole('status').filter({ hasText: '这一行没有写起止日期内的日期、时间、类别' })).toBeVisible()
  await expect(page.getByLabel('日期', { exact: true })).toBeFocused()
  await page.getByRole('button', { name: '不改了' }).click()
})

test('a lesson has several teachers and rooms, added and taken off by keyboard alone', async ({ page }) => {
  await signIn(page, 'wang')
  await page.goto(cohort)
  await rowOf(page, '党章要点').getByRole('button', { name: '党章要点' }).click()
  await choose(page, '授课人', '王立言', true)
  await choose(page, '授课人', '各组组长', false)
  await choose(page, '地点', '县委党校 研讨室', true)
  await page.getByRole('button', { name: '去掉 郭老师' }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: '去掉 王立言' })).toBeFocused()
  await expect(page.getByRole('list', { name: '已选的授课人' }).getByRole('listitem')).toHaveCount(2)
  await expectAxeClean(page)
  // What still stands in the field goes along.
  await page.getByLabel('授课人', { exact: true }).fill('何老师')
  await page.getByRole('button', { name: '保存这节课' }).click()
  await expect(rowOf(page, '党章要点')).toContainText('王立言、何老师、各组组长')
  await expect(rowOf(page, '党章要点')).toContainText('县委党校 二号教室、研讨室')
})

test('a day is copied in one act; it is taken back, also after a reload, and done again', async ({ page }) => {
  await signIn(page, 'wang')
  await page.goto(cohort)
  await page.getByRole('button', { name: '复制一天' }).click()
  const form = page.getByRole('form', { name: '复制一天' })
  await form.getByLabel('到哪一天').fill(WEDNESDAY)
  await expectAxeClean(page)
  await form.getByRole('button', { name: '复制', exact: true }).click()
  await expect(rowOf(page, '党章要点')).toHaveCount(2)
  await page.reload()
  await page.getByRole('button', { name: /^撤销：把.*1 节课复制到/ }).click()
  await expect(rowOf(page, '党章要点')).toHaveCount(1)
  await page.reload()
  await page.getByRole('button', { name: /^重做：把.*1 节课复制到/ }).click()
  await expect(rowOf(page, '党章要点')).toHaveCount(2)
  await page.keyboard.press('Control+z')
  await expect(rowOf(page, '党章要点')).toHaveCount(1)
})

test('by hand a lesson goes to the next day and gets shorter: the bar goes along, and each is one act and one step back', async ({
  page,
  hand
}) => {
  await signIn(page, 'wang')
  await page.goto(cohort)
  const row = rowOf(page, '党章要点')
  const block = page.locator('.ec-event button').filter({ hasText: '党章要点' })
  const title = row.getByRole('button', { name: '党章要点' })
  const dragged = async (byX: number, byY: number, isLowerEdge: boolean) => {
    // The week is drawn anew with what the server answers to the last act; what is in the hand just then would fall out of it.
    await page.waitForLoadState('networkidle')
    await block.waitFor()
    await block.scrollIntoViewIfNeeded()
    const { x, y, width, height } = (await block.boundingBox())!
    const at = [x + width / 2, isLowerEdge ? y + height - 3 : y + height / 2] as const
    await page.mouse.move(...at)
    await page.mouse.down()
    await page.mouse.move(at[0] + byX * width, at[1] + byY, { steps: 6 })
  }
  if (hand === 'mouse') {
    await dragged(1, 0, false)
    await page.mouse.up()
  } else await title.press('Alt+ArrowRight')
  await expect(page.getByRole('button', { name: /^撤销：把“党章要点”移到周二/ })).toBeVisible()
  if (hand === 'mouse') {
    await dragged(0, -15, true)
    expect(await shareSaid(page)).toContain('核心理论 75 ÷ 共 75 分钟')
    await page.mouse.up()
  } else await title.press('Alt+Shift+PageUp')
  await expect(row).toContainText('9:00–10:15')
  await expectAxeClean(page)
  await page.reload()
  await page.getByRole('button', { name: /^撤销：把“党章要点”改为 9:00–10:15，计 75 分钟/ }).click()
  await expect(row).toContainText('9:00–10:30')
  await page.getByRole('button', { name: /^撤销：把“党章要点”移到周二/ }).click()
  await expect(page.getByRole('button', { name: /^重做：把“党章要点”移到周二/ })).toBeVisible()
})

test('a step is not taken back when somebody has changed the lesson since', async ({ page, context }) => {
  await signIn(page, 'wang')
  await page.goto(cohort)
  await rowOf(page, '党章要点').getByRole('button', { name: '党章要点' }).click()
  await page.getByLabel('课程内容', { exact: true }).fill('党章要点（一）')
  await page.getByRole('button', { name: '保存这节课' }).click()
  await expect(rowOf(page, '党章要点（一）')).toBeVisible()
  const other = await context.newPage()
  await other.goto(cohort)
  await rowOf(other, '党章要点（一）').getByRole('button', { name: '党章要点（一）' }).click()
  await other.getByLabel('课程内容', { exact: true }).fill('党章要点（二）')
  await other.getByRole('button', { name: '保存这节课' }).click()
  await expect(rowOf(other, '党章要点（二）')).toBeVisible()
  await page.getByRole('button', { name: /^撤销：已改好“党章要点（一）”/ }).click()
  await expect(page.getByRole('alert')).toContainText('“党章要点（一）”：王小燕已把这节课改过')
  await expect(rowOf(page, '党章要点（二）')).toBeVisible()
  await expect(page.getByRole('button', { name: /^撤销：已改好“党章要点（一）”/ })).toHaveCount(0)
})

test('cells are pasted: what was understood is shown with the share it makes, and goes in and out as one', async ({ page }) => {
  await signIn(page, 'wang')
  await page.goto(cohort)
  await page.getByRole('link', { name: '成批放入' }).click()
  await page.getByLabel('粘贴单元格').check()
  await page.getByLabel('从表格里复制的单元格').fill([HEADINGS, ...ROWS].map(row => row.join('\t')).join('\n'))
  await page.getByRole('button', { name: '看一看' }).click()
  const table = page.getByRole('table', { name: '“粘贴的单元格”看懂的课' })
  const row = (title: string) => table.getByRole('row').filter({ hasText: title })
  await expect(row('核心理论专题')).toContainText('林老师')
  await expect(row('调解实务')).toContainText('何老师、郭老师')
  await expect(row('调解实务')).toContainText('没写类别，请选')
  await expect(row('调解实务')).toContainText('教室库里没有“镇礼堂”，只作文字')
  await expect(page.getByText('不在班次的起止日期内')).toBeVisible()
  await expectAxeClean(page)
  await page.getByRole('button', { name: '放入 2 节课' }).click()
  await expect(page.getByRole('alert')).toContainText('还有 1 节课没有选类别')
  await page.getByLabel('“调解实务”的类别').selectOption({ label: '履职能力' })
  // 90 that are there, 120 and 120 on top.
  expect(await shareSaid(page)).toContain('63.6 % 核心理论 210 ÷ 共 330 分钟 ≥ 1/3')
  await page.getByRole('button', { name: '放入 2 节课' }).click()
  await expect(page.getByRole('status').filter({ hasText: '放入 2 节课' })).toBeVisible()
  await expect(rowOf(page, '调解实务')).toBeVisible()
  await page.getByRole('button', { name: '撤销：放入 2 节课' }).click()
  await expect(rowOf(page, '调解实务')).toHaveCount(0)
  await expect(rowOf(page, '核心理论专题')).toHaveCount(0)
  await page.getByRole('button', { name: '重做：放入 2 节课' }).click()
  await expect(rowOf(page, '核心理论专题')).toBeVisible()
})

test.describe('on a telephone', () => {
  test.use({ viewport: PHONE })

  test('a workbook is read, and what is in the timetable already is not put in twice', async ({ page }) => {
    const book = new ExcelJS.Workbook()
    const sheet = book.addWorksheet('课程表')
    for (const row of [['键盘排课班课程表'], HEADINGS, ...ROWS.slice(0, 2)]) sheet.addRow(row)
    sheet.mergeCells(3, 1, 4, 1)
    await signIn(page, 'wang')
    await page.goto(`${cohort}/import`)
    await expectNoSideScroll(page)
    await page.getByLabel('课程表文件').setInputFiles({
      name: '课程表.xlsx',
      mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      buffer: Buffer.from(await book.xlsx.writeBuffer())
    })
    await page.getByRole('button', { name: '看一看' }).click()
    await expect(page.getByText('课程表里已有这节课，先不放')).toHaveCount(2)
    await expect(page.getByRole('button', { name: '放入 0 节课' })).toBeVisible()
    await expectNoSideScroll(page)
    await expectAxeClean(page)
    await page.goto(cohort)
    await rowOf(page, '调解实务').getByRole('button', { name: '调解实务' }).click()
    await expect(page.getByRole('list', { name: '已选的授课人' }).getByRole('listitem')).toHaveCount(2)
    await expectNoSideScroll(page)
    await expectAxeClean(page)
  })
})

test('a whole timetable is copied to a new cohort, moved to its days, in one act; kept as a template it goes into the next', async ({
  page
}) => {
  await signIn(page, 'wang')
  await createCohort(page, '键盘排课班（二）', 20)
  const second = new URL(page.url()).pathname
  await page.getByRole('link', { name: '成批放入' }).click()
  await page.getByLabel('别的班次').check()
  const others = page.getByLabel('复制哪个班次的课程表')
  await others.selectOption({
    label: (await others.locator('option').filter({ hasText: '键盘排课班 ·' }).textContent())!.trim()
  })
  await page.getByRole('button', { name: '看一看' }).click()
  await expectAxeClean(page)
  await page.getByRole('button', { name: '放入 3 节课' }).click()
  await expect(rowOf(page, '核心理论专题')).toContainText('林老师')
  // The rooms and teachers of the first are wished for by both.
  await expect(page.getByText(/发布前先解决 \d+ 处冲突/)).toBeVisible()
  await page.getByRole('button', { name: '撤销：放入 3 节课' }).click()
  await expect(rowOf(page, '核心理论专题')).toHaveCount(0)

  await page.goto(cohort)
  await page.getByRole('button', { name: '存为模板' }).click()
  const keep = page.getByRole('form', { name: '存为模板' })
  await keep.getByLabel('模板名称').fill('三节课的模板')
  await keep.getByRole('button', { name: '存为模板' }).click()
  await expect(page.getByRole('status').filter({ hasText: '已存为模板“三节课的模板”' })).toBeVisible()
  await page.goto(second)
  await page.getByRole('link', { name: '用模板' }).click()
  const templates = page.getByLabel('用哪个模板')
  await templates.selectOption({
    label: (await templates.locator('option').filter({ hasText: '三节课的模板' }).textContent())!.trim()
  })
  await page.getByRole('button', { name: '看一看' }).click()
  await expectAxeClean(page)
  await page.getByRole('button', { name: '放入 3 节课' }).click()
  await expect(rowOf(page, '核心理论专题')).toBeVisible()
})
