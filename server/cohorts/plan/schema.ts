import { integer, pgTable, text } from 'drizzle-orm/pg-core'
import { civil, identity, moment, reference } from '../../database/columns.ts'
import type { CohortKind, LessonKind } from '../rules.ts'
import type { FundKind, StepKind } from './rules.ts'

/** Since when, by whom and until when a row was what is known. */
const recorded = () => ({
  recordedFrom: moment('recorded_from').notNull(),
  recordedBy: reference('recorded_by').notNull(),
  recordedUntil: moment('recorded_until')
})

export const rotationRounds = pgTable('rotation_rounds', {
  id: identity(),
  organisationId: reference('organisation_id').notNull()
})

export const rotationRoundFacts = pgTable('rotation_round_facts', {
  id: identity(),
  roundId: reference('round_id').notNull(),
  organisationId: reference('organisation_id').notNull(),
  name: text('name').notNull(),
  fromOn: civil('from_on').notNull(),
  untilOn: civil('until_on').notNull(),
  requirement: text('requirement'),
  ...recorded()
})

export const annualPlans = pgTable('annual_plans', {
  id: identity(),
  organisationId: reference('organisation_id').notNull(),
  year: integer('year').notNull(),
  createdAt: moment('created_at').notNull(),
  createdBy: reference('created_by').notNull()
})

export const planSteps = pgTable('plan_steps', {
  id: identity(),
  planId: reference('plan_id').notNull(),
  kind: text('kind').$type<StepKind>().notNull(),
  reason: text('reason'),
  document: text('document'),
  takenAt: moment('taken_at').notNull(),
  takenBy: reference('taken_by').notNull()
})

export const planItems = pgTable('plan_items', { id: identity(), planId: reference('plan_id').notNull() })

export const planItemFacts = pgTable('plan_item_facts', {
  id: identity(),
  itemId: reference('item_id').notNull(),
  planId: reference('plan_id').notNull(),
  roundId: reference('round_id'),
  name: text('name').notNull(),
  kind: text('kind').$type<CohortKind>().notNull(),
  stratum: text('stratum').notNull(),
  audience: text('audience').notNull(),
  host: text('host').notNull(),
  organiser: text('organiser'),
  place: text('place'),
  runs: integer('runs').notNull(),
  size: integer('size').notNull(),
  days: integer('days').notNull(),
  centiCredits: integer('centi_credits'),
  months: integer('months').array().notNull(),
  methods: text('methods').array().$type<LessonKind[]>().notNull(),
  content: text('content'),
  theoryPart: integer('theory_part').notNull(),
  theoryWhole: integer('theory_whole').notNull(),
  budget: integer('budget').notNull(),
  fundKind: text('fund_kind').$type<FundKind>().notNull(),
  fundNote: text('fund_note'),
  contact: text('contact'),
  remark: text('remark'),
  removalReason: text('removal_reason'),
  ...recorded()
})

export const planItemApprovals = pgTable('plan_item_approvals', {
  id: identity(),
  itemId: reference('item_id').notNull(),
  stepId: reference('step_id').notNull()
})
