import type { zh } from '../zh/accounts.ts'
import { counted } from './counted.ts'

export const en: typeof zh = {
  title: 'Accounts',
  sub: count => `${counted(count, 'account')}. A system administrator manages accounts and sees no business data.`,
  add: 'New account',
  head: { account: 'Account', roles: 'Roles and parts', acts: 'Acts' },
  disabled: 'disabled',
  noRole: 'no role',
  over: (role, organisation) => `${role} · ${organisation}`,
  grant: 'Grant a role',
  grantTo: name => `Grant a role to ${name}`,
  revoke: 'Revoke',
  revokeWhat: (role, organisation, name) => `Revoke ${role} (${organisation}) from ${name}`,
  signOut: 'Sign out everywhere',
  done: {
    added: name => `The account ${name} is added.`,
    granted: name => `${name} has a new role from the next page on.`,
    revoked: name => `The role is revoked from ${name} at once.`,
    signedOut: name => `${name} is signed out on every device.`
  },
  form: {
    title: 'New account',
    username: 'User name',
    usernameHint: 'Begins with a lower-case letter or a digit; . _ - are allowed',
    name: 'Name',
    password: 'First password',
    passwordHint: 'At least 10 characters, three of: upper case, lower case, digits, others',
    role: 'Role',
    organisation: 'Part of the tree',
    find: 'Find an organisation',
    go: 'Add',
    grantGo: 'Grant',
    required: 'Please fill this in'
  },
  what: {
    trainee: 'Sees their own lessons, credit and standings',
    classSupervisor: 'Looks after their own cohorts: roll-calls, what was held',
    unitLiaison: 'Reads the roster and the standings of their own unit',
    trainingAdministrator: 'Keeps roster, cohorts, seats and close-out of their part',
    reporter: 'Reads and exports coverage of their part',
    approver: 'Approves derogations of the cohorts below',
    systemAdministrator: 'Manages accounts, sees no business data'
  },
  empty: 'No accounts yet. Add the first.'
}
