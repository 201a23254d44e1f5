import { Type } from 'typebox'
import { bytes, day, done, id, instant, oneOf, orNull, shape, text } from '../../http/contract.ts'
import { COHORT_KINDS } from '../rules.ts'
import { FUND_KINDS, ITEM_STATES, METHODS, PLAN_FLAGS, PLAN_ROWS_REFUSED, PLAN_STATES, STEP_KINDS } from './rules.ts'

const year = Type.Integer({ minimum: 2000, maximum: 2100 })
const count = (maximum: number) => Type.Integer({ minimum: 1, maximum })
const optional = (maxLength: number) => orNull(Type.String({ maxLength }))

/** A row of form A without what has to be chosen. */
const written = {
  name: text(120),
  kind: oneOf(COHORT_KINDS),
  audience: text(200),
  host: text(120),
  organiser: optional(120),
  place: optional(120),
  runs: count(100),
  size: count(10_000),
  days: count(366),
  centiCredits: orNull(Type.Integer({ minimum: 0, maximum: 1_000_000, description: '1/100 学时' })),
  months: Type.Array(Type.Integer({ minimum: 1, maximum: 12 }), { minItems: 1, maxItems: 12 }),
  methods: Type.Array(oneOf(METHODS), { maxItems: METHODS.length }),
  content: optional(500),
  theoryPart: Type.Integer({ minimum: 0, maximum: 10_000 }),
  theoryWhole: Type.Integer({ minimum: 1, maximum: 10_000 }),
  budget: Type.Integer({ minimum: 0, maximum: 999_999_999, description: 'yuan' }),
  fundKind: oneOf(FUND_KINDS),
  fundNote: optional(120),
  contact: optional(120),
  remark: optional(200)
}
const fields = { ...written, stratum: Type.String({ minLength: 1, maxLength: 100 }), roundId: orNull(id) }
const sums = shape({
  items: Type.Integer(),
  runs: Type.Integer(),
  persons: Type.Integer(),
  personDays: Type.Integer(),
  budget: Type.Integer({ description: 'yuan' })
})
const state = oneOf(PLAN_STATES)
const byPlan = shape({ planId: id })
const byItem = shape({ planId: id, itemId: id })
const ratio = shape({ category: Type.String(), part: Type.Integer(), whole: Type.Integer() })

const item = shape({
  id,
  ...fields,
  stratumZh: Type.String(),
  stratumEn: Type.String(),
  roundName: orNull(Type.String()),
  state: oneOf(ITEM_STATES),
  /** Taken in by a later approval than the first, or waiting for one. */
  isAddition: Type.Boolean(),
  removalReason: orNull(Type.String()),
  /** Cohorts set up from it. */
  runsSetUp: Type.Integer(),
  recordedAt: instant,
  recordedBy: Type.String()
})

const round = {
  name: text(60),
  fromOn: day,
  untilOn: day,
  /** The code of a requirement of the policy pack that the round serves. */
  requirement: orNull(Type.String({ maxLength: 100 }))
}
const byRound = shape({ roundId: id })

export const plans = {
  'GET /plans': {
    says: 'The annual plans of a year within reach with their state and sums, and the organisations whose plan is still missing.',
    permission: 'cohorts.seePlans',
    query: shape({ year: Type.Optional(year) }),
    reply: shape({
      year,
      /** Years of which there is a plan, and this year and the next. */
      years: Type.Array(year),
      filedBy: day,
      today: day,
      /** Organisations whose plan the asker writes: his own. */
      own: Type.Array(shape({ id, name: Type.String() })),
      plans: Type.Array(
        shape({
          id,
          organisationId: id,
          organisationName: Type.String(),
          level: Type.String(),
          state,
          since: instant,
          mayDecide: Type.Boolean(),
          sums,
          /** Additions and removals that no approval has decided yet. */
          pending: Type.Integer()
        })
      ),
      /** Of any year: what waits for the asker's decision. */
      waiting: Type.Array(shape({ id, organisationName: Type.String(), year })),
      missing: Type.Array(shape({ organisationId: id, organisationName: Type.String(), level: Type.String() })),
      totals: sums,
      approved: sums
    })
  },
  'POST /plans': {
    says: 'Begins the plan of an organisation for a year; there is one.',
    permission: 'cohorts.plan',
    body: shape({ organisationId: id, year }),
    reply: shape({ id })
  },
  'GET /plans/:planId': {
    says: 'A plan with its items, its steps, what was removed from it, and what the asker may do.',
    permission: 'cohorts.readPlan',
    params: byPlan,
    reply: shape({
      id,
      organisationId: id,
      organisationName: Type.String(),
      level: Type.String(),
      year,
      state,
      isApproved: Type.Boolean(),
      filedBy: day,
      today: day,
      ratio,
      items: Type.Array(item),
      sums,
      removed: Type.Array(
        shape({ name: Type.String(), runs: Type.Integer(), size: Type.Integer(), reason: Type.String(), removedAt: instant })
      ),
      steps: Type.Array(
        shape({
          kind: oneOf(STEP_KINDS),
          reason: orNull(Type.String()),
          document: orNull(Type.String()),
          takenAt: instant,
          takenBy: Type.String()
        })
      ),
      approvers: Type.Array(shape({ name: Type.String(), organisationName: Type.String() })),
      mayWrite: Type.Boolean(),
      maySubmit: Type.Boolean(),
      mayDecide: Type.Boolean(),
      maySetUp: Type.Boolean()
    })
  },
  'POST /plans/:planId/submission': {
    says: 'Submits the plan, or what was added and is to be removed since its approval.',
    permission: 'cohorts.writePlan',
    params: byPlan,
    reply: done
  },
  'POST /plans/:planId/return': {
    says: 'Returns a submitted plan, with a reason.',
    permission: 'cohorts.decidePlan',
    params: byPlan,
    body: shape({ reason: text(500) }),
    reply: done
  },
  'POST /plans/:planId/approval': {
    says: 'Approves a submitted plan: its items stand from now on, and the removals asked for are done.',
    permission: 'cohorts.decidePlan',
    params: byPlan,
    body: shape({ document: text(120) }),
    reply: shape({ entered: Type.Integer(), removed: Type.Integer() })
  }
} as const

