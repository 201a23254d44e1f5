/**
 * A table in a frame too narrow for it becomes a list: every row a block, every cell a line that wears the head of its column, so that
 * nobody has to move it sideways to read a row. What it looks like stands in design/base.css; here the cells get their words.
 */
const spanOf = (cell: HTMLTableCellElement) => Math.max(1, cell.colSpan)

function headsOf(table: HTMLTableElement): string[] {
  const row = table.tHead?.rows[table.tHead.rows.length - 1]
  // A head that is only for readers stands over acts that name themselves.
  const said = (cell: HTMLTableCellElement) => (cell.querySelector('.unseen') ? '' : cell.textContent.trim())
  return [...(row?.cells ?? [])].flatMap(cell => Array<string>(spanOf(cell)).fill(said(cell)))
}

function wear(table: HTMLTableElement): void {
  const heads = headsOf(table)
  for (const head of table.tHead?.querySelectorAll('th, td') ?? [])
    head.toggleAttribute('data-acts', head.querySelector('a, button, input') !== null)
  for (const body of [...table.tBodies, ...(table.tFoot ? [table.tFoot] : [])])
    for (const row of body.rows) {
      let column = 0
      for (const cell of row.cells) {
        const box = cell.querySelector('input[type="checkbox"]')
        const isSaid = cell.textContent.trim() !== ''
        cell.toggleAttribute('data-box', box !== null && cell.tagName === 'TD')
        cell.toggleAttribute('data-empty', !isSaid && !cell.querySelector('a, button, input, select, img, svg'))
        const isAct = cell.querySelector('button, summary, a.button') !== null
        if (spanOf(cell) === 1 && cell.tagName === 'TD' && !box) cell.dataset.head = isAct ? '' : (heads[column] ?? '')
        column += spanOf(cell)
      }
    }
}

export function stacked(table: HTMLTableElement) {
  wear(table)
  const watcher = new MutationObserver(() => wear(table))
  watcher.observe(table, { childList: true, subtree: true, characterData: true })
  return () => watcher.disconnect()
}
