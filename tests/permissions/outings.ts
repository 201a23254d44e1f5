import { randomUUID } from 'node:crypto'
import type { outings } from '../../server/attendance/contract.ts'
import { THEORY, type Prepared } from './prepared.ts'
import type { Case, Row } from './row.ts'

/** Of the outing, by whoever leads its cohort; and of a lesson that is none, by nobody. */
const both = (call: string, body?: (prepared: Prepared, who: string | null) => object): [Case, Case] => {
  const [method, path = ''] = call.split(' ')
  const asked = (prepared: Prepared, who: string | null, cohortId: number, lessonId: number): [string, object?] => {
    const address = `${method} /cohorts/${cohortId}/lessons/${lessonId}/${path}`
    return body ? [address, body(prepared, who)] : [address]
  }
  return [
    { may: ['wang', 'xu'], ask: (prepared, who) => asked(prepared, who, prepared.outing.cohortId, prepared.outing.lessonId) },
    {
      about: 'of a lesson in the classroom',
      may: [],
      ask: (prepared, who) => asked(prepared, who, prepared.running.id, prepared.running.lesson[THEORY[0]!]!)
    }
  ]
}

/** An outing is led by the class supervisor of its cohort, or by whoever manages it. */
export const OUTINGS = {
  'GET /cohorts/:cohortId/lessons/:lessonId/outing': both('GET outing'),
  'POST /cohorts/:cohortId/lessons/:lessonId/buses': both('POST buses', () => ({ capacities: [2, 2] })),
  'POST /cohorts/:cohortId/lessons/:lessonId/bus-seats': both('POST bus-seats', ({ outing }, who) => ({
    enrolmentId: outing.seat['林文博'],
    bus: who === 'wang' ? 2 : 1
  })),
  'POST /cohorts/:cohortId/lessons/:lessonId/bus-list': both('POST bus-list'),
  'POST /cohorts/:cohortId/lessons/:lessonId/headcounts': both('POST headcounts', ({ outing }) => ({
    clientKey: randomUUID(),
    stage: 'boarding',
    bus: null,
    missing: [outing.seat['孙国庆']]
  })),
  'POST /cohorts/:cohortId/lessons/:lessonId/headcount-corrections': both('POST headcount-corrections', ({ outing }, who) => ({
    enrolmentId: outing.seat['孙国庆'],
    stage: 'boarding',
    isThere: who === 'wang',
    reason: `由 ${who} 更正`
  })),
  'POST /cohorts/:cohortId/lessons/:lessonId/missing-mobiles': both('POST missing-mobiles', () => ({ stage: 'boarding' }))
} satisfies Record<keyof typeof outings, Row>
