import type { combined } from '../../server/cohorts/combined/contract.ts'
import type { Row } from './row.ts'

/** 合班上课: whoever manages a cohort shares its lessons; an invitation is taken over by whoever manages the cohort that is invited. */
export const COMBINED = {
  'GET /cohorts/:cohortId/combined': [
    { may: ['wang'], ask: ({ combined: { guest } }) => [`GET /cohorts/${guest}/combined`], shows: { wang: ['合班的班'] } }
  ],
  'GET /cohorts/:cohortId/lessons/:lessonId/combined': [
    {
      may: ['wang'],
      ask: ({ combined: { host, alone } }) => [`GET /cohorts/${host}/lessons/${alone}/combined`],
      shows: { wang: ['应邀的班'] }
    },
    {
      about: 'for a lesson of another cohort',
      may: [],
      ask: ({ combined: { guest, alone } }) => [`GET /cohorts/${guest}/lessons/${alone}/combined`]
    }
  ],
  'POST /cohorts/:cohortId/lessons/:lessonId/combined': [
    {
      may: ['wang'],
      ask: ({ combined: { host, guest, alone } }) => [`POST /cohorts/${host}/lessons/${alone}/combined`, { to: guest }]
    },
    {
      about: 'for a lesson of another cohort',
      may: [],
      ask: ({ combined: { host, guest, alone } }) => [`POST /cohorts/${guest}/lessons/${alone}/combined`, { to: host }]
    }
  ],
  'POST /cohorts/:cohortId/combined/:offerId/acceptance': [
    {
      about: 'by the cohort that has invited',
      may: [],
      ask: ({ combined: { host, toTake } }) => [`POST /cohorts/${host}/combined/${toTake}/acceptance`, {}]
    },
    {
      about: 'by the cohort that is invited',
      may: ['wang'],
      ask: ({ combined: { guest, toTake } }) => [`POST /cohorts/${guest}/combined/${toTake}/acceptance`, {}]
    }
  ],
  'POST /cohorts/:cohortId/combined/:offerId/refusal': [
    {
      may: ['wang'],
      ask: ({ combined: { guest, toDecline } }) => [`POST /cohorts/${guest}/combined/${toDecline}/refusal`]
    },
    {
      about: 'of a cohort that has no part in it',
      may: [],
      ask: ({ draft, combined: { toTake } }) => [`POST /cohorts/${draft.id}/combined/${toTake}/refusal`]
    }
  ]
} satisfies Record<keyof typeof combined, Row>
