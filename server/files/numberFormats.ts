import { listen } from './xml.ts'
import type { Entry } from './zip.ts'

/** Formats that every spreadsheet knows by number; 27 to 36 and 50 to 58 are the Chinese dates, which files name without spelling them out. */
const BUILT_IN: Record<number, string> = {
  2: '0.00',
  14: 'yyyy-mm-dd',
  15: 'd-mmm-yy',
  16: 'd-mmm',
  17: 'mmm-yy',
  22: 'yyyy-mm-dd hh:mm',
  27: 'yyyy年m月',
  28: 'm月d日',
  29: 'm月d日',
  30: 'm-d-yy',
  31: 'yyyy年m月d日',
  36: 'yyyy年m月',
  50: 'yyyy年m月',
  51: 'm月d日',
  52: 'yyyy年m月',
  53: 'm月d日',
  54: 'm月d日',
  55: 'yyyy年m月',
  56: 'm月d日',
  57: 'yyyy年m月',
  58: 'm月d日'
}

/** The number format of each cell style, in the order in which cells name them. */
export async function formatsOf(styles: Entry | undefined, allowance: { left: number }): Promise<string[]> {
  const byId = new Map<number, string>()
  const formats: string[] = []
  let isInCells = false
  if (!styles) return formats
  await listen(styles, allowance, {
    open: (name, { numFmtId, formatCode }) => {
      if (name === 'numFmt') byId.set(Number(numFmtId), formatCode ?? '')
      if (name === 'cellXfs') isInCells = true
      if (name === 'xf' && isInCells) formats.push(byId.get(Number(numFmtId)) ?? BUILT_IN[Number(numFmtId)] ?? '')
    },
    close: name => {
      if (name === 'cellXfs') isInCells = false
    }
  })
  return formats
}

/** Without quoted words, colours and escaped letters. */
const bare = (format: string): string => format.replace(/"[^"]*"|\[[^\]]*\]|\\./g, '')

export const isDateFormat = (format: string): boolean => /[ymd]/i.test(bare(format)) && !/^(general|@)$/i.test(format)

export const showsDay = (format: string): boolean => /d/i.test(bare(format)) || /日/.test(format)

/** A number as a person sees it; one without a format keeps all digits it still has. */
export function numberText(value: number, format: string): string {
  const decimals = /^#?,?#*0\.(0+)(_|;|$)/.exec(format)?.[1]?.length
  if (decimals !== undefined) return value.toFixed(decimals)
  return Number.isInteger(value) && Math.abs(value) < 1e21 ? BigInt(value).toString() : String(value)
}

const DAY = 86_400_000

/** The civil date of a serial number; the calendar of 1904 begins four years later. */
export function dateOfSerial(serial: number, is1904: boolean): string | null {
  const day = serial + (is1904 ? 1462 : 0)
  // The spreadsheets' 29 February 1900 never was.
  const at = Math.floor(day + 1 / 172_800) - 25_569 + (day < 60 ? 1 : 0)
  const date = new Date(at * DAY)
  return Number.isNaN(date.getTime()) || day < 0 ? null : date.toISOString().slice(0, 10)
}
