import type { FastifyReply } from 'fastify'
import type { Db } from '../database/db.ts'
import type { Actor } from '../http/actor.ts'
import { endpoints } from '../http/endpoints.ts'
import type { ConstraintRefusals } from '../http/errors.ts'
import { badInput, notFound, Refusal, refuse } from '../http/refusals.ts'
import { birthMonthOf, organisationsWithin } from '../organisations/queries.ts'
import { profileOn } from '../policies/queries.ts'
import { dayOf } from '../time/dates.ts'
import { contract } from './contract.ts'
import { accountsToManage, accountToManage, organisationToGrantOver, signedIn } from './permissions.ts'
import {
  accountById,
  accountNamed,
  accountsWithin,
  actorBehind,
  addAccount,
  failuresOf,
  forgetFailures,
  grantRole,
  hashPassword,
  isPassword,
  noteFailure,
  raiseEpoch,
  revokeRole,
  setPassword
} from './queries.ts'
import { isLocked, isSenior, isStrongEnough, LOCK_MINUTES, mayBeHeldTogether, REMEMBER_DAYS } from './rules.ts'

export const COOKIE = 'lunxun'

const asMe = async (db: Db, { accountId, name, personId, roles }: Actor, now: Date) => {
  const today = dayOf(now)
  const isTrainee = personId !== null && roles.some(({ role }) => role === 'trainee')
  const [{ seniorFrom, helpPhone }, birthMonth] = await Promise.all([
    profileOn(db, today),
    isTrainee ? birthMonthOf(db, personId, today) : null
  ])
  return {
    accountId,
    name,
    personId,
    today,
    isSenior: isSenior(birthMonth, seniorFrom, today),
    helpPhone,
    roles: roles.map(({ role, organisationId, organisationName }) => ({ role, organisationId, organisationName }))
  }
}

const setCookie = (wire: FastifyReply, accountId: number, epoch: number, remember: boolean) =>
  wire.setCookie(COOKIE, wire.server.jwt.sign({ sub: String(accountId), epoch }, { expiresIn: `${REMEMBER_DAYS}d` }), {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: wire.request.protocol === 'https',
    ...(remember ? { maxAge: REMEMBER_DAYS * 86_400 } : {})
  })

const weak = (field: string) =>
  badInput(
    'weak-password',
    '密码至少 10 位，并含大写、小写、数字、符号中的三类。',
    'A password needs at least 10 characters of three classes: lower case, upper case, digits, others.',
    { field }
  )

export const constraints: ConstraintRefusals = {
  accounts_username_once: () =>
    refuse('username-taken', '这个账号名已经有人用了。', 'This user name is taken.', { field: 'username' }),
  account_roles_once: () =>
    refuse('role-held', '这个账号已经有这个角色。', 'The account already holds this role.', { field: 'role' })
}

