import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, expectAxeClean, signIn, test } from './fixtures.ts'
import { apply, openPart, refusedIn, refusedRows, upload } from './importing.ts'

/** A department's own file, where there is one: two sheets, title rows, merged units, faults in it. */
const SAMPLE = fileURLToPath(new URL('../../../shared/samples/roster.xlsx', import.meta.url))

test('王 imports the roster of a whole county as it was sent', async ({ page }, info) => {
  test.skip(!existsSync(SAMPLE), 'no such file here')
  await signIn(page, 'wang')
  await upload(page, 'roster.xlsx', readFileSync(SAMPLE))
  await openPart(page, '退回')
  const refused = page.getByRole('table', { name: '退回' }).getByRole('row')
  await expect(refused).toHaveCount(8)
  for (const [place, reason] of [
    ['第一片区 第 73 行', '没有姓名。'],
    ['第一片区 第 107 行', /性别写“.”，身份证号是“.”。/],
    ['第一片区 第 172 行', '末几位已经丢失'],
    ['第二片区 第 103 行', '没有姓名。'],
    ['第二片区 第 142 行', /出生年月写“.+”，身份证号是/],
    ['第二片区 第 147 行', '末几位已经丢失'],
    ['第二片区 第 181 行', '身份证号校验不通过']
  ] as const)
    await expect(refused.filter({ hasText: place })).toContainText(reason)
  await openPart(page, '提示')
  await expect(page.getByRole('table', { name: '提示' })).toContainText('第一片区 第 100 行')
  await expectAxeClean(page)

  await apply(page)
  await expectAxeClean(page)
  const path = await refusedRows(page, info)
  expect(await refusedIn(path, '第一片区', 4)).toHaveLength(3)
  const second = await refusedIn(path, '第二片区', 4)
  expect(second).toHaveLength(4)
  for (const { reason } of second) expect(reason).not.toBe('')
})
