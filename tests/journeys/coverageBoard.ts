import type { Page } from '@playwright/test'
import { expect } from './fixtures.ts'
import { rowsIn } from './rosterWorkbook.ts'

export type Sum = { covered: number; outstanding: number; notYetDue: number; exempt: number; left: number; roster: number }

/** The sum check of the board: five standings and the roster, as they stand on the screen. */
export async function sumOn(page: Page): Promise<Sum> {
  const figure = page.getByRole('figure').filter({ hasText: '名册' })
  await expect(figure).toContainText('相符')
  const said = (await figure.innerText()).replace(/[\s\u2009]/g, '')
  const count = (word: string) => Number(new RegExp(`${word}(\\d+)`).exec(said)![1])
  return {
    covered: count('已训'),
    outstanding: count('未训'),
    notYetDue: count('未到期'),
    exempt: count('免训'),
    left: count('已离'),
    roster: count('名册')
  }
}

/** 陈 asks for another day, and as known when. */
export async function askAsOf(page: Page, day: string, knowledge: '现在掌握的情况' | '当日掌握的情况'): Promise<void> {
  const known = knowledge === '现在掌握的情况' ? 'now' : 'then'
  await page.getByLabel('截至', { exact: true }).fill(day)
  await page.getByLabel('截至', { exact: true }).press('Tab')
  await expect(page).toHaveURL(new RegExp(`asOf=${day}`))
  await page.getByRole('link', { name: knowledge }).click()
  await expect(page).toHaveURL(known === 'then' ? /known=then/ : /^(?!.*known=then)/)
  await expect(page.getByRole('link', { name: knowledge })).toHaveAttribute('aria-current', 'true')
}

/** The same six figures from the exported workbook: the last line of its first sheet. */
export async function sumIn(path: string, scope: string): Promise<Sum> {
  const table = await rowsIn(path, '覆盖表')
  const heading = table.find(row => row[0] === '单位')!
  const whole = table.findLast(row => row[0] === scope)!
  const count = (word: string) => Number(whole[heading.indexOf(word)])
  return {
    covered: count('已训'),
    outstanding: count('未训'),
    notYetDue: count('未到期'),
    exempt: count('免训'),
    left: count('已离'),
    roster: count('名册')
  }
}
