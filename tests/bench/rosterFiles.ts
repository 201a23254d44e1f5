/** Roster files of any size, as a department would send them: invented people whose ID numbers begin with 99, written straight as XML. */
import { crc32, deflateRawSync } from 'node:zlib'

export const SURNAMES = [...'王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹']
export const GIVEN = [...'建国文博德明桂香海峰秀英大勇小燕卫东雪梅立新志远玉兰春生长江永福金凤国庆晓红']
const POSTS = ['书记', '副书记', '组织委员', '宣传委员', '纪检委员']
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]

const two = (number: number): string => String(number).padStart(2, '0')

const idNumber = (at: number): string => {
  const [year, month, day] = [1955 + (at % 45), 1 + (at % 12), 1 + (Math.floor(at / 12) % 28)]
  const first = `99${String(Math.floor(at / 997) % 10_000).padStart(4, '0')}${year}${two(month)}${two(day)}${String(at % 997).padStart(3, '0')}`
  const sum = WEIGHTS.reduce((total, weight, place) => total + weight * Number(first[place]), 0)
  return first + '10X98765432'[sum % 11]
}

export type Line = {
  township: string
  organisation: string
  name: string
  post: string
  since: string
  id: string
  mobile: string
}

/** The person in row `at` of a county or city: five to a branch, thirty branches to a township. */
export const lineAt = (at: number): Line => {
  const branch = Math.floor(at / 5)
  const name = SURNAMES[at % 30]! + GIVEN[Math.floor(at / 30) % 40]! + GIVEN[(at * 7) % 40]!
  const letters = [...'东南西北上下前后新老'] as const
  const township = `${letters[Math.floor(branch / 30) % 10]}${GIVEN[Math.floor(branch / 300) % 40]}${GIVEN[Math.floor(branch / 12_000) % 40]}镇`
  const village = `${letters[branch % 10]}${SURNAMES[Math.floor(branch / 10) % 3]}庄村`
  return {
    township,
    organisation: `${village}党支部`,
    name,
    post: POSTS[at % 5]!,
    since: `${2019 + (at % 7)}.${two(1 + (at % 12))}`,
    id: idNumber(at),
    mobile: `139${String(at).padStart(8, '0')}`
  }
}

const HEADING = ['序号', '乡镇', '党支部', '姓名', '性别', '出生年月', '党内职务', '任职时间', '身份证号', '手机']

const cellsOf = (at: number): string[] => {
  const { township, organisation, name, post, since, id, mobile } = lineAt(at)
  const gender = Number(id[16]) % 2 === 1 ? '男' : '女'
  return [String(at + 1), township, organisation, name, gender, `${id.slice(6, 10)}.${id.slice(10, 12)}`, post, since, id, mobile]
}

/** An .xlsx of so many rows, with a title and shared texts as a spreadsheet program writes them. */
export const rosterWorkbook = (rows: number): Buffer => {
  const texts = new Map<string, number>()
  const shared = (text: string): number => {
    const known = texts.get(text)
    if (known !== undefined) return known
    texts.set(text, texts.size)
    return texts.size - 1
  }
  const parts: Buffer[] = []
  let open =
    '<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
  const write = (number: number, cells: string[]) => {
    open += `<row r="${number}">`
    cells.forEach(
      (text, at) => (open += `<c r="${String.fromCharCode(65 + at)}${number}" s="1" t="s"><v>${shared(text)}</v></c>`)
    )
    open += '</row>'
    if (open.length > 1_000_000) {
      parts.push(Buffer.from(open))
      open = ''
    }
  }
  write(1, ['全市党组织书记和班子成员名册'])
  write(2, HEADING)
  for (let at = 0; at < rows; at++) write(at + 3, cellsOf(at))
  parts.push(Buffer.from(open + '</sheetData></worksheet>'))
  const strings = [
    '<?xml version="1.0" encoding="UTF-8"?><sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
  ]
  for (const text of texts.keys()) strings.push(`<si><t>${text}</t></si>`)
  strings.push('</sst>')
  return zipped({
    '[Content_Types].xml': Buffer.from(
      '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>'
    ),
    'xl/workbook.xml': Buffer.from(
      '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheets><sheet name="名册" sheetId="1"/></sheets></workbook>'
    ),
    'xl/sharedStrings.xml': Buffer.from(strings.join('')),
    'xl/worksheets/sheet1.xml': Buffer.concat(parts)
  })
}

const zipped = (files: Record<string, Buffer>): Buffer => {
  const [locals, centrals]: [Buffer[], Buffer[]] = [[], []]
  let at = 0
  for (const [name, content] of Object.entries(files)) {
    const packed = deflateRawSync(content, { level: 4 })
    const head = Buffer.alloc(30)
    head.writeUInt32LE(0x04034b50, 0)
    head.writeUInt16LE(8, 8)
    head.writeUInt32LE(crc32(content), 14)
    head.writeUInt32LE(packed.length, 18)
    head.writeUInt32LE(content.length, 22)
    head.writeUInt16LE(Buffer.byteLength(name), 26)
    const central = Buffer.alloc(46)
    central.writeUInt32LE(0x02014b50, 0)
    head.copy(central, 10, 8, 28)
    central.writeUInt32LE(at, 42)
    central.writeUInt16LE(Buffer.byteLength(name), 28)
    locals.push(head, Buffer.from(name), packed)
    centrals.push(central, Buffer.from(name))
    at += 30 + Buffer.byteLength(name) + packed.length
  }
  const directory = Buffer.concat(centrals)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(Object.keys(files).length, 8)
  end.writeUInt16LE(Object.keys(files).length, 10)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...locals, directory, end])
}
