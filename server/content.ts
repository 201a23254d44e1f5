import { readdir, readFile, stat } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { addAccount, grantRole, hashPassword } from './accounts/queries.ts'
import { isStrongEnough } from './accounts/rules.ts'
import { installCourses, installPackages } from './curriculum/courses/installation.ts'
import type { PackageFolder } from './curriculum/courses/packages.ts'
import type { Database } from './database/open.ts'
import type { Media } from './files/media.ts'
import { DEMO_ACCOUNTS, fillDemonstration } from './demonstration.ts'
import { addOrganisation, rootOf } from './organisations/queries.ts'
import { MODELS } from './policies/models.ts'
import { packOf } from './policies/packFile.ts'
import { installPack } from './policies/queries.ts'
import { reactions } from './reactions.ts'
import { BadSettings, type Settings } from './settings.ts'
import type { Clock } from './time/clock.ts'

const PACKS = new URL('../content/policies/', import.meta.url)
const COURSES = new URL('../content/courses/', import.meta.url)

/**
 * Puts in what a database needs before it can be used: policy packs and example courses, and, into an empty embedded database, the
 * demonstration county. A PostgreSQL database is filled only when DEMO=1 asks for it, a production instance never.
 * Returns the lines that the start prints.
 */
export const installContent = async (database: Database, settings: Settings, media: Media, clock: Clock): Promise<string[]> => {
  const { db, kind } = database
  const packs = (await readdir(PACKS)).filter(name => name.endsWith('.yaml') && !MODELS.includes(name)).toSorted()
  for (const name of packs) {
    const text = await readFile(new URL(name, PACKS), 'utf8')
    await installPack(db, packOf(new TextEncoder().encode(text), name), clock(), text)
  }
  const now = clock()
  const courses = (await readdir(COURSES)).filter(name => name.endsWith('.md')).toSorted()
  const files = await Promise.all(courses.map(async name => ({ name, text: await readFile(new URL(name, COURSES), 'utf8') })))
  const folders = await packagesIn(fileURLToPath(COURSES))
  await db.transaction(async tx => {
    const added = [...(await installCourses(tx, files, now)), ...(await installPackages(tx, folders, media, now))]
    await reactions.coursesChanged!(tx, added, now)
  })
  const wantsDemo = !settings.isProduction && (kind === 'embedded' || settings.wantsDemo)
  if (wantsDemo && !(await rootOf(db))) {
    console.log('Filling the empty database with an invented county…')
    await fillDemonstration(db, settings, media, clock)
  }
  if (!wantsDemo && !(await rootOf(db))) return begin(database, settings, clock)
  return wantsDemo ? ['演示账号 demonstration accounts:', ...DEMO_ACCOUNTS.map(asLine)] : []
}

/** Folders with a course.yaml, stamped with the size and the time of each file; files are read only when they are asked for. */
export const packagesIn = async (folder: string): Promise<PackageFolder[]> => {
  const found = (await readdir(folder, { withFileTypes: true })).filter(entry => entry.isDirectory()).map(({ name }) => name)
  const packages = await Promise.all(
    found.toSorted().map(async name => {
      const entries = await readdir(join(folder, name), { recursive: true, withFileTypes: true })
      const paths = entries
        .filter(entry => entry.isFile())
        .map(entry => relative(join(folder, name), join(entry.parentPath, entry.name)).replaceAll(sep, '/'))
        .toSorted()
      const known = new Set(paths)
      const stats = await Promise.all(paths.map(path => stat(join(folder, name, path))))
      return {
        name,
        stamp: paths.map((path, at) => `${path} ${stats[at]!.size} ${stats[at]!.mtimeMs}`).join('\n'),
        files: { has: (path: string) => known.has(path), read: (path: string) => readFile(join(folder, name, path)) }
      }
    })
  )
  return packages.filter(({ files }) => files.has('course.yaml'))
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
