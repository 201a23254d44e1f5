import { expect, signIn, test } from './fixtures.ts'
import { openPart, upload } from './importing.ts'

test('of a file without ID numbers 王 is told what is still to be settled, and which remarks to look at', async ({ page }) => {
  await signIn(page, 'wang')
  const rows = ['乡镇,党支部,姓名,职务,备注', '青石镇,柳湾村党支部,林文博,书记,长期患病', '青石镇,柳湾村党支部,赵德明,副书记,']
  await upload(page, '无身份证.csv', Buffer.from(rows.join('\n')))
  await expect(page.getByRole('region', { name: '应用' })).toContainText('疑似同一人的 2 人还没有定')
  await expect(page.getByRole('link', { name: /^提示\s*1$/ })).toBeVisible()
  await openPart(page, '提示')
  await expect(page.getByRole('main')).toContainText('备注“长期患病”可能涉及免训')
})
