import {
  AlignmentType,
  BorderStyle,
  Document,
  DocumentGridType,
  Footer,
  Header,
  HeightRule,
  LineRuleType,
  Packer,
  PageNumber,
  PageOrientation,
  Paragraph,
  SectionType,
  Tab,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlignTable,
  WidthType,
  type IParagraphOptions,
  type ISectionOptions
} from 'docx'
import { placed, type Form, type FormCell } from '../../files/forms.ts'
import { ABOVE_HEAD, AREA_WIDTH, CHAR_SPACE, FONT, FOOTER, LETTER, LINE, LINES, PAGE, RED, RULE_BELOW, SIZE } from './layout.ts'
import { titleLines, type Notice, type Paragraph as Said } from './rules.ts'

type Style = { font?: string; size?: number; colour?: string; isFree?: boolean; isNewLine?: boolean }

const fontOf = (name: string) => ({ ascii: name, hAnsi: name, eastAsia: name, cs: name, hint: 'eastAsia' })

/** `isFree`: of another size than the grid is made for. */
const run = (
  text: string,
  { font = FONT.body, size = SIZE.third, colour, isFree = false, isNewLine = false }: Style = {}
): TextRun =>
  new TextRun({
    text,
    font: fontOf(font),
    size,
    ...(colour ? { color: colour } : {}),
    ...(isFree ? { snapToGrid: false } : {}),
    ...(isNewLine ? { break: 1 } : {})
  })

/** A text of several lines. */
const runs = (lines: readonly string[], style: Style): TextRun[] =>
  lines.map((text, at) => run(text, { ...style, isNewLine: at > 0 }))

/** Every line of the text stands on the grid: its pitch is exact, whatever font the reader's computer puts in. */
const onGrid = { line: LINE, lineRule: LineRuleType.EXACT, before: 0, after: 0 } as const
const letters = (many: number): number => Math.round(many * LETTER)

const line = (children: TextRun[], more: IParagraphOptions = {}): Paragraph =>
  new Paragraph({ spacing: onGrid, ...more, children })
const empty = (): Paragraph => line([run('')])

/** The notice and its annexes as one document: the text upright, each annex on a new page, 版记 on the last, even one. */
export const wordNotice = async (notice: Notice, forms: readonly (readonly Form[])[]): Promise<Uint8Array> => {
  const document = new Document({
    title: notice.title,
    creator: notice.issuer,
    evenAndOddHeaderAndFooters: true,
    styles: {
      default: {
        document: { run: { size: SIZE.third, font: fontOf(FONT.body) }, paragraph: { spacing: { before: 0, after: 0 } } }
      }
    },
    sections: [
      section({ ...pages(notice.mark), properties: { page: upright, grid } }, textOf(notice)),
      ...forms.map((ofAnnex, at) => {
        const isLandscape = ofAnnex[0]!.isLandscape
        const properties = { type: SectionType.NEXT_PAGE, page: isLandscape ? across : upright }
        return section({ ...pages(notice.mark), properties }, annexOf(at + 1, ofAnnex))
      }),
      // 版记 stands at the foot of the last, even page; where that page holds nothing else it has no number.
      section(
        {
          properties: { type: SectionType.EVEN_PAGE, page: upright },
          ...headersOf(notice.mark),
          footers: { default: new Footer({ children: [empty()] }), even: new Footer({ children: [empty()] }) }
        },
        colophonOf(notice)
      )
    ]
  })
  return new Uint8Array(await Packer.toBuffer(document))
}

const section = (options: Omit<ISectionOptions, 'children'>, children: ISectionOptions['children']): ISectionOptions => ({
  ...options,
  children
})

const upright = {
  size: { width: PAGE.width, height: PAGE.height, orientation: PageOrientation.PORTRAIT },
  margin: { ...PAGE.upright, header: 720, footer: FOOTER, gutter: 0 }
}
// The library turns the paper itself.
const across = {
  size: { width: PAGE.width, height: PAGE.height, orientation: PageOrientation.LANDSCAPE },
  margin: { ...PAGE.across, header: 720, footer: 720, gutter: 0 }
}
const grid = { type: DocumentGridType.LINES_AND_CHARS, linePitch: LINE, charSpace: CHAR_SPACE }

