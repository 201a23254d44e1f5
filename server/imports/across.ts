/**
 * What one row of a roster can only be told beside those before it. Of three hundred thousand rows no more is kept than numbers: who, where
 * first, which post.
 */
import type { ColumnField } from './columns.ts'
import { fault } from './faults.ts'
import type { RosterRow } from './people.ts'
import { organisationKey } from './places.ts'

export const isRefused = (row: RosterRow): boolean => row.problems.length > 0

/** The person a row speaks of, in the order of what identifies: ID number, staff number, name with the last four of the number, name with mobile, name with organisation. */
export function personKey(row: RosterRow): string {
  if (row.idNumber) return `id ${row.idNumber}`
  if (row.staffNo) return `no ${row.staffNo}`
  if (row.idLastFour) return `last ${row.name} ${row.idLastFour} ${row.birthMonth}`
  if (row.mobile) return `mobile ${row.name} ${row.mobile}`
  return `at ${row.name} ${organisationKey(row.township, row.organisation)}`
}

export type LetterOf = (...fields: ColumnField[]) => string | null

/** Numbers texts in the order in which they are first met. */
const numbering = () => {
  const numbers = new Map<string, number>()
  return (text: string): number => {
    const known = numbers.get(text)
    if (known !== undefined) return known
    numbers.set(text, numbers.size)
    return numbers.size - 1
  }
}

/** No roster knows so many kinds of posts. */
const KINDS = 1024

export function acrossRows(): (row: RosterRow, letterOf: LetterOf) => void {
  const [personOf, placeOf, kindOf, sheetOf] = [numbering(), numbering(), numbering(), numbering()]
  const sheets: string[] = []
  // By the number of a person: the first row that goes in, its name and its post; of further posts, by person and post.
  const [rows, ofSheets, names, posts]: [number[], number[], string[], number[]] = [[], [], [], []]
  const further = new Map<string, { sheet: number; row: number }>()
  // By the number of a place: the first row of a secretary, and who that is.
  const secretaries = new Map<number, { sheet: number; row: number; person: number }>()
  // By the number of a person: where the first row that states a membership says it is held.
  const members = new Map<number, { sheet: number; row: number; place: number }>()

  const said = (sheet: number, row: number): [zh: string, en: string] => [
    `“${sheets[sheet]}”第 ${row} 行`,
    `“${sheets[sheet]}”, row ${row}`
  ]
  const postOf = (place: number, { role, portfolio }: RosterRow['posts'][number]): number =>
    place * KINDS + kindOf(`${role} ${portfolio}`)

  return (row, letterOf) => {
    const [person, place, sheet] = [
      personOf(personKey(row)),
      placeOf(organisationKey(row.township, row.organisation)),
      sheetOf(row.sheet)
    ]
    sheets[sheet] ??= row.sheet
    const isKnown = rows[person] !== undefined
    if (row.idNumber !== null && !isRefused(row) && isKnown && names[person] !== row.name)
      row.problems.push(fault('id-shared', letterOf('idNumber'), row.idNumber, ...said(ofSheets[person]!, rows[person]!)))
    if (!isRefused(row)) {
      const stated = row.posts.map(post => postOf(place, post))
      if (row.stage) stated.push(place * KINDS + kindOf('member'))
      const earlier = stated.map(post => {
        if (isKnown && posts[person] === post) return { sheet: ofSheets[person]!, row: rows[person]! }
        return further.get(`${person} ${post}`)
      })
      // One that adds no post to what its person already has is a copy.
      if (earlier[0] && earlier.every(each => each !== undefined))
        row.problems.push(fault('second-copy', letterOf('name'), row.name, ...said(earlier[0].sheet, earlier[0].row)))
      if (!isKnown) {
        while (rows.length < person) rows.push(undefined as unknown as number)
        rows[person] = row.row
        ofSheets[person] = sheet
        names[person] = row.name
        posts[person] = stated[0] ?? -1
      }
      stated.forEach((post, at) => {
        if (!earlier[at] && posts[person] !== post) further.set(`${person} ${post}`, { sheet, row: row.row })
      })
    }
    flagSecondSecretary(row, person, place, sheet)
    if (row.stage && !isRefused(row)) flagSecondMembership(row, person, place, sheet)

    function flagSecondMembership(row: RosterRow, person: number, place: number, sheet: number): void {
      const first = members.get(person)
      if (!first) members.set(person, { sheet, row: row.row, place })
      else if (first.place !== place)
        row.flags.push(
          fault(
            'two-memberships',
            letterOf('memberStage', 'role', 'unitAndPost'),
            row.organisation,
            ...said(first.sheet, first.row)
          )
        )
    }

    /** The file says so even where the first of the two stays out for a slip, so both are looked at. */
    function flagSecondSecretary(row: RosterRow, person: number, place: number, sheet: number): void {
      const post = row.posts.find(each => each.role === 'secretary')
      if (!post || row.organisation === '' || row.problems.some(problem => problem.kind === 'second-copy')) return
      const first = secretaries.get(place)
      if (!first) secretaries.set(place, { sheet, row: row.row, person })
      else if (first.person !== person)
        row.flags.push(fault('two-secretaries', letterOf('role', 'unitAndPost'), post.title, ...said(first.sheet, first.row)))
    }
  }
}
