import type { ReplyOf } from '../../../../../server/http/contract.ts'
import type { Api } from '../../../../../server/api.ts'

export type Life = ReplyOf<Api['GET /cohorts/:cohortId/life']>
type Taken = Life['taken'][number]

export const POINTS = [
  'setUp',
  'planned',
  'approved',
  'published',
  'enrolmentClosed',
  'running',
  'closed',
  'archived',
  'cancelled'
] as const
export type Point = {
  point: (typeof POINTS)[number]
  state: 'done' | 'here' | 'ahead'
  /** An instant where somebody took the step. */
  at: string | null
  by: string | null
  /** A civil date where it only follows from the days. */
  on: string | null
}

/**
 * The straight way of a cohort as points: what was done with who and when, what is to come with its day. A submission and an approval
 * stand in it only where they are asked for or were taken, and so does the end of enrolment.
 */
export const pointsOf = (life: Life, { startsOn }: { startsOn: string }): Point[] => {
  const last = (...steps: Taken['step'][]): Taken | undefined => life.taken.findLast(({ step }) => steps.includes(step))
  const approval = last('planned', 'recalled', 'returned', 'approved')?.step
  const isSubmitted = approval === 'planned' || approval === 'approved'
  const enrolment = last('enrolmentOpened', 'enrolmentClosed')
  const done = (point: Point['point'], taken: Taken | undefined): Point => ({
    point,
    state: taken ? 'done' : 'ahead',
    at: taken?.at ?? null,
    by: taken?.by ?? null,
    on: null
  })
  const cancelled = last('cancelled')
  const way: Point[] = [
    done('setUp', last('setUp')),
    ...(life.needsApproval || isSubmitted
      ? [
          done('planned', isSubmitted ? last('planned') : undefined),
          done('approved', approval === 'approved' ? last('approved') : undefined)
        ]
      : []),
    done('published', last('published')),
    ...(enrolment ? [done('enrolmentClosed', enrolment.step === 'enrolmentClosed' ? enrolment : undefined)] : []),
    { point: 'running', state: startsOn <= life.today ? 'done' : 'ahead', at: null, by: null, on: startsOn },
    done('closed', last('closed')),
    done('archived', last('archived'))
  ]
  if (cancelled)
    return [...way.filter(({ state, point }) => state === 'done' && point !== 'running'), done('cancelled', cancelled)]
  const next = way.findIndex(({ state }) => state === 'ahead')
  return way.map((one, at) => (at === next ? { ...one, state: 'here' } : one))
}
