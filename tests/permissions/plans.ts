import type { deliveries } from '../../server/closing/delivery/contract.ts'
import type { planItems, plans, rounds } from '../../server/cohorts/plan/contract.ts'
import type { planReports } from '../../server/exports/contract.ts'
import { item } from '../cohorts/plan/plans.ts'
import type { Row } from './row.ts'

const round = { name: '2026年第二轮', fromOn: '2026-09-01', untilOn: '2026-11-30', requirement: null }

/** Plans are written by whoever plans cohorts, and decided by the level above. 梁 approves in the county itself: he reads its plan. */
const CHAIN = {
  'GET /plans': [
    {
      may: ['wang', 'wangElsewhere', 'gao', 'liang'],
      ask: () => ['GET /plans?year=2026'],
      shows: { wang: ['安澜县'], gao: ['安澜县', '望江县'], liang: ['安澜县'], wangElsewhere: ['望江县'] }
    }
  ],
  'POST /plans': [
    {
      about: 'of 安澜县',
      may: ['wang'],
      ask: ({ world }) => ['POST /plans', { organisationId: world.at['安澜县'], year: 2040 }]
    },
    {
      about: 'of the city above',
      may: [],
      ask: ({ world }) => ['POST /plans', { organisationId: world.at['安河市'], year: 2040 }]
    }
  ],
  'GET /plans/:planId': [{ may: ['wang', 'gao', 'liang'], ask: ({ plans: { draft } }) => [`GET /plans/${draft.planId}`] }],
  'POST /plans/:planId/submission': [{ may: ['wang'], ask: ({ plans: { toSubmit } }) => [`POST /plans/${toSubmit}/submission`] }],
  'POST /plans/:planId/return': [
    { may: ['gao'], ask: ({ plans: { toReturn } }) => [`POST /plans/${toReturn}/return`, { reason: '期数与经费不符' }] }
  ],
  'POST /plans/:planId/approval': [
    { may: ['gao'], ask: ({ plans: { toApprove } }) => [`POST /plans/${toApprove}/approval`, { document: '1号' }] }
  ]
} satisfies Record<keyof typeof plans, Row>

const ITEMS = {
  'POST /plans/:planId/items': [
    {
      may: ['wang'],
      ask: ({ plans: { draft } }) => [`POST /plans/${draft.planId}/items`, { items: [item({ name: '机关书记班' })] }]
    }
  ],
  'PUT /plans/:planId/items/:itemId': [
    {
      may: ['wang'],
      ask: ({ plans: { draft } }) => [`PUT /plans/${draft.planId}/items/${draft.itemId}`, item({ runs: 6 })]
    },
    {
      about: 'of another plan',
      may: [],
      ask: ({ plans: { draft, approved } }) => [`PUT /plans/${draft.planId}/items/${approved.itemId}`, item({ runs: 6 })]
    }
  ],
  'GET /plans/:planId/items/:itemId/changes': [
    {
      may: ['wang', 'gao', 'liang'],
      ask: ({ plans: { draft } }) => [`GET /plans/${draft.planId}/items/${draft.itemId}/changes`]
    }
  ],
  'POST /plans/:planId/items/:itemId/removal': [
    {
      may: ['wang'],
      ask: ({ plans: { approved } }) => [`POST /plans/${approved.planId}/items/${approved.toDrop}/removal`, { reason: null }]
    }
  ],
  'DELETE /plans/:planId/items/:itemId/removal': [
    { may: ['wang'], ask: ({ plans: { approved } }) => [`DELETE /plans/${approved.planId}/items/${approved.asked}/removal`] }
  ],
  'POST /plans/:planId/reading': [
    {
      may: ['wang'],
      ask: ({ plans: { draft } }) => [
        `POST /plans/${draft.planId}/reading?fileName=a.csv`,
        Buffer.from('班次名称,培训对象,期数\n')
      ]
    }
  ]
} satisfies Record<keyof typeof planItems, Row>

const ROUNDS = {
  'GET /rotation-rounds': [
    {
      may: ['wang', 'wangElsewhere'],
      ask: () => ['GET /rotation-rounds'],
      shows: { wang: ['2026年第一轮'], wangElsewhere: [] }
    }
  ],
  'POST /rotation-rounds': [
    {
      may: ['wang'],
      ask: ({ world }) => ['POST /rotation-rounds', { organisationId: world.at['安澜县'], ...round }]
    }
  ],
  'PUT /rotation-rounds/:roundId': [
    { may: ['wang'], ask: ({ roundId }) => [`PUT /rotation-rounds/${roundId}`, { ...round, name: '2026年春季轮' }] }
  ],
  'POST /rotation-rounds/:roundId/removal': [
    { may: ['wang'], ask: ({ roundId }) => [`POST /rotation-rounds/${roundId}/removal`] }
  ]
} satisfies Record<keyof typeof rounds, Row>

const DELIVERED = {
  'GET /plan-deliveries': [
    {
      may: ['wang', 'gao', 'liang'],
      ask: ({ world }) => [`GET /plan-deliveries?organisationId=${world.at['安澜县']}&year=2026`]
    }
  ]
} satisfies Record<keyof typeof deliveries, Row>

const REPORTS = {
  'POST /plans/:planId/exports': [
    { may: ['wang', 'gao', 'liang'], ask: ({ plans: { approved } }) => [`POST /plans/${approved.planId}/exports`] }
  ],
  'POST /plan-deliveries/exports': [
    {
      may: ['wang', 'gao', 'liang'],
      ask: ({ world }) => ['POST /plan-deliveries/exports', { organisationId: world.at['安澜县'], year: 2026 }]
    }
  ]
} satisfies Record<keyof typeof planReports, Row>

export const PLANS = { ...CHAIN, ...ITEMS, ...ROUNDS, ...DELIVERED, ...REPORTS }
