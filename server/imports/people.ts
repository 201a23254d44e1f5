import type { Cell } from '../files/tables.ts'
import {
  cleanName,
  isMobileBehindStars,
  mayExempt,
  readEducation,
  readEthnicGroup,
  readGender,
  readMobile,
  readOccupation,
  type Education,
  type Occupation
} from './cells.ts'
import type { ColumnField } from './columns.ts'
import { readDate, type PointStyle, type Reading } from './dates.ts'
import { fault, type Flag, type FlagKind, type Problem, type ProblemKind, type RemarkFlag } from './faults.ts'
import { birthDateOf, genderOf, lastFourBehindStars, readId, type Gender } from './identity.ts'
import type { Line } from './lines.ts'
import { stageOf, type Stage } from './memberships.ts'
import { fieldOf, placeOf, splitUnitAndPost, tidy, townshipOf, type Field } from './places.ts'
import { readPosts, type Post, type PostsReading } from './roles.ts'

/** One row of a roster as it was understood. A row with problems stays out; a row with flags goes in and is shown. */
export type RosterRow = {
  sheet: string
  row: number
  name: string
  gender: Gender | null
  /** `YYYY-MM`. */
  birthMonth: string | null
  ethnicGroup: string | null
  education: Education | null
  /** `YYYY-MM`, of 入党; like what follows, rows staged by an earlier version do not have it. */
  joinedMonth: string | null
  occupation: Occupation | null
  township: string | null
  organisation: string
  posts: Post[]
  /** A civil date: the first of the month where no day is written. */
  roleStart: string | null
  /** Null where the row says nothing of a membership. */
  stage: Stage | null
  /** The day of 转正, the first of the month where no day is written. */
  fullSince: string | null
  idNumber: string | null
  /** Where the file carries the number behind stars, as the roster's own lists do. */
  idLastFour?: string
  staffNo: string | null
  mobile: string | null
  field: Field | null
  remark: string
  /** What the ID number says where the row itself is silent. */
  fromId: ('gender' | 'birthMonth')[]
  /** What merged or blank cells took from above, by column letter. */
  filled: { letter: string; text: string }[]
  problems: Problem[]
  flags: Flag[]
  remarks: RemarkFlag[]
}

/** How the months of each column are written. */
export type Styles = Record<'birthMonth' | 'roleStart' | 'joinedMonth' | 'fullSince', PointStyle>

/** What all rows of a sheet share. */
export type Shared = {
  sheet: string
  asOf: string
  township: string
  role: string
  styles: Styles
}

export function personOf(line: Line, shared: Shared): RosterRow {
  const row: RosterRow = {
    sheet: shared.sheet,
    row: line.row,
    name: '',
    gender: null,
    birthMonth: null,
    ethnicGroup: null,
    education: null,
    joinedMonth: null,
    occupation: null,
    township: null,
    organisation: '',
    posts: [],
    roleStart: null,
    stage: null,
    fullSince: null,
    idNumber: null,
    staffNo: textOf(line, 'staffNo') || null,
    mobile: null,
    field: null,
    remark: textOf(line, 'remark'),
    fromId: [],
    filled: line.filled,
    problems: [],
    flags: [],
    remarks: []
  }
  takeName(row, line)
  takePlaceAndPosts(row, line, shared)
  takeId(row, line)
  takeGender(row, line)
  takeBirth(row, line, shared)
  takeRoleStart(row, line, shared)
  takeMembershipDates(row, line, shared)
  takeTheRest(row, line)
  return row
}

/** A cell that is left blank, or filled in with a word for that. */
const NOTHING = /^(无|暂无|-+|—+|\/)?$/

const cellOf = (line: Line, field: ColumnField): Cell | undefined => line.cells[field]?.cell
const textOf = (line: Line, field: ColumnField): string => cellOf(line, field)?.text.trim() ?? ''
const letterOf = (line: Line, field: ColumnField): string | null => line.cells[field]?.letter ?? null

