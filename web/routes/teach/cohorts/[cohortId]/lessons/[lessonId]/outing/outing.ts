import { STAGES, type Stage } from '../../../../../../../../server/attendance/rules.ts'
import type { Api } from '../../../../../../../../server/api.ts'
import type { ReplyOf } from '../../../../../../../../server/http/contract.ts'

export type Outing = ReplyOf<Api['GET /cohorts/:cohortId/lessons/:lessonId/outing']>
export type Person = Outing['people'][number]

/** The buses first, then the stages of the way. */
export const STEPS = ['buses', ...STAGES] as const
export type Step = (typeof STEPS)[number]

export const stepIn = (asked: string | null): Step => STEPS.find(step => step === asked) ?? 'buses'

/** Whose absence at this stage is known before it is looked for: who missed the stage before. */
export const stageBefore = (stage: Stage): Stage | null => STAGES[STAGES.indexOf(stage) - 1] ?? null

/** The seats of each bus as one writes them; every piece that is no number of seats, as written. */
export const capacitiesIn = (written: string): { capacities: number[]; unread: string[] } => {
  const pieces = written
    .normalize('NFKC')
    .split(/[、,;；，\s+和]+/)
    .map(piece => piece.replace(/座$/, ''))
    .filter(piece => piece !== '')
  const isSeats = (piece: string) => /^\d{1,3}$/.test(piece) && Number(piece) >= 1 && Number(piece) <= 200
  return { capacities: pieces.filter(isSeats).map(Number), unread: pieces.filter(piece => !isSeats(piece)) }
}
