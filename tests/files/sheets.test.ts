import { deflateRawSync } from 'node:zlib'
import exceljs from 'exceljs'
import iconv from 'iconv-lite'
import { describe, expect, it, test } from 'vitest'
import { isUnreadable, readSheets } from '../../server/files/sheets.ts'
import type { Sheet } from '../../server/files/tables.ts'

const bytes = (text: string, encoding = 'utf8') => new Uint8Array(iconv.encode(text, encoding))

async function read(content: Uint8Array, name: string): Promise<Sheet[]> {
  const sheets = await readSheets(content, name)
  if (isUnreadable(sheets)) throw new Error(sheets.reason)
  return sheets
}

async function bytesOf(workbook: exceljs.Workbook): Promise<Uint8Array> {
  return new Uint8Array((await workbook.xlsx.writeBuffer()) as ArrayBuffer)
}

/** A zip of one packed file. */
function zipOf(files: Record<string, Buffer>): Uint8Array {
  const [locals, centrals]: [Buffer[], Buffer[]] = [[], []]
  let at = 0
  for (const [name, content] of Object.entries(files)) {
    const packed = deflateRawSync(content)
    const head = Buffer.alloc(30)
    head.writeUInt32LE(0x04034b50, 0)
    head.writeUInt16LE(8, 8)
    head.writeUInt32LE(packed.length, 18)
    head.writeUInt32LE(content.length, 22)
    head.writeUInt16LE(name.length, 26)
    const central = Buffer.alloc(46)
    central.writeUInt32LE(0x02014b50, 0)
    central.writeUInt16LE(8, 10)
    central.writeUInt32LE(packed.length, 20)
    central.writeUInt32LE(content.length, 24)
    central.writeUInt16LE(name.length, 28)
    central.writeUInt32LE(at, 42)
    locals.push(head, Buffer.from(name), packed)
    centrals.push(central, Buffer.from(name))
    at += 30 + name.length + packed.length
  }
  const end = Buffer.alloc(22)
  const size = centrals.reduce((sum, part) => sum + part.length, 0)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(centrals.length / 2, 8)
  end.writeUInt16LE(centrals.length / 2, 10)
  end.writeUInt32LE(size, 12)
  end.writeUInt32LE(at, 16)
  return new Uint8Array(Buffer.concat([...locals, ...centrals, end]))
}

describe('text files', () => {
  test.each([
    ['UTF-8', 'utf8', ''],
    ['UTF-8 with a mark', 'utf8', '\ufeff'],
    ['GBK', 'gbk', ''],
    ['GB 18030 with a rare character', 'gb18030', '']
  ])('%s', async (_, encoding, mark) => {
    const rare = encoding === 'gbk' ? '张' : '㐱'
    const [sheet] = await read(bytes(`${mark}姓名,电话\r\n${rare}三,="0731"\r\n\r\n"李,四",\r\n`, encoding), '名单.csv')
    expect(sheet?.name).toBe('名单.csv')
    expect(sheet?.rows.map(row => [row.number, row.cells.map(cell => cell.text)])).toEqual([
      [1, ['姓名', '电话']],
      [2, [`${rare}三`, '0731']],
      [4, ['李,四']]
    ])
  })

  it('tabs and semicolons part cells too', async () => {
    for (const mark of ['\t', ';']) {
      const [sheet] = await read(bytes(`姓名${mark}性别\n张三${mark}男\n`), '名单.txt')
      expect(sheet?.rows[1]?.cells.map(cell => cell.text)).toEqual(['张三', '男'])
    }
  })

  it('every cell of a text file is text, so that an ID number keeps its digits', async () => {
    const [sheet] = await read(bytes('990101197104150015\n'), 'a.csv')
    expect(sheet?.rows[0]?.cells[0]).toMatchObject({ text: '990101197104150015', number: null })
  })
})

