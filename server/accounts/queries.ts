import { hash, verify } from '@node-rs/argon2'
import { and, count, eq, gte, isNull, sql } from 'drizzle-orm'
import { firstOf, rowsOf, type Db } from '../database/db.ts'
import type { Actor, HeldRole, Role } from '../http/actor.ts'
import { dayOf } from '../time/dates.ts'
import { LOCK_MINUTES } from './rules.ts'
import { accountRoles, accounts, signInFailures } from './schema.ts'

/** argon2id at the strength OWASP names first; about 40 ms of a thread that is not ours. */
export const hashPassword = (password: string): Promise<string> =>
  hash(password, { memoryCost: 19_456, timeCost: 2, parallelism: 1 })

/** Verifying against nothing takes as long as against a real hash, so that a name cannot be guessed by the clock. */
let nobody: Promise<string> | null = null
export const isPassword = async (kept: string | null, password: string): Promise<boolean> => {
  nobody ??= hashPassword('nobody')
  return (await verify(kept ?? (await nobody), password)) && kept !== null
}

export const accountNamed = async (db: Db, username: string) =>
  (await db.select().from(accounts).where(eq(accounts.username, username)))[0] ?? null

export const accountById = async (db: Db, id: number) => (await db.select().from(accounts).where(eq(accounts.id, id)))[0]!

export const failuresOf = async (db: Db, username: string, now: Date): Promise<number> => {
  const since = new Date(now.getTime() - LOCK_MINUTES * 60_000)
  const [row] = await db
    .select({ failures: count() })
    .from(signInFailures)
    .where(and(eq(signInFailures.username, username), gte(signInFailures.at, since)))
  return row!.failures
}

export const noteFailure = async (db: Db, username: string, now: Date): Promise<void> => {
  await db.insert(signInFailures).values({ username, at: now })
}

export const forgetFailures = async (db: Db, username: string): Promise<void> => {
  await db.delete(signInFailures).where(eq(signInFailures.username, username))
}

/** The actor behind a token, in one statement; null when the account is disabled or the epoch has moved on. */
export const actorBehind = async (db: Db, accountId: number, epoch: number, now: Date): Promise<Actor | null> => {
  const today = dayOf(now)
  return firstOf<Actor>(
    db,
    sql`select a.id as "accountId", a.name, a.person_id as "personId",
               coalesce(json_agg(json_build_object('role', r.role, 'organisationId', r.organisation_id,
                 'organisationName', f.name, 'path', f.path::text) order by r.id) filter (where f.id is not null), '[]') as roles
        from accounts a
        left join account_roles r on r.account_id = a.id and r.revoked_at is null
        left join organisation_facts f on f.organisation_id = r.organisation_id and f.recorded_until is null
          and f.valid_from <= ${today} and (f.valid_until is null or f.valid_until > ${today})
        where a.id = ${accountId} and a.epoch = ${epoch} and not a.is_disabled
        group by a.id`
  )
}

export type NewAccount = { username: string; name: string; passwordHash: string; personId: number | null }

export const addAccount = async (db: Db, added: NewAccount, now: Date): Promise<number> => {
  const [made] = await db
    .insert(accounts)
    .values({ ...added, createdAt: now })
    .returning({ id: accounts.id })
  return made!.id
}

export const grantRole = async (
  db: Db,
  granted: { accountId: number; role: Role; organisationId: number; grantedBy: number | null },
  now: Date
): Promise<void> => {
  await db.insert(accountRoles).values({ ...granted, grantedAt: now })
}

/** Whoever holds a role over an organisation that goes into another holds it over that one too: nobody loses their part with a name. */
export const followMergers = async (db: Db, organisationIds: readonly number[], now: Date): Promise<void> => {
  await db.execute(sql`
    insert into account_roles (account_id, role, organisation_id, granted_at, granted_by)
    select distinct r.account_id, r.role, s.to_id, ${now.toISOString()}::timestamptz, s.recorded_by
    from organisation_successions s join account_roles r on r.organisation_id = s.from_id and r.revoked_at is null
    where s.kind = 'merged' and s.from_id in (select value::bigint from json_array_elements_text(${JSON.stringify(organisationIds)}::json))
    on conflict do nothing`)
}

export const revokeRole = async (db: Db, roleId: number, revokedBy: number, now: Date): Promise<void> => {
  await db
    .update(accountRoles)
    .set({ revokedAt: now, revokedBy })
    .where(and(eq(accountRoles.id, roleId), isNull(accountRoles.revokedAt)))
}

/** Signs out every device of the account at once. */
export const raiseEpoch = async (db: Db, accountId: number): Promise<void> => {
  await db
    .update(accounts)
    .set({ epoch: sql`${accounts.epoch} + 1` })
    .where(eq(accounts.id, accountId))
}

export const setPassword = async (db: Db, accountId: number, passwordHash: string): Promise<void> => {
  await db
    .update(accounts)
    .set({ passwordHash, epoch: sql`${accounts.epoch} + 1` })
    .where(eq(accounts.id, accountId))
}

export type ListedAccount = {
  id: number
  username: string
  name: string
  isDisabled: boolean
  roles: (Omit<HeldRole, 'path'> & { id: number })[]
}

/** Accounts whose every role lies within these parts of the tree, and accounts without a role. */
export const accountsWithin = (db: Db, paths: readonly string[], accountId: number | null = null): Promise<ListedAccount[]> =>
  rowsOf<ListedAccount>(
    db,
    sql`select a.id, a.username, a.name, a.is_disabled as "isDisabled",
               coalesce(json_agg(json_build_object('id', r.id, 'role', r.role, 'organisationId', r.organisation_id,
                 'organisationName', f.name) order by r.id) filter (where r.id is not null), '[]') as roles
        from accounts a
        left join account_roles r on r.account_id = a.id and r.revoked_at is null
        left join organisation_facts f on f.organisation_id = r.organisation_id and f.recorded_until is null and f.valid_until is null
        where ${accountId}::bigint is null or a.id = ${accountId}::bigint
        group by a.id
        having bool_and(r.id is null or f.path <@ any(array[${sql.join(
          paths.map(path => sql`${path}::ltree`),
          sql`, `
        )}]::ltree[]))
        order by a.username collate "C"`
  )
