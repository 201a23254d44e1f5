/** A cell that may be a date, as the spreadsheet holds it. */
export type DateCell = { text: string; number: number | null; date: string | null; showsDay: boolean }

/** What a cell says: a month and, where it is written, its day; or two months where it cannot be known which is meant; or null. */
export type Reading = { month: string; day: string | null; otherMonth: string | null } | null

/**
 * How a column writes months after a point. `1985.1` is January in a text column that writes 1985.6, and October in a column of numbers
 * that writes 1985.06.
 */
export type PointStyle = 'oneDigit' | 'twoDigits' | 'unknown'

export function pointStyleOf(cells: Iterable<DateCell>): PointStyle {
  const written = pointsWritten()
  for (const cell of cells) written.see(cell)
  return written.style()
}

/** Looks at one cell of a column after the other. */
export function pointsWritten() {
  let [one, two] = [false, false]
  return {
    see: ({ text }: { text: string }) => {
      if (one && two) return
      const month = /^\d{4}\.(\d{1,2})$/.exec(plain(text))?.[1]
      if (month?.length === 2 && month.startsWith('0')) two = true
      if (month?.length === 1 && month !== '1') one = true
    },
    style: (): PointStyle => (two === one ? 'unknown' : two ? 'twoDigits' : 'oneDigit')
  }
}

/** Reads 1985.06, 1985-6, 1985/6, 198506, 1985年6月, 19850612, a date cell and a serial number. */
export function readDate(cell: DateCell, style: PointStyle): Reading {
  if (cell.date) return reading(cell.date.slice(0, 4), cell.date.slice(5, 7), cell.showsDay ? cell.date.slice(8) : undefined)
  const text = plain(cell.text)
  const lost = /^(\d{4})\.1$/.exec(text)
  if (lost) return afterPoint(lost[1] ?? '', style, cell.number !== null)
  if (/^\d{5}$/.test(text)) return fromSerial(Number(text))
  const written = /^(\d{4})[.\-/年](\d{1,2})(?:[.\-/月](\d{1,2}))?[月日号.]?$/.exec(text) ?? /^(\d{4})(\d{2})(\d{2})?$/.exec(text)
  return written ? reading(written[1] ?? '', written[2] ?? '', written[3]) : null
}

const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[\s'’‘`]/g, '')
    .replace(/[。·,]/g, '.')
    .replace(/[—–－~_]/g, '-')
    .replace(/(\d{4}-\d{1,2}-\d{1,2})T?00?:00(:00)?.*$/, '$1')

/** A number cell cannot keep the zero of 1985.10, and a text copied from one has lost it too: unless the column settles it, both months stay open. */
function afterPoint(year: string, style: PointStyle, isNumber: boolean): Reading {
  if (isNumber && style === 'twoDigits') return reading(year, '10')
  const january = reading(year, '1')
  return january && (isNumber || style === 'twoDigits') ? { ...january, otherMonth: `${year}-10` } : january
}

/** Days since the end of 1899 as spreadsheets count them, from 1910 on: five digits could be nothing else. */
function fromSerial(serial: number): Reading {
  if (serial < 3654 || serial > 73_050) return null
  const date = new Date((serial - 25_569) * 86_400_000).toISOString()
  return reading(date.slice(0, 4), date.slice(5, 7), date.slice(8, 10))
}

function reading(year: string, month: string, day?: string): Reading {
  const [y, m, d] = [Number(year), Number(month), Number(day ?? '1')]
  if (y < 1900 || y > 2100 || m < 1 || m > 12 || d < 1 || d > new Date(Date.UTC(y, m, 0)).getUTCDate()) return null
  const padded = `${year}-${String(m).padStart(2, '0')}`
  return { month: padded, day: day === undefined ? null : `${padded}-${String(d).padStart(2, '0')}`, otherMonth: null }
}
