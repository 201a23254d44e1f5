import type { Api } from '../../../server/api.ts'
import type { ReplyOf } from '../../../server/http/contract.ts'
import type { Standing } from '$lib/components/standing.ts'

export type Board = ReplyOf<Api['GET /coverage']>
export type Months = ReplyOf<Api['GET /coverage/trend']>['months']
type States = Record<Standing, number>

/** What was asked, with everything the server filled in. */
export const askedOf = ({ requirement, asOf, known, scope }: Pick<Board, 'requirement' | 'asOf' | 'known' | 'scope'>) => ({
  requirement: requirement.code,
  asOf,
  known,
  organisationId: scope.id
})

export type Line = { unit: Board['units'][number] | null; all: States; of: (stratum: string) => States }

/** The rows of the heat table, in the order of the units, and the whole. */
export const linesOf = (board: Board): { lines: Line[]; whole: Line } => {
  const sum = (cells: Board['cells']): States =>
    cells.reduce<States>(
      (total, cell) => ({
        covered: total.covered + cell.covered,
        outstanding: total.outstanding + cell.outstanding,
        notYetDue: total.notYetDue + cell.notYetDue,
        exempt: total.exempt + cell.exempt,
        left: total.left + cell.left
      }),
      { covered: 0, outstanding: 0, notYetDue: 0, exempt: 0, left: 0 }
    )
  const line = (unit: Line['unit'], cells: Board['cells']): Line => ({
    unit,
    all: sum(cells),
    of: stratum => sum(cells.filter(cell => cell.stratum === stratum))
  })
  const lines = board.units.map(unit =>
    line(
      unit,
      board.cells.filter(cell => cell.unitId === unit.id)
    )
  )
  return { lines, whole: line(null, board.cells) }
}
