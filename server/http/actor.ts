/** Who is asking: plain data, read once per request. */
export type Role =
  | 'trainee'
  | 'classSupervisor'
  | 'unitLiaison'
  | 'trainingAdministrator'
  | 'reporter'
  | 'approver'
  | 'systemAdministrator'

export type HeldRole = { role: Role; organisationId: number; organisationName: string; path: string }

export type Actor = { accountId: number; name: string; personId: number | null; roles: HeldRole[] }

/** `path` is a dotted line of organisation ids from the root down, as ltree keeps it. */
export const isWithin = (path: string, part: string): boolean => path === part || path.startsWith(part + '.')

/** Whether one of these roles is held over the part of the tree that contains `path`. */
export const reaches = (actor: Actor, roles: readonly Role[], path: string): boolean =>
  actor.roles.some(held => roles.includes(held.role) && isWithin(path, held.path))

/** The parts of the tree over which one of these roles is held. */
export const reachOf = (actor: Actor, roles: readonly Role[]): string[] =>
  actor.roles.filter(held => roles.includes(held.role)).map(held => held.path)
