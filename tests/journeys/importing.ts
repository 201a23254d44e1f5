import type { Page, TestInfo } from '@playwright/test'
import { expect } from './fixtures.ts'
import { rowsIn } from './rosterWorkbook.ts'

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** 王 drops a file on the page of imports, for the whole county. */
export async function upload(page: Page, name: string, buffer: Buffer): Promise<void> {
  await page.getByRole('navigation', { name: '主菜单' }).getByRole('link', { name: '导入' }).click()
  await page.getByLabel('选择文件').setInputFiles({ name, mimeType: XLSX, buffer })
  await page.getByLabel('导入到').selectOption({ label: '安澜县' })
  await page.getByText('增补和变动', { exact: true }).click()
  await page.getByRole('button', { name: '上传并核对' }).click()
  await expect(page.getByRole('heading', { level: 1, name: '核对导入的变化' })).toBeVisible()
}

/** The parts of what a file brings: 新增, 退回, 提示 … */
export const openPart = (page: Page, name: string): Promise<void> =>
  page
    .getByRole('navigation', { name: '核对的各部分' })
    .getByRole('link', { name: new RegExp(`^${name}`) })
    .click()

export async function apply(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^应用 \d+ 项变化$/ }).click()
  await expect(page.getByRole('heading', { level: 1, name: '导入完成' })).toBeVisible()
}

/** The workbook that goes back to the sender: where it was saved. */
export async function refusedRows(page: Page, info: TestInfo): Promise<string> {
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: '下载退回的表（附原因）' }).click()
  const path = info.outputPath('refused.xlsx')
  await (await download).saveAs(path)
  return path
}

/** Rows under the heading of a sheet of that workbook, each with its name and its reason. */
export async function refusedIn(path: string, sheet: string, headingRows: number): Promise<{ name: string; reason: string }[]> {
  const rows = await rowsIn(path, sheet)
  const heads = rows.slice(0, headingRows)
  const columnOf = (word: string) => rows[0]!.findIndex((_, column) => heads.some(head => head[column] === word))
  return rows.slice(headingRows).map(row => ({ name: row[columnOf('姓名')]!, reason: row[columnOf('退回原因')]! }))
}