export const routes = endpoints(contract, {
  'POST /sign-in': {
    permission: () => null,
    // The password is compared before the transaction opens: it costs 40 ms that no connection should wait for.
    prepare: async (db, { body: { username, password }, now }) => {
      if (isLocked(await failuresOf(db, username, now)))
        throw new Refusal(429, 'locked', {
          zh: `密码连错 5 次，请 ${LOCK_MINUTES} 分钟后再试。`,
          en: `Five wrong passwords. Please try again in ${LOCK_MINUTES} minutes.`
        })
      const account = await accountNamed(db, username)
      if (!(await isPassword(account?.passwordHash ?? null, password)) || account!.isDisabled) {
        await noteFailure(db, username, now)
        throw new Refusal(401, 'wrong-password', { zh: '账号或密码不对。', en: 'The user name or the password is not right.' })
      }
      return { accountId: account!.id, epoch: account!.epoch }
    },
    answer: async ({ db, body, prepared, wire, now, note }) => {
      const { accountId, epoch } = prepared as { accountId: number; epoch: number }
      const actor = await actorBehind(db, accountId, epoch, now)
      if (!actor) throw notFound()
      await forgetFailures(db, body.username)
      setCookie(wire, accountId, epoch, body.remember)
      note({ signedIn: accountId })
      return asMe(db, actor, now)
    }
  },
  'POST /sign-out': {
    permission: () => null,
    answer: ({ wire }) => {
      wire.clearCookie(COOKIE, { path: '/' })
      return { done: true }
    }
  },
  'GET /me': { permission: signedIn, answer: ({ db, found, now }) => asMe(db, found, now) },
  'POST /me/password': {
    permission: signedIn,
    prepare: async (_db, { body }) => {
      if (!isStrongEnough(body.next)) throw weak('next')
      return { passwordHash: await hashPassword(body.next) }
    },
    answer: async ({ db, found, body, prepared }) => {
      const account = await accountById(db, found.accountId)
      if (!(await isPassword(account.passwordHash, body.current)))
        throw badInput('wrong-password', '现在的密码不对。', 'The current password is not right.', { field: 'current' })
      await setPassword(db, found.accountId, prepared.passwordHash as string)
      return { done: true }
    }
  },
  'GET /accounts': {
    permission: accountsToManage,
    answer: async ({ db, found }) => ({ accounts: await accountsWithin(db, found) })
  },
  'GET /accounts/organisations': {
    permission: accountsToManage,
    answer: async ({ db, found, query, now }) => {
      const all = await organisationsWithin(db, found, dayOf(now))
      const named = all.filter(({ name }) => !query.q || name.includes(query.q)).slice(0, 200)
      return { organisations: named.map(({ id, name, level }) => ({ id, name, level })) }
    }
  },
  'POST /accounts': {
    permission: accountsToManage,
    prepare: async (_db, { body }) => {
      if (!isStrongEnough(body.password)) throw weak('password')
      return { passwordHash: await hashPassword(body.password) }
    },
    answer: async ({ db, actor, body, prepared, now, note }) => {
      await organisationToGrantOver(db, actor, body.organisationId, now)
      const { username, name, role, organisationId } = body
      const accountId = await addAccount(
        db,
        { username, name, passwordHash: prepared.passwordHash as string, personId: null },
        now
      )
      await grantRole(db, { accountId, role, organisationId, grantedBy: actor.accountId }, now)
      note({ accountId, username, role }, organisationId)
      return { id: accountId }
    }
  },
  'POST /accounts/:accountId/roles': {
    permission: accountToManage,
    answer: async ({ db, actor, found, body, now, note }) => {
      await organisationToGrantOver(db, actor, body.organisationId, now)
      if (!mayBeHeldTogether([...found.roles.map(held => held.role), body.role]))
        throw refuse('separated-duties', '系统管理员不能同时有业务角色。', 'A system administrator holds no other role.', {
          field: 'role'
        })
      await grantRole(db, { accountId: found.id, ...body, grantedBy: actor.accountId }, now)
      note({ accountId: found.id, role: body.role }, body.organisationId)
      return { done: true }
    }
  },
  'DELETE /accounts/:accountId/roles/:roleId': {
    permission: accountToManage,
    answer: async ({ db, actor, found, params, now, note }) => {
      const held = found.roles.find(({ id }) => id === params.roleId)
      if (!held) throw notFound()
      // The last one out would lock the door for everybody.
      if (found.id === actor.accountId && held.role === 'systemAdministrator')
        throw refuse(
          'own-office',
          '不能收回自己的系统管理员角色，请另一位管理员来办。',
          'Nobody takes the own office away; another administrator can.'
        )
      await revokeRole(db, params.roleId, actor.accountId, now)
      note({ accountId: found.id, roleId: params.roleId })
      return { done: true }
    }
  },
  'POST /accounts/:accountId/sign-outs': {
    permission: accountToManage,
    answer: async ({ db, found, note }) => {
      await raiseEpoch(db, found.id)
      note({ accountId: found.id })
      return { done: true }
    }
  }
})
