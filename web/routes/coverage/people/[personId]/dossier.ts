import type { Api } from '../../../../../server/api.ts'
import type { ReplyOf } from '../../../../../server/http/contract.ts'

export type Dossier = ReplyOf<Api['GET /coverage/people/:personId']>
export type Entry = Dossier['entries'][number]
export type Wanted = Dossier['requirements'][number]

/** Lays spans into as few rows as they need: none covers another. */
export const laid = <Span extends { from: string; until: string }>(spans: readonly Span[]): Span[][] => {
  const rows: Span[][] = []
  for (const span of spans.toSorted((a, b) => (a.from < b.from ? -1 : 1))) {
    const free = rows.find(row => row.at(-1)!.until <= span.from)
    if (free) free.push(span)
    else rows.push([span])
  }
  return rows
}