const headersOf = (mark: string | null) => {
  if (mark === null) return {}
  const header = () =>
    new Header({
      children: [
        new Paragraph({
          alignment: AlignmentType.RIGHT,
          children: [run(mark, { font: FONT.level1, size: SIZE.fourth, colour: RED, isFree: true })]
        })
      ]
    })
  return { headers: { default: header(), even: header() } }
}

/** 单页码居右空一字, 双页码居左空一字; 4 号半角宋体数字 between two dashes. */
const pages = (mark: string | null) => {
  const number = (alignment: (typeof AlignmentType)[keyof typeof AlignmentType], indent: { left?: number; right?: number }) =>
    new Footer({
      children: [
        new Paragraph({
          alignment,
          indent,
          children: [
            new TextRun({
              font: fontOf(FONT.number),
              size: SIZE.fourth,
              children: ['— ', PageNumber.CURRENT, ' —']
            })
          ]
        })
      ]
    })
  return {
    ...headersOf(mark),
    footers: {
      default: number(AlignmentType.RIGHT, { right: SIZE.fourth * 10 }),
      even: number(AlignmentType.LEFT, { left: SIZE.fourth * 10 })
    }
  }
}

const textOf = (notice: Notice): Paragraph[] => [
  ...headOf(notice),
  empty(),
  empty(),
  titleOf(titleLines(notice.title), SIZE.second),
  empty(),
  line([run(notice.addressees)]),
  ...notice.paragraphs.map(paragraphOf),
  empty(),
  ...notice.annexes.map((name, at) =>
    at === 0
      ? line([run(`附件：${at + 1}. ${name}`)], { indent: { left: letters(5), hanging: letters(3) } })
      : line([run(`${at + 1}. ${name}`)], { indent: { left: letters(5) } })
  ),
  empty(),
  empty(),
  ...signatureOf(notice)
]

const titleOf = (lines: readonly string[], size: number, after = 0): Paragraph =>
  line(runs(lines, { font: FONT.title, size, isFree: true }), {
    alignment: AlignmentType.CENTER,
    spacing: { before: 0, after, line: LINE + 80, lineRule: LineRuleType.EXACT }
  })

/** 版头: red, large enough for the width; the number below it over a red rule of the width of the text. */
const headOf = ({ head, number }: Notice): Paragraph[] => {
  const size = Math.min(SIZE.head, Math.floor((0.96 * AREA_WIDTH) / 10 / Math.max(1, head.length)))
  return [
    new Paragraph({
      alignment: AlignmentType.CENTER,
      spacing: { before: ABOVE_HEAD, after: 0 },
      children: [run(head, { font: FONT.title, size, colour: RED, isFree: true })]
    }),
    empty(),
    line([run(number)], {
      alignment: AlignmentType.CENTER,
      border: { bottom: { style: BorderStyle.SINGLE, size: 12, color: RED, space: RULE_BELOW } }
    })
  ]
}

const LEVELS = { 0: FONT.body, 1: FONT.level1, 2: FONT.level2, 3: FONT.body } as const

const paragraphOf = ({ level, heading, said }: Said): Paragraph =>
  line([...(heading ? [run(heading, { font: LEVELS[level] })] : []), ...(said ? [run(said)] : [])], {
    alignment: AlignmentType.BOTH,
    indent: { firstLine: letters(2), firstLineChars: 200 }
  })

/** Latin letters and figures are half as wide. */
const widthOf = (text: string): number => [...text].reduce((all, letter) => all + (letter.charCodeAt(0) < 256 ? 0.5 : 1), 0)

/** The date leaves four letters at the right; who signs stands above it, centred on it, and never beyond the margin. */
const signatureOf = ({ issuer, signedOn }: Notice): Paragraph[] => {
  const beside = Math.max(0, 4 + (widthOf(signedOn) - widthOf(issuer)) / 2)
  const right = (many: number) => ({ alignment: AlignmentType.RIGHT, indent: { right: letters(many) } })
  return [line([run(issuer)], { ...right(beside), keepNext: true }), line([run(signedOn)], right(4))]
}

