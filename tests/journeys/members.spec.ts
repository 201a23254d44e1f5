import { expect, expectAxeClean, signIn, test } from './fixtures.ts'
import { apply, openPart } from './importing.ts'

const LIST = [
  '所在乡镇,党组织名称,姓名,党内职务,公民身份号码,党员类别,入党时间,职业',
  '青石镇,柳湾村党支部,冯秋生,党员,990101199312120055,预备党员,2026.06,农民',
  '青石镇,柳湾村党支部,褚夏生,,99010119941212001X,群众,,'
].join('\n')

test('王 imports members: their branch and stage are shown, then stand on the person’s page, and go when the file is taken back', async ({
  page
}) => {
  await signIn(page, 'wang')
  await page.getByRole('navigation', { name: '主菜单' }).getByRole('link', { name: '导入' }).click()
  await page.getByLabel('选择文件').setInputFiles({ name: '柳湾党员.csv', mimeType: 'text/csv', buffer: Buffer.from(LIST) })
  await page.getByLabel('导入到').selectOption({ label: '安澜县' })
  await page.getByText('增补和变动', { exact: true }).click()
  await page.getByRole('button', { name: '上传并核对' }).click()
  await expect(page.getByText('2 行 = 新增 1 + 变动 0 + 无变化 0 + 疑似同一人 0 + 退回 1')).toBeVisible()

  await openPart(page, '退回')
  await expect(page.getByRole('table', { name: '退回' })).toContainText('“群众”不是系统认识的党员类别。')
  await openPart(page, '新增\\d')
  const joined = page.getByRole('table', { name: '新增' }).getByRole('row').filter({ hasText: '冯秋生' })
  await expect(joined).toContainText('组织关系：青石镇 柳湾村党支部 预备党员')
  await expect(page.getByText('组织关系新增、变动 1 人，结束 0 人')).toBeVisible()
  await expectAxeClean(page)

  await apply(page)
  await expect(page.getByText('组织关系新增、变动 1 人，结束 0 人。')).toBeVisible()
  await openPart(page, '新增\\d')
  await page.getByRole('link', { name: '冯秋生' }).click()
  await expect(page.getByRole('heading', { level: 1, name: '冯秋生' })).toBeVisible()
  await expect(page.getByRole('main')).toContainText('预备党员')
  await expect(page.getByRole('main')).toContainText('农牧渔民')

  await page.goBack()
  await page.getByRole('button', { name: '撤销这次导入' }).click()
  await page.getByLabel('为什么撤销').fill('报错了村')
  await page.getByRole('button', { name: '确认撤销' }).click()
  await expect(page.getByText('导入已撤销').first()).toBeVisible()
})
