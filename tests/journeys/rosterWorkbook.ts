import ExcelJS from 'exceljs'

/** 青石镇's own list: four title rows, a heading of two rows, headings and order unlike any template, units merged over their people. */
const TITLES = [
  '青石镇基层党组织班子成员名册（汇总表）',
  '（本表由各村填报，镇党建办汇总）',
  '填报单位：青石镇党建办　　　联系人：罗大勇',
  '说明：现任的都要填，调走的不填'
]
const GROUPS = ['序号', '姓名', '公民身份号码', '性别', '任职情况', '任职情况', '联系手机', '所在党组织', '所在党组织', '微信号']
const HEADINGS = [
  '序号',
  '姓名',
  '公民身份号码',
  '性别',
  '党内职务',
  '到任时间',
  '联系手机',
  '所属乡镇街道',
  '支部名称',
  '微信号'
]

type Line = [branch: string, name: string, idNumber: string | number, gender: string, role: string, since: string, mobile: string]

/** Ten people, four of whom cannot go in. IDs begin with 99: nobody has such a number. */
const LINES: Line[] = [
  ['新桥村党支部', '苏青禾', '990201198504120026', '女', '书记', '2020.05', '19912340001'],
  ['新桥村党支部', '鲁长风', '990201197911030015', '男', '副书记', '2021.03', '19912340002'],
  ['新桥村党支部', '池秋水', '990201199106250049', '女', '组织委员', '2021.03', '电话换了'],
  ['石岭村党支部', '', '990201199001200109', '女', '宣传委员', '2022.06', '19912340004'],
  ['石岭村党支部', '佟望山', '990201196802140031', '男', '纪检委员', '2018.10', '19912340005'],
  ['云岭村党支部', '游闻莺', '990201198809090067', '男', '宣传委员', '2022.06', '19912340006'],
  ['云岭村党支部', '戚守田', 990201197207300000, '男', '纪检委员', '2019.09', '19912340007'],
  ['向阳村党支部', '卫晚晴', '990201197612010081', '女', '书记', '2019.08', '19912340008'],
  ['向阳村党支部', '邢远山', '990201198303180057', '男', '书记', '', '19912340009'],
  ['向阳村党支部', '柯春生', '990201199405050071', '男', '青年委员', '2023.04', '19912340010']
]

/** The first row of data, under the titles and the heading. */
const FIRST = TITLES.length + 3

export async function rosterWorkbook(): Promise<Buffer> {
  const workbook = new ExcelJS.Workbook()
  const sheet = workbook.addWorksheet('班子成员')
  for (const title of TITLES) sheet.addRow([title])
  sheet.addRow(GROUPS)
  sheet.addRow(HEADINGS)
  LINES.forEach(([branch, name, idNumber, gender, role, since, mobile], at) =>
    sheet.addRow([at + 1, name, idNumber, gender, role, since, mobile, '青石镇', branch, ''])
  )
  sheet.addRow(['合计', '10 人'])
  sheet.addRow(['审核人签字：'])

  TITLES.forEach((_, at) => sheet.mergeCells(at + 1, 1, at + 1, HEADINGS.length))
  const [top, bottom] = [TITLES.length + 1, TITLES.length + 2]
  for (const column of [1, 2, 3, 4, 7, 10]) sheet.mergeCells(top, column, bottom, column)
  sheet.mergeCells(top, 5, top, 6)
  sheet.mergeCells(top, 8, top, 9)
  sheet.mergeCells(FIRST, 8, FIRST + LINES.length - 1, 8)
  for (const [first, last] of [
    [0, 2],
    [3, 4],
    [5, 6],
    [7, 9]
  ] as const)
    sheet.mergeCells(FIRST + first, 9, FIRST + last, 9)
  return Buffer.from(await workbook.xlsx.writeBuffer())
}

/** Every cell of a sheet as it is shown, row by row; a merged range shows its text in each of its cells. */
export async function rowsIn(path: string, sheetName?: string): Promise<string[][]> {
  const workbook = new ExcelJS.Workbook()
  await workbook.xlsx.readFile(path)
  const sheet = sheetName ? workbook.getWorksheet(sheetName) : workbook.worksheets[0]
  if (!sheet) throw new Error(`no sheet ${sheetName}, but ${workbook.worksheets.map(({ name }) => name).join(', ')}`)
  const rows: string[][] = []
  sheet.eachRow({ includeEmpty: true }, row => {
    const cells: string[] = []
    for (let column = 1; column <= sheet.columnCount; column++) {
      const { value } = row.getCell(column)
      cells.push(value === null || value === undefined ? '' : String(value))
    }
    rows.push(cells)
  })
  return rows
}

export async function sheetsIn(path: string): Promise<string[]> {
  const workbook = new ExcelJS.Workbook()
  await workbook.xlsx.readFile(path)
  return workbook.worksheets.map(({ name }) => name)
}