function refuse(
  row: RosterRow,
  line: Line,
  kind: ProblemKind,
  field: ColumnField,
  value = textOf(line, field),
  than?: string,
  en?: string
) {
  row.problems.push(fault(kind, letterOf(line, field), value, than, en))
}

function flag(row: RosterRow, line: Line, kind: FlagKind, field: ColumnField, value = textOf(line, field)) {
  row.flags.push(fault(kind, letterOf(line, field), value))
}

function takeName(row: RosterRow, line: Line) {
  row.name = cleanName(textOf(line, 'name'))
  if (row.name === '') refuse(row, line, 'no-name', 'name')
}

function takePlaceAndPosts(row: RosterRow, line: Line, shared: Shared) {
  const both = splitUnitAndPost(textOf(line, 'unitAndPost'))
  const townshipText = textOf(line, 'township') || line.caption || ''
  const place = placeOf(townshipText, textOf(line, 'organisation') || both.place)
  const placeField = line.cells.organisation ? 'organisation' : 'unitAndPost'
  row.township = place.township ?? townshipOf(shared.township) ?? (tidy(shared.township) || null)
  row.organisation = place.organisation ?? ''
  if (row.organisation === '') refuse(row, line, 'no-organisation', placeField)
  else if (row.township === null && line.cells.township) refuse(row, line, 'no-organisation', 'township')
  if (both.isTwoPlaces) refuse(row, line, 'two-organisations', 'unitAndPost')
  const written = textOf(line, 'role') || (both.posts.length === 0 ? shared.role : '')
  takePosts(
    row,
    line,
    written === '' ? both : readPosts(written),
    written === '' && !line.cells.role ? 'unitAndPost' : 'role',
    written
  )
}

function takePosts(row: RosterRow, line: Line, found: PostsReading, field: ColumnField, written: string) {
  row.posts = found.posts
  const inColumn = tidy(textOf(line, 'memberStage'))
  row.stage = NOTHING.test(inColumn) ? found.stage : stageOf(inColumn)
  if (row.stage === null && !NOTHING.test(inColumn)) refuse(row, line, 'stage-unknown', 'memberStage')
  const unknown = row.stage === null ? found.unknown : found.unknown.filter(title => !NOTHING.test(title))
  for (const title of unknown) refuse(row, line, 'role-unknown', field, title)
  const isAnything = found.posts.length > 0 || row.stage !== null || unknown.length > 0
  if (!isAnything && NOTHING.test(inColumn)) {
    if (line.cells.role || line.cells.unitAndPost) refuse(row, line, 'role-unknown', field, written || textOf(line, field))
    else refuse(row, line, 'stage-unknown', 'memberStage', '')
  } else for (const title of found.others) flag(row, line, 'other-post', field, title)
}

function takeId(row: RosterRow, line: Line) {
  const cell = cellOf(line, 'idNumber')
  if (!cell) return
  if (tidy(cell.text) === '' || /^(无|暂无|-|—|\/)$/.test(tidy(cell.text))) return flag(row, line, 'no-id', 'idNumber')
  const lastFour = lastFourBehindStars(cell.text)
  if (lastFour !== null) {
    row.idLastFour = lastFour
    return
  }
  const { id, fault: kind, length } = readId(cell.text, cell.number !== null)
  row.idNumber = id
  if (kind) refuse(row, line, kind, 'idNumber', undefined, String(length))
}

function takeGender(row: RosterRow, line: Line) {
  const text = textOf(line, 'gender')
  row.gender = readGender(text)
  const byId = row.idNumber ? genderOf(row.idNumber) : null
  if (row.gender === null && text !== '') flag(row, line, 'sex-unreadable', 'gender')
  else if (row.gender === null && byId) {
    row.gender = byId
    row.fromId.push('gender')
  } else if (row.gender !== null && byId && row.gender !== byId) {
    refuse(row, line, 'sex-against-id', 'gender', undefined, byId === 'male' ? '男' : '女', byId)
  }
}

