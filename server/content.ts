import { readdir, readFile } from 'node:fs/promises'
import { parse } from 'yaml'
import { addAccount, grantRole, hashPassword } from './accounts/queries.ts'
import { isStrongEnough } from './accounts/rules.ts'
import { installCourses } from './curriculum/queries.ts'
import type { Database } from './database/open.ts'
import { DEMO_ACCOUNTS, fillDemonstration } from './demonstration.ts'
import { addOrganisation, rootOf } from './organisations/queries.ts'
import { installPack } from './policies/queries.ts'
import { BadSettings, type Settings } from './settings.ts'
import type { Clock } from './time/clock.ts'

const PACKS = new URL('../content/policies/', import.meta.url)
const COURSES = new URL('../content/courses/', import.meta.url)

/**
 * Puts in what a database needs before it can be used: policy packs and example courses, and, into an empty embedded database, the
 * demonstration county. A PostgreSQL database is filled only when DEMO=1 asks for it, a production instance never.
 * Returns the lines that the start prints.
 */
export const installContent = async (database: Database, settings: Settings, clock: Clock): Promise<string[]> => {
  const { db, kind } = database
  const packs = (await readdir(PACKS)).filter(name => name.endsWith('.yaml')).toSorted()
  for (const name of packs) await installPack(db, parse(await readFile(new URL(name, PACKS), 'utf8')), clock())
  const courses = (await readdir(COURSES)).filter(name => name.endsWith('.md')).toSorted()
  await installCourses(
    db,
    await Promise.all(courses.map(async name => ({ name, text: await readFile(new URL(name, COURSES), 'utf8') }))),
    clock()
  )
  const wantsDemo = !settings.isProduction && (kind === 'embedded' || settings.wantsDemo)
  if (wantsDemo && !(await rootOf(db))) {
    console.log('Filling the empty database with an invented county…')
    await fillDemonstration(db, settings, clock)
  }
  if (!wantsDemo && !(await rootOf(db))) return begin(database, settings, clock)
  return wantsDemo ? ['演示账号 demonstration accounts:', ...DEMO_ACCOUNTS.map(asLine)] : []
}

/** An empty database that is not a demonstration: its root and its first account, or how to get them. */
const begin = async ({ db }: Database, { beginning }: Settings, clock: Clock): Promise<string[]> => {
  if (!beginning)
    return [
      'The database is empty. Start once with ROOT_NAME=安澜县 ROOT_LEVEL=county ADMIN_PASSWORD=… to make its root and the account "admin".'
    ]
  const { rootName, rootLevel, adminPassword } = beginning
  if (!isStrongEnough(adminPassword)) throw new BadSettings('ADMIN_PASSWORD needs at least 10 characters of three classes.')
  const passwordHash = await hashPassword(adminPassword)
  await db.transaction(async tx => {
    const now = clock()
    const root = { name: rootName, level: rootLevel, typeCode: '611', unitCategory: 'organ', field: 'organ' }
    const organisationId = await addOrganisation(tx, { ...root, parentId: null, validFrom: '1949-10-01' }, now)
    const accountId = await addAccount(tx, { username: 'admin', name: '系统管理员', passwordHash, personId: null }, now)
    await grantRole(tx, { accountId, role: 'systemAdministrator', organisationId, grantedBy: null }, now)
  })
  return [`${rootName} begins. Sign in as "admin", add accounts, then unset ADMIN_PASSWORD.`]
}

const asLine = ({ username, name, password, does }: (typeof DEMO_ACCOUNTS)[number]) =>
  `  ${username.padEnd(6)} ${password}   ${name}，${does}`
