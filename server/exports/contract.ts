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
  }
} as const
