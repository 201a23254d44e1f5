import { fileURLToPath } from 'node:url'
import { expect, expectAxeClean, expectNoSideScroll, PHONE, signIn, test } from './fixtures.ts'
import { addLesson, createCohort, rowOf } from './timetable.ts'

/** A day at a base: 王 plans it, 徐 leads it on her telephone, 林 finds his bus and reads where he is going. */
test.describe.configure({ mode: 'serial' })

const COHORT = '第1期党性教育外出班'
const LESSON = '旧址现场教学'
const BASE = '南山廉政教育基地'
const PICTURE = fileURLToPath(new URL('../../content/demonstration/pictures/red-ridge-house.png', import.meta.url))

test('王 adds a base with a picture, hides it, and offers it again', async ({ page }) => {
  await signIn(page, 'wang')
  await page.goto('/manage/curriculum/bases')
  await page.getByRole('link', { name: '加一个基地' }).click()
  await page.getByRole('button', { name: '加入基地库' }).click()
  await expect(page.getByText('请填这一项')).toBeVisible()
  await expectAxeClean(page)
  await page.getByLabel('名称').fill(BASE)
  await page.getByLabel('类型').selectOption({ label: '廉政' })
  await page.getByLabel('所在地').fill('南坪镇南山村')
  await page.getByLabel('行车时间（分钟）').fill('25')
  await page.getByLabel('教学主题').fill('家风、警示教育')
  await page.getByLabel('讲解员').fill('程讲解员')
  await page.getByLabel('简介').fill('展馆一间。')
  await page.getByLabel('历史').fill('2015 年建馆。')
  await page.getByLabel('路线').fill('县委党校南门乘车。')
  await page.getByRole('button', { name: '加入基地库' }).click()
  await expect(page.getByRole('heading', { level: 1, name: BASE })).toBeVisible()

  await page.getByLabel('图片文件').setInputFiles({ name: '展馆.png', mimeType: 'image/png', buffer: Buffer.from('<svg></svg>') })
  await page.getByLabel('说明').fill('展馆')
  await page.getByRole('button', { name: '加图片' }).click()
  await expect(page.getByText('只收完整的 JPEG、PNG 或 WebP 图片。')).toBeVisible()
  await page.getByLabel('图片文件').setInputFiles(PICTURE)
  await page.getByRole('button', { name: '加图片' }).click()
  await expect(page.getByRole('figure', { name: '展馆' }).locator('img')).toBeVisible()
  await expectAxeClean(page)

  await page.getByRole('button', { name: '停用' }).click()
  await expect(page.getByText('排新课时不再列出；已经排了的课照旧。')).toBeVisible()
  await page.getByRole('button', { name: '重新启用' }).click()
  await expect(page.getByRole('button', { name: '停用' })).toBeVisible()
  await expect(page.getByRole('region', { name: '变动记录' }).getByRole('listitem')).toHaveCount(3)
})

test('王 plans an on-site lesson there, with a time and a place to gather', async ({ page }) => {
  await signIn(page, 'wang')
  await createCohort(page, COHORT, 10)
  // All of today, so that it goes on whenever this is read.
  await addLesson(page, { title: LESSON, from: '00:10', until: '23:55', kind: '现场教学', category: '核心理论' })
  await rowOf(page, LESSON).getByRole('button', { name: LESSON }).click()
  await page.getByLabel('教学基地').selectOption({ label: `${BASE} · 车程 25 分钟` })
  await page.getByLabel('集合时间').fill('00:20')
  await page.getByLabel('集合地点').fill('县党校南门')
  await page.getByRole('button', { name: '保存这节课' }).click()
  await expect(page.getByText('集合不能晚于开始')).toBeVisible()
  await page.getByLabel('集合时间').fill('00:05')
  await page.getByLabel('六进').selectOption({ label: '进农村' })
  await expectAxeClean(page)
  await page.getByRole('button', { name: '保存这节课' }).click()
  await expect(rowOf(page, LESSON)).toContainText('集合 0:05 县党校南门')
  await expect(rowOf(page, LESSON)).toContainText('进农村')
  await page.getByRole('button', { name: '发布课程表' }).click()
  await expect(page.getByText('课程表已发布。')).toBeVisible()

  await page.getByRole('navigation', { name: '班次各页' }).getByRole('link', { name: '名额' }).click()
  const candidates = page.getByRole('table', { name: '可报的村党组织书记' })
  await candidates.getByRole('row').filter({ hasNotText: '林文博' }).nth(1).getByRole('checkbox').check()
  await page.getByLabel('姓名、拼音或党组织').fill('林文博')
  await page.getByRole('button', { name: '查找' }).click()
  await expect(candidates.getByRole('rowheader')).toHaveText(Array(2).fill('林文博'))
  await candidates.getByRole('row').filter({ hasText: '柳湾村党支部' }).getByRole('checkbox').check()
  await page.getByRole('button', { name: '报入 2 人' }).click()
  await expect(page.getByRole('status').filter({ hasText: '报入 2 人' })).toBeVisible()
})

