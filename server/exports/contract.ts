import { Type } from 'typebox'
import { bytes, day, id, oneOf, shape } from '../http/contract.ts'
import { peopleChoice } from '../organisations/contract.ts'

export const contract = {
  'POST /coverage/exports': {
    says: 'The figures of the coverage board, the people behind them and how both were computed, as an XLSX workbook.',
    permission: 'coverage.export',
    body: shape({
      requirement: Type.String({ maxLength: 100 }),
      asOf: day,
      known: oneOf(['now', 'then']),
      organisationId: id
    }),
    reply: bytes
  },
  'POST /roster/exports': {
    says: 'The people of a part of the tree as they are listed, with masked numbers, as an XLSX workbook; at most 20,000.',
    permission: 'organisations.export',
    body: shape({ organisationId: id, asOf: day, ...peopleChoice }),
    reply: bytes
  },
  'POST /exemptions/exports': {
    says: 'Who is exempt from what on a day, with reason and decision, as an XLSX workbook.',
    permission: 'organisations.export',
    body: shape({ organisationId: id, asOf: day }),
    reply: bytes
  },
  'POST /due-dates/exports': {
    says: 'Who has more time for what on a day, with due date, reason and decision, as an XLSX workbook.',
    permission: 'organisations.export',
    body: shape({ organisationId: id, asOf: day }),
    reply: bytes
  }
} as const

export const planReports = {
  'POST /plans/:planId/exports': {
    says: 'An annual plan in form A, as an XLSX workbook: what stands in it, and before its first approval all it lists.',
    permission: 'cohorts.readPlan',
    params: shape({ planId: id }),
    reply: bytes
  },
  'POST /plan-deliveries/exports': {
    says: 'What an organisation planned for a year against what was delivered, and every cohort of it, as an XLSX workbook.',
    permission: 'cohorts.readPlan',
    body: shape({ organisationId: id, year: Type.Integer({ minimum: 2000, maximum: 2100 }) }),
    reply: bytes
  }
} as const
