import { parse } from 'csv-parse/sync'
import { unreadable, type Unreadable } from './unreadable.ts'

/** The records of a delimited text file, each cell as text; the record's place is the row number that Excel would show. */
export function recordsOf(bytes: Uint8Array, delimiter?: string): string[][] | Unreadable {
  const text = textOf(bytes)
  if (text === null || /(?![\t\n\v\f\r\u0080-\u009f])\p{Cc}/u.test(text) || /^\s*<(!doctype|html|\?xml|table)/i.test(text)) {
    return unreadable('not-a-workbook')
  }
  if (text.trim() === '') return unreadable('empty')
  try {
    return parse(text, {
      delimiter: delimiter ?? delimiterOf(text),
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: false
    }) as string[][]
  } catch {
    return unreadable('damaged')
  }
}

/** UTF-8 where the bytes are strictly that, else the national standard: GB 18030 contains GBK and GB 2312, which Excel and WPS still write. */
function textOf(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return decode(bytes, 'utf-16le')
  return decode(bytes, 'utf-8') ?? decode(bytes, 'gb18030')
}

function decode(bytes: Uint8Array, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

function delimiterOf(text: string): string {
  const head = text.slice(0, 20_000)
  const count = (mark: string) => head.split(mark).length
  return [',', '\t', ';'].reduce((best, mark) => (count(mark) > count(best) ? mark : best))
}