test.describe('on a telephone', () => {
  test.use({ viewport: PHONE })

  test('徐 arranges the buses, calls boarding with an exception and arrival with none', async ({ page }) => {
    await signIn(page, 'xu')
    const cohort = page.getByRole('region', { name: COHORT, exact: true })
    await cohort.getByRole('link', { name: '车辆、上车、到达、返程' }).click()
    await page.getByLabel('每辆车的座位').fill('1')
    await page.getByRole('button', { name: '自动排车' }).click()
    await expect(page.getByText('还差 1 个座位')).toBeVisible()
    await page.getByLabel('每辆车的座位').fill('2、2')
    await page.getByRole('button', { name: '自动排车' }).click()
    await expect(page.getByText('已排好 2 人，变动 2 人')).toBeVisible()
    await expect(page.getByRole('region', { name: '1 号车' }).getByRole('listitem')).toHaveCount(2)
    await expectNoSideScroll(page)
    await expectAxeClean(page)
    await page.getByLabel('林文博 的车').selectOption({ label: '2 号车' })
    await expect(page.getByText('林文博 改为2 号车')).toBeVisible()

    const download = page.waitForEvent('download')
    await page.getByRole('button', { name: '下载 Excel' }).click()
    expect((await download).suggestedFilename()).toContain(`乘车名单_${COHORT}`)

    await page.getByRole('link', { name: '上车' }).click()
    await expect(page.getByRole('button', { name: /林文博/ })).toBeVisible()
    const number = /\d+/.exec(await page.getByRole('button', { name: /林文博/ }).innerText())![0]
    await page.getByLabel('例外，其余都到').fill(`除 ${number} 外都到`)
    await page.getByRole('button', { name: '填入' }).click()
    await expect(page.getByText('还差 林文博')).toBeVisible()
    await expectNoSideScroll(page)
    await expectAxeClean(page)
    await page.getByRole('button', { name: '确认清点' }).click()
    await expect(page.getByText(/清点已存到服务器/)).toBeVisible()
    await page.getByRole('button', { name: '看没到的人的手机号' }).click()
    await expect(page.getByRole('listitem').filter({ hasText: '林文博' })).toBeVisible()
    await expectAxeClean(page)

    // Who missed the bus is marked missing to begin with; he came by himself.
    await page.getByRole('link', { name: '到达' }).click()
    await expect(page.getByText('上车时没到的已先记为没到')).toBeVisible()
    await page.getByRole('button', { name: /林文博/ }).click()
    await page.getByRole('button', { name: '全到', exact: true }).click()
    await expect(page.getByText(/清点已存到服务器/)).toBeVisible()
    await expectAxeClean(page)
  })

  test('林 sees where to gather and his bus, and reads about the base', async ({ page }) => {
    await signIn(page, 'lin')
    await expect(page.getByText('0:05 县党校南门，2 号车')).toBeVisible()
    await expectNoSideScroll(page)
    await expectAxeClean(page)
    await page.getByRole('link', { name: new RegExp(BASE) }).click()
    await expect(page.getByRole('heading', { level: 1, name: BASE })).toBeVisible()
    for (const said of ['家风、警示教育', '程讲解员', '县委党校南门乘车。', '2015 年建馆。'])
      await expect(page.getByText(said)).toBeVisible()
    const picture = page.getByRole('figure', { name: '展馆' }).locator('img')
    await picture.scrollIntoViewIfNeeded()
    await expect.poll(() => picture.evaluate(image => (image as HTMLImageElement).naturalWidth)).toBe(960)
    await expectNoSideScroll(page)
    await expectAxeClean(page)
  })
})
