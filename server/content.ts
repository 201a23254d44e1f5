import { readdir, readFile } from 'node:fs/promises'
import { parse } from 'yaml'
import { installCourses } from './curriculum/queries.ts'
import type { Database } from './database/open.ts'
import { DEMO_ACCOUNTS, fillDemonstration } from './demonstration.ts'
import { rootOf } from './organisations/queries.ts'
import { installPack } from './policies/queries.ts'
import type { Settings } from './settings.ts'
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
  return wantsDemo ? ['演示账号 demonstration accounts:', ...DEMO_ACCOUNTS.map(asLine)] : []
}

const asLine = ({ username, name, password, does }: (typeof DEMO_ACCOUNTS)[number]) =>
  `  ${username.padEnd(6)} ${password}   ${name}，${does}`