describe('workbooks', () => {
  it('cells as a person sees them: dates without a time zone, numbers with their digits, results of formulas, rich text', async () => {
    const workbook = new exceljs.Workbook()
    const sheet = workbook.addWorksheet('表')
    sheet.getRow(2).values = [
      new Date(Date.UTC(1985, 5, 1)),
      new Date(Date.UTC(1985, 5, 12)),
      31210,
      1985.1,
      Number('990101197104150015'),
      { formula: 'A1', result: '张三' },
      { richText: [{ text: '李' }, { text: '四' }] },
      true
    ]
    sheet.getCell('A2').numFmt = 'yyyy"年"m"月"'
    sheet.getCell('B2').numFmt = 'yyyy-mm-dd'
    sheet.getCell('D2').numFmt = '0.00'
    const [read1] = await read(await bytesOf(workbook), '表.xlsx')
    expect(read1?.rows[0]?.number).toBe(2)
    expect(read1?.rows[0]?.cells.map(({ text, date, showsDay }) => [text, date, showsDay])).toEqual([
      ['1985-06', '1985-06-01', false],
      ['1985-06-12', '1985-06-12', true],
      ['31210', null, false],
      ['1985.10', null, false],
      ['990101197104150016', null, false],
      ['张三', null, false],
      ['李四', null, false],
      ['TRUE', null, false]
    ])
    expect(read1?.rows[0]?.cells.map(cell => cell.isFormula).indexOf(true)).toBe(5)
  })

  it('dates stay the same day in any time zone of the server', async () => {
    const workbook = new exceljs.Workbook()
    const sheet = workbook.addWorksheet('表')
    for (let day = 1; day <= 28; day++) sheet.addRow([new Date(Date.UTC(1986, 4, day))])
    sheet.getColumn(1).numFmt = 'yyyy-mm-dd'
    const [back] = await read(await bytesOf(workbook), '表.xlsx')
    expect(back?.rows.map(row => Number(row.cells[0]?.date?.slice(8)))).toEqual([...Array(28).keys()].map(at => at + 1))
  })

  it('a merged range is listed and only its first cell has the text', async () => {
    const workbook = new exceljs.Workbook()
    const sheet = workbook.addWorksheet('表')
    sheet.addRows([
      ['青石镇', '甲'],
      [null, '乙']
    ])
    sheet.mergeCells('A1:A2')
    workbook.addWorksheet('隐藏').addRow(['去年']).worksheet.state = 'hidden'
    const [first, second] = await read(await bytesOf(workbook), '表.xlsx')
    expect(first?.merges).toEqual([{ top: 1, left: 1, bottom: 2, right: 1 }])
    expect(first?.rows.map(row => row.cells.map(cell => cell.text))).toEqual([
      ['青石镇', '甲'],
      ['', '乙']
    ])
    expect([first?.isHidden, second?.isHidden]).toEqual([false, true])
  })

  it('a list for choosing over a whole column costs nothing', async () => {
    const workbook = new exceljs.Workbook()
    const sheet = workbook.addWorksheet('表')
    sheet.addRow(['男'])
    ;(sheet as unknown as { dataValidations: { add: (range: string, rule: object) => void } }).dataValidations.add(
      'A1:Z1048576',
      {
        type: 'list',
        formulae: ['"男,女"']
      }
    )
    const [back] = await read(await bytesOf(workbook), '表.xlsx')
    expect(back?.rows.length).toBe(1)
  })
})

describe('what is refused, each with its own reason', () => {
  const compound = (text: string) =>
    new Uint8Array(Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), Buffer.from(text, 'utf16le')]))

  test.each([
    ['nothing', new Uint8Array(), '名单.xlsx', 'empty'],
    ['a text file of blank lines', bytes('\r\n\r\n'), '名单.csv', 'empty'],
    ['a picture', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 0, 1]), '名单.csv', 'not-a-workbook'],
    ['a page called .xls', bytes('<html><table></table></html>'), '名单.xls', 'not-a-workbook'],
    ['a letter', bytes('您好'), '信.docx', 'not-a-workbook'],
    ['a zip of other things', zipOf({ 'a.txt': Buffer.from('a') }), '名单.xlsx', 'not-a-workbook'],
    ['half a zip', zipOf({ 'xl/workbook.xml': Buffer.from('<workbook/>') }).slice(0, 60), '名单.xlsx', 'damaged'],
    ['a workbook of no sense', zipOf({ 'xl/workbook.xml': Buffer.from('<workbook><') }), '名单.xlsx', 'damaged'],
    ['a binary workbook', zipOf({ 'xl/workbook.bin': Buffer.from('a') }), '名单.xlsb', 'old-format'],
    ['an .xls that is none', compound('Workbook'), '名单.xls', 'old-format'],
    ['a workbook with a password', compound('EncryptedPackage'), '名单.xlsx', 'encrypted']
  ])('%s', async (_, content, name, reason) => {
    expect(await readSheets(content, name)).toMatchObject({ reason })
  })

  it('a small zip that unpacks into more than is allowed, whatever it says of itself', async () => {
    const limits = { packed: 1_000_000, unpacked: 5_000_000 }
    const bomb = zipOf({
      'xl/workbook.xml': Buffer.from('<workbook><sheets><sheet name="a" sheetId="1"/></sheets></workbook>'),
      'xl/worksheets/sheet1.xml': Buffer.alloc(20_000_000, ' ')
    })
    expect(bomb.length).toBeLessThan(limits.packed)
    expect(await readSheets(bomb, '名单.xlsx', limits)).toMatchObject({ reason: 'too-large' })
    expect(await readSheets(new Uint8Array(1_000_001), '名单.csv', limits)).toMatchObject({ reason: 'too-large' })
  })
})
