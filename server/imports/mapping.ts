import { columnLetter } from '../files/letters.ts'
import { cellAt, type Row } from '../files/tables.ts'
import { plainHeading, understandHeading, type ColumnField, type Reason, type Sureness, type Understood } from './columns.ts'
import { widthOf, type Header, type Top } from './header.ts'
import { stageOf } from './memberships.ts'
import { splitUnitAndPost, tidy, townshipOf } from './places.ts'

/** How one column was understood, for a person to look over. */
export type Column = {
  letter: string
  /** As written, groups first, joined by ` / `. */
  heading: string
  field: ColumnField | null
  sureness: Sureness | null
  /** Why it is not imported; null where it is. */
  reason: Reason | null
  /** The first different values. */
  samples: string[]
}

/** A person's correction for one sheet: heading rows where they were not found, columns by letter, and what every row shares. */
export type SheetMapping = {
  isLeftOut?: boolean
  headerFirst?: number
  headerLast?: number
  columns?: Record<string, ColumnField | null>
  township?: string
  role?: string | null
}

/** What a person once said of the headings of a sender, by heading. */
export type Headings = Record<string, ColumnField | null>

const headingText = (heading: string[]): string => heading.join(' / ')

/** Corrections by sheet name. */
export type Mapping = Record<string, SheetMapping>

const SAMPLES = 3
const LOOKED_AT = 60

/** Headings first, then the cells where a heading leaves it open, then a person's word, which settles it. */
export function mapColumns(
  sheet: Top,
  header: Header,
  data: Row[],
  byHand: SheetMapping['columns'] = {},
  remembered: Headings = {}
): Column[] {
  const { left, right } = sheet.within ?? { left: 1, right: Infinity }
  const places = [...Array(widthOf(sheet)).keys()].filter(at => at + 1 >= left && at + 1 <= right)
  const columns = places.map(at => {
    const heading = header.headings[at] ?? []
    return { letter: columnLetter(at + 1), heading, values: valuesIn(data, at + 1), understood: understandHeading(heading) }
  })
  const hasColumn = (field: ColumnField) => columns.some(column => column.understood.field === field)
  for (const column of columns) column.understood = byContent(column.heading, column.understood, column.values, hasColumn)
  const chosen = columns.map(
    column => chosenByHand(byHand, column.letter) ?? chosenBefore(remembered, column.heading) ?? column.understood
  )
  return columns.map(({ letter, heading, values }, at) => {
    const understood = firstOfItsKind(chosen, at)
    return {
      letter,
      heading: headingText(heading),
      field: understood.field,
      sureness: understood.field === null ? null : understood.sureness,
      reason: understood.field === null ? understood.reason : null,
      samples: [...new Set(values)].slice(0, SAMPLES)
    }
  })
}

const valuesIn = (data: Row[], column: number): string[] => {
  const values: string[] = []
  for (const row of data) {
    const text = cellAt(row, column).text.trim()
    if (text !== '') values.push(text)
    if (values.length === LOOKED_AT) break
  }
  return values
}

function chosenByHand(byHand: Record<string, ColumnField | null>, letter: string): Understood | null {
  const field = byHand[letter]
  if (field === undefined) return null
  return field === null ? { field: null, reason: 'by-hand' } : { field, sureness: 'byHand' }
}

function chosenBefore(remembered: Headings, heading: string[]): Understood | null {
  const field = heading.length ? remembered[headingText(heading)] : undefined
  if (field === undefined) return null
  return field === null ? { field: null, reason: 'by-hand' } : { field, sureness: 'remembered' }
}

/** 单位 may stand over townships, branches, or both with a post; 职务 over whole places with a post. */
function byContent(
  heading: string[],
  understood: Understood,
  values: string[],
  hasColumn: (field: ColumnField) => boolean
): Understood {
  const open = /^((现|所在|工作)*(单位|部门)(名称)?|类型)$/.test(plainHeading(heading.at(-1) ?? ''))
  const field = understood.field
  // 人员类别 may sort people into anything.
  if (field === 'memberStage' && plainHeading(heading.at(-1) ?? '').startsWith('人员') && !most(values, isStage))
    return { field: null, reason: 'not-kept' }
  if (!open && field !== 'role' && field !== 'organisation' && field !== 'township') return understood
  const content = contentOf(values)
  if (content === null || content === field) return understood
  if (open || (field === 'role' ? content === 'unitAndPost' && !hasColumn('organisation') : content !== 'unitAndPost')) {
    return open || !hasColumn(content) ? { field: content, sureness: 'byContent' } : understood
  }
  return understood
}

const most = (values: string[], is: (text: string) => boolean): boolean =>
  values.length > 0 && values.filter(is).length * 2 > values.length

const isStage = (text: string): boolean => stageOf(tidy(text)) !== null

/** What most cells of a column are. */
function contentOf(values: string[]): 'township' | 'organisation' | 'unitAndPost' | null {
  if (most(values, text => townshipOf(text) !== null)) return 'township'
  if (most(values, isPlaceWithPost)) return 'unitAndPost'
  return most(values, text => /(支部|总支|党委|党小组|支部委员会|总支部委员会)$/.test(text)) ? 'organisation' : null
}

const isPlaceWithPost = (text: string): boolean => {
  const { place, posts, stage } = splitUnitAndPost(text)
  return place !== '' && (posts.length > 0 || stage !== null)
}

/** Two columns for one field: a person's choice wins, then the surer, then the one further left. */
function firstOfItsKind(chosen: Understood[], at: number): Understood {
  const own = chosen[at]
  if (!own || own.field === null) return own ?? { field: null, reason: 'no-heading' }
  const rank = (understood: Understood, place: number) =>
    understood.field === own.field
      ? ['byHand', 'remembered', 'exact', 'byContent', 'likely'].indexOf(understood.sureness) * 100_000 + place
      : Infinity
  const best = Math.min(...chosen.map(rank))
  return rank(own, at) === best ? own : { field: null, reason: 'second-of-its-kind' }
}
