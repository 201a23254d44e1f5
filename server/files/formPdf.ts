import PDFDocument from 'pdfkit'
import { placed, type Form, type PlacedCell } from './forms.ts'
import { MISSING, slicesFor } from './glyphs.ts'
import { linesOf } from './textLines.ts'

/** In points, 1/72 of an inch. */
const A4 = { width: 841.89, height: 595.28 }
const MARGIN = { across: 34, above: 30, below: 34 }
const REGULAR = 400
const BOLD = 700
/** Tried from the first on until everything stands on one page; a longer table goes on with the last one that can still be read. */
const SIZES = [11, 10.5, 10, 9.5, 9, 8.5, 8, 7.5] as const
const LEADING = 1.4
const PAD = { across: 4, down: 3.5 }
/** A short table is spread out, each row by at most so much. */
const MOST_SPREAD = 12
/** Sums of fractions are never quite what they were divided from. */
const SLACK = 0.01
const INK = '#000000'
const RED = '#c00000'

type Set = { size: number; weight: number }
type Fitted = PlacedCell & { lines: string[]; set: Set }

/** A form as a PDF on A4, across; only the letters it needs are in the file. */
export const formPdf = async (form: Form, { mark, keywords }: { mark: string | null; keywords: string }): Promise<Uint8Array> => {
  const doc = new PDFDocument({
    size: 'A4',
    layout: 'landscape',
    margin: 0,
    autoFirstPage: false,
    lang: 'zh-CN',
    info: { Title: form.title, Keywords: keywords }
  })
  const pieces: Uint8Array[] = []
  doc.on('data', (piece: Uint8Array) => pieces.push(piece))
  const ended = new Promise(resolve => doc.on('end', resolve))
  const pen = await penOf(doc, form, mark)

  const room = A4.width - 2 * MARGIN.across
  const all = form.widths.reduce((sum, width) => sum + width, 0)
  const edges = [
    0,
    ...form.widths.map((_, at) => (form.widths.slice(0, at + 1).reduce((sum, width) => sum + width, 0) / all) * room)
  ]
  const fit = (cells: readonly PlacedCell[], set: Set): Fitted[] =>
    cells.map(cell => ({
      ...cell,
      set,
      lines:
        cell.text === null
          ? []
          : pen.linesOf(String(cell.text), edges[cell.column + cell.across]! - edges[cell.column]! - 2 * PAD.across, set)
    }))

  const title = { size: 18, weight: BOLD }
  const small = { size: 10, weight: REGULAR }
  const above = form.under.flatMap(text => pen.linesOf(text, room, small))
  const below = form.after.flatMap(text => pen.linesOf(text, room, small))
  const top = MARGIN.above + title.size * 1.7 + above.length * small.size * 1.6 + 4
  const bottom = A4.height - MARGIN.below - below.length * small.size * 1.6
  const laidAt = (size: number) => {
    const head = fit(placed(form.head), { size, weight: BOLD })
    const rows = fit(placed(form.rows), { size, weight: REGULAR })
    return { head, rows, headHeights: heightsOf(head, form.head.length), heights: heightsOf(rows, form.rows.length) }
  }
  const laid = SIZES.map(size => () => laidAt(size))
  const fits = ({ headHeights, heights }: ReturnType<typeof laidAt>) => top + sum(headHeights) + sum(heights) <= bottom
  const found =
    laid
      .values()
      .map(lay => lay())
      .find(fits) ?? laidAt(8.5)
  const { head, rows, headHeights, heights } = found
  const spare = bottom - top - sum(headHeights) - sum(heights)
  const spread = spare > 0 && heights.length ? Math.min(MOST_SPREAD, spare / heights.length) : 0
  const spaced = heights.map(height => height + spread)

  const pages = pagesOf(spaced, rows, bottom - top - sum(headHeights))
  pages.forEach(([from, until], at) => {
    doc.addPage()
    if (mark) pen.write(mark, A4.width - MARGIN.across - pen.widthOf(mark, small), 14, small, RED)
    pen.write(form.title, (A4.width - pen.widthOf(form.title, title)) / 2, MARGIN.above, title)
    above.forEach((line, i) => pen.write(line, MARGIN.across, MARGIN.above + title.size * 1.7 + i * small.size * 1.6, small))
    draw(head, headHeights, 0, form.head.length, top)
    draw(rows, spaced, from, until, top + sum(headHeights))
    const end = top + sum(headHeights) + sum(spaced.slice(from, until)) + 6
    if (at === pages.length - 1) below.forEach((line, i) => pen.write(line, MARGIN.across, end + i * small.size * 1.6, small))
    if (pages.length > 1) {
      const number = `— ${at + 1} —`
      pen.write(number, (A4.width - pen.widthOf(number, small)) / 2, A4.height - 24, small)
    }
  })
  doc.end()
  await ended
  return new Uint8Array(Buffer.concat(pieces))

  function draw(cells: readonly Fitted[], tall: readonly number[], from: number, until: number, y: number) {
    for (const cell of cells) {
      const [first, last] = [Math.max(cell.row, from), Math.min(cell.row + cell.down, until)]
      if (first >= last) continue
      const box = {
        x: MARGIN.across + edges[cell.column]!,
        y: y + sum(tall.slice(from, first)),
        width: edges[cell.column + cell.across]! - edges[cell.column]!,
        height: sum(tall.slice(first, last))
      }
      doc.lineWidth(0.6).rect(box.x, box.y, box.width, box.height).stroke(INK)
      const line = cell.set.size * LEADING
      const start = box.y + (box.height - cell.lines.length * line) / 2 + (line - cell.set.size * 1.2) / 2
      cell.lines.forEach((text, at) => {
        const beside = cell.align === 'left' ? PAD.across : (box.width - pen.widthOf(text, cell.set)) / 2
        pen.write(text, box.x + beside, start + at * line, cell.set)
      })
    }
  }
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, each) => all + each, 0)

