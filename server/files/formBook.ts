import exceljs from 'exceljs'
import { placed, type Form, type PlacedCell } from './forms.ts'

/** A sheet that is read, not filled in: one line of text a row. */
export type TextSheet = {
  name: string
  lines: { text: string; style: 'head' | 'title' | 'centre' | 'right' | 'plain' | 'bold' }[]
}

const LINE = { style: 'thin', color: { argb: 'FF000000' } } as const
const LINES = { top: LINE, left: LINE, bottom: LINE, right: LINE }
const BODY = '仿宋_GB2312'
const TITLE = '方正小标宋简体'
/** What a page of A4 holds of a sheet's column widths, in characters, upright and across. */
const WIDE = { upright: 84, across: 128 }
const A4 = 9

/** Forms as sheets, each ready to print on A4: merged cells, a repeated heading, real numbers. */
export const formBook = async (text: TextSheet, forms: readonly Form[], mark: string | null): Promise<Uint8Array> => {
  const workbook = new exceljs.Workbook()
  addText(workbook, text, mark)
  for (const form of forms) addForm(workbook, form, mark)
  return new Uint8Array((await workbook.xlsx.writeBuffer()) as ArrayBuffer)
}

const pageOf = (isLandscape: boolean): Partial<exceljs.PageSetup> => ({
  paperSize: A4,
  orientation: isLandscape ? 'landscape' : 'portrait',
  fitToPage: true,
  fitToWidth: 1,
  fitToHeight: 0,
  horizontalCentered: true,
  margins: { left: 0.7, right: 0.7, top: 0.9, bottom: 0.9, header: 0.4, footer: 0.5 }
})

const addSheet = (workbook: exceljs.Workbook, name: string, isLandscape: boolean, mark: string | null) =>
  workbook.addWorksheet(name, {
    pageSetup: pageOf(isLandscape),
    headerFooter: { oddFooter: '&C— &P —', ...(mark ? { oddHeader: `&R&"黑体"&KFF0000${mark}` } : {}) }
  })

const addText = (workbook: exceljs.Workbook, { name, lines }: TextSheet, mark: string | null) => {
  const sheet = addSheet(workbook, name, false, mark)
  sheet.getColumn(1).width = WIDE.upright
  lines.forEach(({ text, style }, at) => {
    const cell = sheet.getCell(at + 1, 1)
    cell.value = text
    cell.numFmt = '@'
    cell.alignment = {
      wrapText: true,
      vertical: 'middle',
      horizontal: style === 'right' ? 'right' : style === 'plain' || style === 'bold' ? 'left' : 'center'
    }
    cell.font =
      style === 'head'
        ? { name: TITLE, size: 36, color: { argb: 'FFFF0000' } }
        : style === 'title'
          ? { name: TITLE, size: 22 }
          : { name: style === 'bold' ? '黑体' : BODY, size: 16 }
    // A wide letter takes two of the columns' letters, and 16 points are broader than the eleven they are counted in.
    const room = style === 'head' ? 14 : style === 'title' ? 22 : 28
    const height = style === 'head' ? 54 : style === 'title' ? 34 : 29
    sheet.getRow(at + 1).height = height * Math.max(1, Math.ceil(text.length / room))
  })
}

const addForm = (workbook: exceljs.Workbook, form: Form, mark: string | null) => {
  const { name, title, under, isLandscape, widths, head, rows, after } = form
  const sheet = addSheet(workbook, name, isLandscape, mark)
  const all = widths.reduce((sum, width) => sum + width, 0)
  widths.forEach((width, at) => (sheet.getColumn(at + 1).width = (width / all) * (isLandscape ? WIDE.across : WIDE.upright)))
  const across = (row: number, text: string) => {
    if (widths.length > 1) sheet.mergeCells(row, 1, row, widths.length)
    const cell = sheet.getCell(row, 1)
    cell.value = text
    return cell
  }
  const heading = across(1, title)
  heading.font = { name: TITLE, size: 18 }
  heading.alignment = { horizontal: 'center', vertical: 'middle' }
  sheet.getRow(1).height = 30
  under.forEach((text, at) => {
    const cell = across(at + 2, text)
    cell.font = { name: BODY, size: 11 }
    cell.alignment = { horizontal: 'left', vertical: 'middle', wrapText: true }
  })
  const top = under.length + 2
  for (const cell of placed(head)) write(sheet, top, cell, { name: '黑体', size: 11 })
  for (const cell of placed(rows)) write(sheet, top + head.length, cell, { name: BODY, size: 11 })
  const bottom = top + head.length + rows.length
  for (let row = top; row < bottom; row++) {
    for (let column = 1; column <= widths.length; column++) sheet.getCell(row, column).border = LINES
    if (row >= top + head.length) sheet.getRow(row).height = tallest(form, row - top - head.length, all)
  }
  after.forEach((text, at) => {
    const cell = across(bottom + at, text)
    cell.font = { name: BODY, size: 11 }
    cell.alignment = { horizontal: 'left', vertical: 'middle', wrapText: true }
    sheet.getRow(bottom + at).height = 24
  })
  sheet.views = [{ state: 'frozen', ySplit: top + head.length - 1 }]
  sheet.pageSetup.printTitlesRow = `${top}:${top + head.length - 1}`
}

const write = (sheet: exceljs.Worksheet, top: number, placedCell: PlacedCell, font: Partial<exceljs.Font>) => {
  const { row, column, across, down, text, align = 'centre' } = placedCell
  if (across > 1 || down > 1) sheet.mergeCells(top + row, column + 1, top + row + down - 1, column + across)
  const cell = sheet.getCell(top + row, column + 1)
  cell.font = font
  cell.alignment = { horizontal: align === 'left' ? 'left' : 'center', vertical: 'middle', wrapText: true }
  if (text === null) return
  cell.value = text
  // What begins like a formula stays a text when a person edits the cell.
  if (typeof text === 'string' && /^[=+\-@]/.test(text)) cell.numFmt = '@'
}

/** No spreadsheet makes a row as high as its wrapped text asks; 11 points of a wide letter take 2.2 letters of a column. */
const tallest = ({ widths, rows, isLandscape }: Form, row: number, all: number): number => {
  const whole = isLandscape ? WIDE.across : WIDE.upright
  const lines = placed(rows)
    .filter(cell => cell.row === row && cell.down === 1 && typeof cell.text === 'string')
    .map(({ text, column, across }) => {
      const room = widths.slice(column, column + across).reduce((sum, width) => sum + (width / all) * whole, 0)
      return String(text)
        .split('\n')
        .reduce((lines, part) => lines + Math.max(1, Math.ceil((part.length * 2.2) / room)), 0)
    })
  return Math.max(24, 16 * Math.max(1, ...lines) + 4)
}