function takeBirth(row: RosterRow, line: Line, shared: Shared) {
  const byId = row.idNumber ? (birthDateOf(row.idNumber)?.slice(0, 7) ?? null) : null
  const cell = cellOf(line, 'birthMonth')
  if (!cell || textOf(line, 'birthMonth') === '') {
    if (byId === null) return
    row.birthMonth = byId
    row.fromId.push('birthMonth')
    if (byId > shared.asOf.slice(0, 7)) refuse(row, line, 'birth-in-future', 'idNumber')
    return
  }
  const month = settled(readDate(cell, shared.styles.birthMonth), byId)
  row.birthMonth = month
  if (month === null) refuse(row, line, 'date-unreadable', 'birthMonth')
  else if (month > shared.asOf.slice(0, 7)) refuse(row, line, 'birth-in-future', 'birthMonth')
  else if (byId && month !== byId) refuse(row, line, 'birth-against-id', 'birthMonth', undefined, byId)
}

/** Where a cell leaves two months open, the ID number says which it was. */
function settled(read: Reading, byId: string | null): string | null {
  if (read === null || read.otherMonth === null) return read?.month ?? null
  return [read.month, read.otherMonth].find(month => month === byId) ?? null
}

function takeRoleStart(row: RosterRow, line: Line, shared: Shared) {
  const cell = cellOf(line, 'roleStart')
  if (!cell || textOf(line, 'roleStart') === '') return
  const read = readDate(cell, shared.styles.roleStart)
  if (read === null || read.otherMonth !== null) return refuse(row, line, 'date-unreadable', 'roleStart')
  row.roleStart = read.day ?? `${read.month}-01`
  if (row.roleStart > shared.asOf) flag(row, line, 'later-start', 'roleStart')
}

/** The month of joining is a detail and left out where it cannot be read; the day of 转正 would date a membership. */
function takeMembershipDates(row: RosterRow, line: Line, shared: Shared) {
  const joined = cellOf(line, 'joinedMonth')
  if (joined && !NOTHING.test(tidy(joined.text))) {
    const read = readDate(joined, shared.styles.joinedMonth)
    const isTold = read !== null && read.otherMonth === null && read.month <= shared.asOf.slice(0, 7)
    if (isTold) row.joinedMonth = read.month
    else flag(row, line, 'joined-unreadable', 'joinedMonth')
  }
  const full = cellOf(line, 'fullSince')
  if (row.stage !== 'full' || !full || NOTHING.test(tidy(full.text))) return
  const read = readDate(full, shared.styles.fullSince)
  if (read === null || read.otherMonth !== null) return refuse(row, line, 'date-unreadable', 'fullSince')
  row.fullSince = read.day ?? `${read.month}-01`
}

function takeTheRest(row: RosterRow, line: Line) {
  const mobile = textOf(line, 'mobile')
  row.mobile = readMobile(mobile)
  const isLeftOut = /^(无|暂无|-|—|\/)?$/.test(mobile) || isMobileBehindStars(mobile)
  if (row.mobile === null && !isLeftOut) flag(row, line, 'mobile-unreadable', 'mobile')

  const group = readEthnicGroup(textOf(line, 'ethnicGroup'))
  row.ethnicGroup = group.name || null
  if (row.ethnicGroup !== null && !group.isKnown) flag(row, line, 'ethnic-group-unknown', 'ethnicGroup')

  row.education = readEducation(textOf(line, 'education'))
  if (row.education === null && textOf(line, 'education') !== '') flag(row, line, 'education-unknown', 'education')

  const occupation = tidy(textOf(line, 'occupation'))
  row.occupation = readOccupation(occupation)
  if (row.occupation === null && !NOTHING.test(occupation)) flag(row, line, 'occupation-unknown', 'occupation')

  row.field = fieldOf(textOf(line, 'field'))
  if (row.field === null && textOf(line, 'field') !== '') flag(row, line, 'field-unknown', 'field')

  if (mayExempt(row.remark)) row.remarks.push(fault('remark-may-exempt', letterOf(line, 'remark'), row.remark))
}
