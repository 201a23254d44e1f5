import type { Page } from '@playwright/test'
import { dayOf, daysAfter, weekdayOf } from '../../server/time/dates.ts'
import { expect } from './fixtures.ts'

/** The product goes by Chinese time, wherever this machine is. */
export const TODAY = dayOf(new Date())
export const MONDAY = daysAfter(TODAY, 1 - weekdayOf(TODAY))
export const SUNDAY = daysAfter(MONDAY, 6)

export type LessonTyped = {
  title: string
  from: string
  until: string
  day?: string
  kind?: string
  category?: string
  /** As the catalogues have them. */
  teacher?: string
  venue?: string
  /** Places that are no rooms of the school. */
  place?: string
}

const typeTimes = async (page: Page, { day = TODAY, from, until }: Pick<LessonTyped, 'day' | 'from' | 'until'>) => {
  await page.getByLabel('日期', { exact: true }).fill(day)
  await page.getByLabel('开始', { exact: true }).fill(from)
  await page.getByLabel('结束', { exact: true }).fill(until)
}

/** Types a name into the field and adds it by Enter. Whoever the catalogue holds is a booking, anybody else is said to be on no list. */
export const choose = async (page: Page, label: '授课人' | '地点', name: string, isKnown: boolean): Promise<void> => {
  const field = page.getByLabel(label, { exact: true })
  await field.fill(name)
  await field.press('Enter')
  const chosen = page
    .getByRole('list', { name: `已选的${label}` })
    .getByRole('listitem')
    .filter({ hasText: name })
  await expect(chosen).toBeVisible()
  await expect(chosen.getByText(/库以外$/)).toHaveCount(isKnown ? 0 : 1)
}

/** Fills in the form of a lesson, as one who types it does; saving is another act. */
export async function typeLesson(page: Page, lesson: LessonTyped): Promise<void> {
  await typeTimes(page, lesson)
  if (lesson.kind) await page.getByLabel('授课方式').selectOption({ label: lesson.kind })
  await page.getByLabel('课程内容', { exact: true }).fill(lesson.title)
  if (lesson.category) await page.getByLabel('课程类别').selectOption({ label: lesson.category })
  if (lesson.teacher) await choose(page, '授课人', lesson.teacher, true)
  if (lesson.venue) await choose(page, '地点', lesson.venue, true)
  if (lesson.place) await choose(page, '地点', lesson.place, false)
}

export async function addLesson(page: Page, lesson: LessonTyped): Promise<void> {
  await page.getByRole('button', { name: '加一节课', exact: true }).click()
  await typeLesson(page, lesson)
  await page.getByRole('button', { name: '加入课程表' }).click()
  await expect(page.getByRole('button', { name: '加一节课', exact: true })).toBeVisible()
  await expect(rowOf(page, lesson.title)).toBeVisible()
}

/** The line of a lesson in the list under the timetable. */
export const rowOf = (page: Page, title: string) =>
  page.getByRole('table', { name: '课程表（列表）' }).getByRole('row').filter({ hasText: title })

/** A new cohort of village secretaries over this week, its class supervisor 徐; ends on its timetable. */
export async function createCohort(page: Page, name: string, capacity: number): Promise<void> {
  await page.goto('/manage/cohorts')
  await page.getByRole('link', { name: '新建班次' }).click()
  await page.getByLabel('班次名称').fill(name)
  await page.getByLabel('主办单位').selectOption({ label: '安澜县' })
  await page.getByLabel('班型').selectOption({ label: '轮训班' })
  await page.getByLabel('培训对象（分层）').selectOption({ label: '村党组织书记' })
  await page.getByLabel('开始日期').fill(MONDAY)
  await page.getByLabel('结束日期').fill(SUNDAY)
  await page.getByLabel('名额').fill(String(capacity))
  const supervisor = page.getByLabel('班主任')
  await supervisor.selectOption({
    label: (await supervisor.locator('option').filter({ hasText: '徐建军' }).textContent())!.trim()
  })
  await page.getByRole('button', { name: '建好，去排课程表' }).click()
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
}

/** What the bar of core theory says, without the thin spaces between figures. */
export const shareSaid = async (page: Page, label = '核心理论占比'): Promise<string> =>
  (await page.getByRole('group', { name: label, exact: true }).innerText()).replace(/\s+/g, ' ')