export const planItems = {
  'POST /plans/:planId/items': {
    says: 'Adds items, all of them or none. In an approved plan they are additions, which wait for an approval of their own.',
    permission: 'cohorts.writePlan',
    params: byPlan,
    body: shape({ items: Type.Array(shape(fields), { minItems: 1, maxItems: 200 }) }),
    reply: shape({ ids: Type.Array(id, { description: 'in the order in which they were sent' }) })
  },
  'PUT /plans/:planId/items/:itemId': {
    says: 'Changes an item that no approval has taken in yet.',
    permission: 'cohorts.writePlan',
    params: byItem,
    body: shape(fields),
    reply: done
  },
  'GET /plans/:planId/items/:itemId/changes': {
    says: 'What became different with an item, newest first.',
    permission: 'cohorts.readPlan',
    params: byItem,
    reply: shape({
      changes: Type.Array(
        shape({
          recordedAt: instant,
          recordedBy: Type.String(),
          what: oneOf(['added', 'changed', 'removalAsked', 'removalWithdrawn']),
          fields: Type.Array(Type.String())
        })
      )
    })
  },
  'POST /plans/:planId/items/:itemId/removal': {
    says: 'Drops an item that was never approved; of an approved one asks for the removal, with a reason.',
    permission: 'cohorts.writePlan',
    params: byItem,
    body: shape({ reason: optional(500) }),
    reply: done
  },
  'DELETE /plans/:planId/items/:itemId/removal': {
    says: 'Takes back the request to remove an approved item.',
    permission: 'cohorts.writePlan',
    params: byItem,
    reply: done
  },
  'POST /plans/:planId/reading': {
    says: 'A plan as a workbook in form A, understood row by row. Nothing is kept; what is right is put in by POST …/items.',
    permission: 'cohorts.writePlan',
    params: byPlan,
    query: shape({ fileName: text(200) }),
    body: bytes,
    reply: shape({
      sheetName: Type.String(),
      items: Type.Array(
        shape({
          row: Type.Integer(),
          ...written,
          stratum: orNull(Type.String()),
          flags: Type.Array(shape({ what: oneOf(PLAN_FLAGS), text: Type.String() }))
        })
      ),
      refused: Type.Array(shape({ row: Type.Integer(), why: oneOf(PLAN_ROWS_REFUSED), text: Type.String() })),
      dropped: Type.Array(Type.Integer(), { description: 'rows below the table: the sum, signatures' })
    })
  }
} as const

export const rounds = {
  'GET /rotation-rounds': {
    says: 'The named rounds of the organisations the asker plans for and of those above, latest first, with what is planned in each.',
    permission: 'cohorts.plan',
    reply: shape({
      rounds: Type.Array(
        shape({ id, organisationId: id, organisationName: Type.String(), ...round, planned: sums, mayChange: Type.Boolean() })
      )
    })
  },
  'POST /rotation-rounds': {
    says: 'Names a round of an organisation: a period, and the requirement it serves.',
    permission: 'cohorts.plan',
    body: shape({ organisationId: id, ...round }),
    reply: shape({ id })
  },
  'PUT /rotation-rounds/:roundId': {
    says: 'Changes the name, the period or the requirement of a round.',
    permission: 'cohorts.keepRounds',
    params: byRound,
    body: shape(round),
    reply: done
  },
  'POST /rotation-rounds/:roundId/removal': {
    says: 'Gives a round up that no item of a plan belongs to.',
    permission: 'cohorts.keepRounds',
    params: byRound,
    reply: done
  }
} as const
