import { Type } from 'typebox'
import { day, done, id, oneOf, orNull, shape, text } from '../http/contract.ts'

const role = oneOf([
  'trainee',
  'classSupervisor',
  'unitLiaison',
  'trainingAdministrator',
  'reporter',
  'approver',
  'systemAdministrator'
])
const held = { role, organisationId: id, organisationName: Type.String() }
const me = shape({
  accountId: id,
  name: Type.String(),
  personId: orNull(id),
  today: day,
  /** Old enough for the senior mode to be there unasked, by the age the department has set. What a device has chosen comes before it. */
  isSenior: Type.Boolean(),
  /** A number somebody answers, where the department has set one. */
  helpPhone: orNull(Type.String()),
  roles: Type.Array(shape(held))
})
const account = shape({
  id,
  username: Type.String(),
  name: Type.String(),
  isDisabled: Type.Boolean(),
  roles: Type.Array(shape({ id, ...held }))
})
const byAccount = shape({ accountId: id })

export const contract = {
  'POST /sign-in': {
    says: 'Signs in by password and sets the cookie.',
    permission: 'open',
    body: shape({ username: text(64), password: Type.String({ minLength: 1, maxLength: 200 }), remember: Type.Boolean() }),
    reply: me
  },
  'POST /sign-out': { says: 'Removes the cookie.', permission: 'open', reply: done },
  'GET /me': { says: 'Who is signed in, with the roles held.', permission: 'accounts.readOwn', reply: me },
  'POST /me/password': {
    says: 'Changes the own password and signs out every device.',
    permission: 'accounts.changeOwnPassword',
    body: shape({ current: Type.String({ maxLength: 200 }), next: Type.String({ maxLength: 200 }) }),
    reply: done
  },
  'GET /accounts': {
    says: 'Accounts of the part of the tree the system administrator looks after.',
    permission: 'accounts.manage',
    reply: shape({ accounts: Type.Array(account) })
  },
  'POST /accounts': {
    says: 'Adds an account with one role.',
    permission: 'accounts.manage',
    body: shape({
      username: Type.String({ pattern: '^[a-z0-9][a-z0-9._-]{1,63}$' }),
      name: text(64),
      password: Type.String({ maxLength: 200 }),
      role,
      organisationId: id
    }),
    reply: shape({ id })
  },
  'POST /accounts/:accountId/roles': {
    says: 'Grants a role over a part of the tree.',
    permission: 'accounts.manage',
    params: byAccount,
    body: shape({ role, organisationId: id }),
    reply: done
  },
  'DELETE /accounts/:accountId/roles/:roleId': {
    says: 'Revokes a role at once.',
    permission: 'accounts.manage',
    params: shape({ accountId: id, roleId: id }),
    reply: done
  },
  'POST /accounts/:accountId/sign-outs': {
    says: 'Signs out every device of the account at once.',
    permission: 'accounts.manage',
    params: byAccount,
    reply: done
  },
  'GET /accounts/organisations': {
    says: 'The organisations over which the system administrator may grant roles.',
    permission: 'accounts.manage',
    query: shape({ q: Type.Optional(Type.String({ maxLength: 50 })) }),
    reply: shape({ organisations: Type.Array(shape({ id, name: Type.String(), level: Type.String() })) })
  }
} as const
