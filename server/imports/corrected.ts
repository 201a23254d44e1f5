import { sql } from 'drizzle-orm'
import { firstOf, rowsOf, type Db } from '../database/db.ts'
import type { BodyOf } from '../http/contract.ts'
import { badInput, refuse } from '../http/refusals.ts'
import { organisationOn } from '../organisations/queries.ts'
import { isWithin } from '../http/actor.ts'
import type { contract } from './contract.ts'
import type { SheetMapping } from './mapping.ts'
import type { Corrected, Corrections, OneImport } from './queries.ts'
import { readPosts } from './roles.ts'
import type { Headings } from './rules.ts'
import type { SheetsRead } from './shown.ts'

type Body = BodyOf<(typeof contract)['PUT /imports/:importId']>

const isNothingKnown = (role: string): boolean => {
  const { posts, stage } = readPosts(role)
  return posts.length === 0 && stage === null
}

/** The corrections of a file with those of a body added; what cannot be meant is refused and names its field. */
export const corrected = async (db: Db, imported: OneImport, body: Body): Promise<Corrected> => {
  const { corrections } = imported
  return {
    effectiveOn: body.effectiveOn ?? imported.effectiveOn,
    isCompleteList: body.isCompleteList ?? imported.isCompleteList,
    corrections: {
      sheets: { ...corrections.sheets, ...sheetsOf(corrections, body, await sheetsRead(db, imported.id)) },
      people: { ...corrections.people, ...(await peopleOf(db, imported.id, body)) },
      organisations: { ...corrections.organisations, ...(await organisationsOf(db, imported, body)) }
    }
  }
}

/** Whether a correction leaves the rows of the file as they were read. */
export const isOnlyCompared = ({ sheets, effectiveOn }: Body): boolean => sheets === undefined && effectiveOn === undefined

export const sheetsRead = async (db: Db, importId: number): Promise<SheetsRead['sheets']> =>
  (await firstOf<{ sheets: SheetsRead }>(db, sql`select sheets from import_readings where import_id = ${importId}`))?.sheets
    .sheets ?? []

/**
 * A person's word on a column is a word on its heading, for the next file of the sender; not where another table of the same sheet has a
 * heading of that word which means something else.
 */
export const headingsSaid = ({ sheets = [] }: Body, read: SheetsRead['sheets']): Headings =>
  Object.fromEntries(
    sheets.flatMap(({ name, columns = [] }) => {
      const sheet = read.find(each => each.name === name)
      const others = read.filter(
        each => each.name !== name && each.worksheet !== undefined && each.worksheet === sheet?.worksheet
      )
      return columns.flatMap(({ letter, field }) => {
        const heading = sheet?.columns.find(column => column.letter === letter)?.heading
        const isElsewhere = others.some(other => other.columns.some(each => each.heading === heading && each.field !== field))
        return heading && !isElsewhere ? [[heading, field] as const] : []
      })
    })
  )

const sheetsOf = (kept: Corrections, { sheets = [] }: Body, read: SheetsRead['sheets']): Corrections['sheets'] =>
  Object.fromEntries(
    sheets.map(({ name, columns, unit, role, headerFirst, headerLast, isLeftOut }) => {
      if (!read.some(sheet => sheet.name === name))
        throw badInput('unknown-sheet', `文件里没有工作表“${name}”。`, `The file has no sheet "${name}".`, {
          field: 'sheets.name'
        })
      if (headerLast !== undefined && headerLast < (headerFirst ?? headerLast))
        throw badInput('wrong-way-round', '表头的末行不能在首行之上。', 'The last heading row cannot be above the first.', {
          field: 'sheets.headerLast'
        })
      if (role && isNothingKnown(role))
        throw badInput('unknown-role', `“${role}”不是系统认识的党内职务。`, `"${role}" is not a known Party post.`, {
          field: 'sheets.role'
        })
      const before: SheetMapping = kept.sheets[name] ?? {}
      const byLetter = Object.fromEntries((columns ?? []).map(({ letter, field }) => [letter, field]))
      const mapping: SheetMapping = {
        ...before,
        ...(isLeftOut === undefined ? {} : { isLeftOut }),
        ...(headerFirst === undefined ? {} : { headerFirst, headerLast: headerLast ?? headerFirst }),
        ...(unit === undefined ? {} : { township: unit }),
        ...(role === undefined ? {} : { role }),
        ...(columns ? { columns: { ...before.columns, ...byLetter } } : {})
      }
      return [name, mapping]
    })
  )

type Asked = { sheet: string; row: number; candidates: { personId: number; alike: string }[] }

/** Questions of these rows, answered or not. */
const questionsAt = (db: Db, importId: number, places: readonly { sheet: string; row: number }[]): Promise<Asked[]> =>
  rowsOf<Asked>(
    db,
    sql`select a.sheet, a."row", p.candidates
        from jsonb_to_recordset(${JSON.stringify(places.map(({ sheet, row }) => ({ sheet, row })))}::jsonb) as a(sheet text, "row" int)
        join import_rows r on r.import_id = ${importId} and r.sheet = a.sheet and r.row_number = a."row"
        join import_people p on p.import_id = ${importId} and p.number = r.number and p.candidates is not null`
  )

const peopleOf = async (db: Db, importId: number, { people = [] }: Body): Promise<Corrections['people']> => {
  const questions = people.length ? await questionsAt(db, importId, people) : []
  return Object.fromEntries(
    people.map(({ sheet, row, verdict, personId }) => {
      const question = questions.find(asked => asked.sheet === sheet && asked.row === row)
      if (!question)
        throw badInput(
          'no-question',
          `“${sheet}”第 ${row} 行没有要定的人。`,
          `Nobody is in question in "${sheet}", row ${row}.`,
          { field: 'people' }
        )
      if (verdict === 'same' && !question.candidates.some(candidate => candidate.personId === personId))
        throw badInput('not-a-candidate', '请从列出的人里选。', 'Choose one of the people listed.', { field: 'people.personId' })
      if (verdict === 'different' && question.candidates.some(({ alike }) => alike === 'idUnderOtherName'))
        throw refuse(
          'one-id-number',
          '身份证号相同，不能是两个人：请核对是谁的号码写错了，或者先放着。',
          'One ID number cannot be two people: find out whose was mistyped, or leave it for later.',
          { field: 'people.verdict' }
        )
      return [`${sheet}!${row}`, { verdict, personId: verdict === 'same' ? personId : null }]
    })
  )
}

const organisationsOf = async (
  db: Db,
  { corrections, path, effectiveOn }: OneImport,
  { organisations = [] }: Body
): Promise<Corrections['organisations']> => {
  const said = organisations.map(async ({ key, sameAs, field }) => {
    const before = corrections.organisations[key] ?? { sameAs: null, field: null }
    const known = sameAs ? await organisationOn(db, sameAs, effectiveOn) : null
    if (sameAs && (!known || !isWithin(known.path, path)))
      throw badInput(
        'unknown-organisation',
        '没有这个党组织，或不在所选的范围内。',
        'No such organisation within the part chosen.',
        {
          field: 'organisations.sameAs'
        }
      )
    return [
      key,
      { sameAs: sameAs === undefined ? before.sameAs : sameAs, field: field === undefined ? before.field : field }
    ] as const
  })
  return Object.fromEntries(await Promise.all(said))
}