/** As high as the text asks; a cell over several rows makes the last of them higher where it must. */
const heightsOf = (cells: readonly Fitted[], rows: number): number[] => {
  const needs = ({ lines, set }: Fitted) => Math.max(1, lines.length) * set.size * LEADING + 2 * PAD.down
  const heights = Array.from({ length: rows }, (_, row) =>
    Math.max(0, ...cells.filter(cell => cell.row === row && cell.down === 1).map(needs))
  )
  for (const cell of cells.filter(({ down }) => down > 1)) {
    const last = cell.row + cell.down - 1
    heights[last]! += Math.max(0, needs(cell) - sum(heights.slice(cell.row, last + 1)))
  }
  return heights
}

/** Which rows stand on which page: a day is not torn apart unless it is longer than a page. */
const pagesOf = (
  heights: readonly number[],
  cells: readonly PlacedCell[],
  room: number
): (readonly [from: number, until: number])[] => {
  const pages: (readonly [number, number])[] = []
  const isTorn = (at: number) => cells.some(({ column, row, down }) => column === 0 && row < at && at < row + down)
  let from = 0
  while (from < heights.length) {
    let until = from + 1
    while (until < heights.length && sum(heights.slice(from, until + 1)) <= room + SLACK) until++
    let whole = until
    while (until < heights.length && whole > from && isTorn(whole)) whole--
    const end = whole > from ? whole : until
    pages.push([from, end])
    from = end
  }
  return pages.length ? pages : [[0, 0]]
}

type Pen = {
  widthOf: (text: string, set: Set) => number
  linesOf: (text: string, room: number, set: Set) => string[]
  write: (text: string, x: number, y: number, set: Set, colour?: string) => void
}

/** Writes with the slices of the font one after the other, as if they were one. */
const penOf = async (doc: PDFKit.PDFDocument, form: Form, mark: string | null): Promise<Pen> => {
  const textsOf = (rows: Form['rows']) => rows.flat().flatMap(({ text }) => (text === null ? [] : [String(text)]))
  const faces = new Map<number, Map<string, string>>()
  const cut = async (weight: number, texts: Iterable<string>) => {
    const named = new Map<string, string>()
    for (const { name, has, font } of await slicesFor(texts, weight)) {
      doc.registerFont(name, Buffer.from(font))
      for (const letter of has) named.set(letter, name)
    }
    faces.set(weight, named)
  }
  await cut(REGULAR, [...form.under, ...form.after, ...textsOf(form.rows), mark ?? '', '0123456789— '])
  await cut(BOLD, [form.title, ...textsOf(form.head)])

  const known = (letter: string, weight: number) => (faces.get(weight)!.has(letter) ? letter : MISSING)
  const widths = new Map<string, number>()
  const widthOfLetter = (letter: string, weight: number): number => {
    const key = `${weight}${letter}`
    const seen = widths.get(key)
    if (seen !== undefined) return seen
    const shown = known(letter, weight)
    const width = doc.font(faces.get(weight)!.get(shown)!).fontSize(1000).widthOfString(shown) / 1000
    widths.set(key, width)
    return width
  }
  const widthOf = (text: string, { size, weight }: Set): number =>
    [...text].reduce((all, letter) => all + widthOfLetter(letter, weight), 0) * size
  return {
    widthOf,
    linesOf: (text, room, set) => linesOf(text, room, part => widthOf(part, set)),
    write: (text, x, y, set, colour = INK) => {
      const face = (letter: string) => faces.get(set.weight)!.get(letter)!
      let at = x
      let run = ''
      const flush = () => {
        if (run)
          doc
            .font(face([...run][0]!))
            .fontSize(set.size)
            .fillColor(colour)
            .text(run, at, y, { lineBreak: false })
        at += widthOf(run, set)
        run = ''
      }
      for (const letter of [...text].map(each => known(each, set.weight))) {
        if (run && face(letter) !== face([...run][0]!)) flush()
        run += letter
      }
      flush()
    }
  }
}
