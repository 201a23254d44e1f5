export const ROLES = [
  'trainingAdministrator',
  'reporter',
  'unitLiaison',
  'classSupervisor',
  'approver',
  'trainee',
  'systemAdministrator'
] as const

export type Role = (typeof ROLES)[number]
