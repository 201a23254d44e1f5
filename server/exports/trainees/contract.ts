import { bytes, id, shape } from '../../http/contract.ts'

export const trainees = {
  'POST /cohorts/:cohortId/trainee-list': {
    says: 'The trainee list (form F 学员花名册) with groups, rooms, buses and tables as a workbook; mobiles are masked.',
    permission: 'cohorts.supervise',
    params: shape({ cohortId: id }),
    reply: bytes
  }
} as const