/** 印发机关 at the left, 印发日期 at the right, 4 号, between two rules, on the last lines of the page. */
const colophonOf = ({ issuer, printed }: Notice): Paragraph[] => [
  ...Array.from({ length: LINES - 3 }, empty),
  new Paragraph({
    spacing: onGrid,
    indent: { left: SIZE.fourth * 10, right: SIZE.fourth * 10 },
    tabStops: [{ type: 'right', position: AREA_WIDTH - SIZE.fourth * 10 }],
    border: { top: RULE, bottom: RULE },
    children: [
      run(issuer, { size: SIZE.fourth, isFree: true }),
      new TextRun({ children: [new Tab()] }),
      run(printed, { size: SIZE.fourth, isFree: true })
    ]
  })
]
const RULE = { style: BorderStyle.SINGLE, size: 8, color: '000000', space: 4 }

/** 附件 and its number flush left in 黑体, the title centred on the third line. */
const annexOf = (number: number, forms: readonly Form[]): (Paragraph | Table)[] => [
  line([run(`附件${number}`, { font: FONT.level1 })]),
  ...forms.flatMap((form, at) => [
    line([run('')], at > 0 ? { pageBreakBefore: true } : {}),
    titleOf(titleLines(form.title), form.isLandscape ? 36 : SIZE.second, 120),
    ...form.under.map(text => plain(text)),
    tableOf(form),
    ...form.after.map(text => plain(text, 160))
  ])
]

const plain = (text: string, before = 0): Paragraph =>
  new Paragraph({ spacing: { before, after: 60 }, children: [run(text, { size: 24 })] })

const tableOf = (form: Form): Table => {
  const room = form.isLandscape ? PAGE.height - PAGE.across.left - PAGE.across.right : AREA_WIDTH
  const all = form.widths.reduce((sum, width) => sum + width, 0)
  const columns = form.widths.map(width => Math.floor((width / all) * room))
  const size = form.widths.length > 10 ? 18 : SIZE.table
  const rowsOf = (rows: readonly FormCell[][], style: Style, isHead: boolean) => {
    const cells = placed(rows)
    // What belongs to one day stays on one page.
    const goesOn = (row: number) => cells.some(cell => cell.column === 0 && cell.row <= row && row < cell.row + cell.down - 1)
    return rows.map(
      (_, row) =>
        new TableRow({
          ...(isHead ? { tableHeader: true } : {}),
          cantSplit: true,
          height: { value: 400, rule: HeightRule.ATLEAST },
          children: cells.filter(cell => cell.row === row).map(cell => cellOf(cell, columns, style, goesOn(row)))
        })
    )
  }
  return new Table({
    alignment: AlignmentType.CENTER,
    layout: TableLayoutType.FIXED,
    width: { size: columns.reduce((sum, width) => sum + width, 0), type: WidthType.DXA },
    columnWidths: columns,
    margins: { left: 40, right: 40, top: 20, bottom: 20 },
    rows: [...rowsOf(form.head, { font: FONT.level1, size }, true), ...rowsOf(form.rows, { size }, false)]
  })
}

const cellOf = (
  cell: ReturnType<typeof placed>[number],
  columns: readonly number[],
  style: Style,
  keepNext: boolean
): TableCell =>
  new TableCell({
    ...(cell.across > 1 ? { columnSpan: cell.across } : {}),
    ...(cell.down > 1 ? { rowSpan: cell.down } : {}),
    verticalAlign: VerticalAlignTable.CENTER,
    width: {
      size: columns.slice(cell.column, cell.column + cell.across).reduce((sum, width) => sum + width, 0),
      type: WidthType.DXA
    },
    children: [
      new Paragraph({
        alignment: cell.align === 'left' ? AlignmentType.LEFT : AlignmentType.CENTER,
        keepNext,
        children: cell.text === null ? [] : runs(String(cell.text).split('\n'), style)
      })
    ]
  })
