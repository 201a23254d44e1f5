import type { steps } from '../../server/cohorts/steps/contract.ts'
import type { arrival } from '../../server/enrolment/arrival/contract.ts'
import type { groups } from '../../server/enrolment/groups/contract.ts'
import type { trainees } from '../../server/exports/trainees/contract.ts'
import type { Row } from './row.ts'

/** Steps are taken by whoever manages the cohort; an approver of its level or above answers what was submitted, and reads it from then on. */
const STEPS = {
  'GET /cohorts/:cohortId/life': [
    { about: 'of the county', may: ['wang', 'xu', 'gao'], ask: ({ running }) => [`GET /cohorts/${running.id}/life`] },
    {
      about: 'of the county, submitted for approval',
      may: ['wang', 'xu', 'gao', 'liang'],
      ask: ({ submitted }) => [`GET /cohorts/${submitted.gao}/life`]
    }
  ],
  'POST /cohorts/:cohortId/steps': [
    {
      may: ['wang'],
      ask: ({ draft }) => [`POST /cohorts/${draft.id}/steps`, { step: 'enrolmentOpened', reason: null, document: null }]
    }
  ],
  'POST /cohorts/:cohortId/approval': [
    {
      about: 'of what was submitted',
      may: ['gao', 'liang'],
      ask: ({ submitted }, who) => [
        `POST /cohorts/${submitted[who === 'liang' ? 'liang' : 'gao']}/approval`,
        { isApproved: true, reason: null, document: '安组函〔2026〕20号' }
      ]
    },
    {
      about: 'of what nobody submitted',
      may: [],
      ask: ({ running }) => [`POST /cohorts/${running.id}/approval`, { isApproved: true, reason: null, document: null }]
    }
  ],
  'POST /cohorts/:cohortId/postponement': [
    {
      may: ['wang'],
      ask: ({ submitted }) => [`POST /cohorts/${submitted.gao}/postponement`, { days: 7, reason: '防汛', document: null }]
    }
  ]
} satisfies Record<keyof typeof steps, Row>

const named = (name: string) => ({ name, leaderId: null, venueId: null, placeText: null })

/** Groups are read with the cohort, and arranged by whoever looks after it. */
const GROUPS = {
  'GET /cohorts/:cohortId/groups': [{ may: ['wang', 'xu', 'gao'], ask: ({ running }) => [`GET /cohorts/${running.id}/groups`] }],
  'POST /cohorts/:cohortId/groups': [
    { may: ['wang', 'xu'], ask: ({ running }, who) => [`POST /cohorts/${running.id}/groups`, named(`${who}的组`)] }
  ],
  'PUT /cohorts/:cohortId/groups/:groupId': [
    {
      may: ['wang', 'xu'],
      ask: ({ running, groups }) => [`PUT /cohorts/${running.id}/groups/${groups.wang}`, named('改名的组')]
    },
    {
      about: 'of another cohort',
      may: [],
      ask: ({ draft, groups }) => [`PUT /cohorts/${draft.id}/groups/${groups.wang}`, named('别班的组')]
    }
  ],
  'DELETE /cohorts/:cohortId/groups/:groupId': [
    {
      may: ['wang', 'xu'],
      ask: ({ running, groups }, who) => [`DELETE /cohorts/${running.id}/groups/${groups[who === 'xu' ? 'xu' : 'wang']}`]
    }
  ],
  'POST /cohorts/:cohortId/groups/arrangement': [
    { may: ['wang', 'xu'], ask: ({ running }) => [`POST /cohorts/${running.id}/groups/arrangement`, { count: 2, isAnew: true }] }
  ],
  'POST /cohorts/:cohortId/group-seats': [
    {
      may: ['wang', 'xu'],
      ask: ({ running }) => [
        `POST /cohorts/${running.id}/group-seats`,
        { seats: [{ enrolmentId: running.seat['林文博'], groupId: null }] }
      ]
    }
  ]
} satisfies Record<keyof typeof groups, Row>

/** Who came, and what they need, is seen by those who look after the cohort alone. */
const ARRIVAL = {
  'GET /cohorts/:cohortId/arrival': [
    {
      may: ['wang', 'xu'],
      ask: ({ running }) => [`GET /cohorts/${running.id}/arrival`],
      shows: { wang: ['林文博'], xu: ['林文博'] }
    }
  ],
  'PUT /cohorts/:cohortId/arrival': [
    {
      may: ['wang', 'xu'],
      ask: ({ running }, who) => [
        `PUT /cohorts/${running.id}/arrival`,
        {
          people: [
            {
              enrolmentId: running.seat['林文博'],
              needsLodging: true,
              room: who === 'xu' ? '302' : '301',
              bus: null,
              tableNo: null,
              diet: '清真',
              needsPickup: null,
              transport: null,
              arrivalTime: null,
              remark: null
            }
          ]
        }
      ]
    }
  ],
  'POST /cohorts/:cohortId/arrivals': [
    {
      may: ['wang', 'xu'],
      ask: ({ running }) => [`POST /cohorts/${running.id}/arrivals`, { enrolmentIds: [running.seat['林文博']], isThere: true }]
    }
  ],
  'POST /cohorts/:cohortId/trainee-list': [
    { may: ['wang', 'xu'], ask: ({ running }) => [`POST /cohorts/${running.id}/trainee-list`] }
  ]
} satisfies Record<keyof typeof arrival | keyof typeof trainees, Row>

export const LIFE = { ...STEPS, ...GROUPS, ...ARRIVAL }
