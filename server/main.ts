import { existsSync } from 'node:fs'
import { buildApp } from './app.ts'
import { FolderInUse } from './database/lock.ts'
import { migrate } from './database/migrate.ts'
import { mediaOnDisk } from './files/media.ts'
import { openEmbedded, openPostgres, type Database } from './database/open.ts'
import type { Pages } from './http/front.ts'
import { BadCourse } from './curriculum/courses/courseFiles.ts'
import { interruptRuns } from './imports/runs.ts'
import { installContent } from './content.ts'
import { startNightly } from './nightly.ts'
import { BadSettings, readSettings, type Settings } from './settings.ts'
import { systemClock } from './time/clock.ts'

/** One clear sentence instead of a stack trace, for what the person at the keyboard can mend. */
class CannotStart extends Error {}

const start = async (): Promise<void> => {
  const settings = readSettings(process.env)
  const database = await open(settings)
  const closing: (() => Promise<unknown>)[] = [database.close]
  const stop = async () => {
    for (const close of closing.toReversed()) await close()
  }
  try {
    await migrate(database.db)
    // Of the embedded database this is the only process: what was under way died with the last one.
    if (database.kind === 'embedded') await interruptRuns(database.db, systemClock())
    const media = mediaOnDisk(settings.mediaDir)
    const accounts = await installContent(database, settings, media, systemClock)
    const app = await buildApp({ db: database.db, clock: systemClock, settings, media, log: true, ...(await pages()) })
    closing.push(() => app.close())
    closing.push(startNightly(database.db, systemClock, settings))
    await app.listen({ port: settings.port, host: settings.host }).catch(error => {
      if (error.code === 'EADDRINUSE')
        throw new CannotStart(`Port ${settings.port} is already in use. Choose another: PORT=4174 npm start`)
      throw error
    })
    const address = app.server.address()
    const port = typeof address === 'object' && address ? address.port : settings.port
    greet(settings, port, database, accounts)
  } catch (error) {
    await stop()
    throw error
  }
  let isStopping = false
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => {
      if (isStopping) process.exit(1)
      isStopping = true
      void stop().then(() => process.exit(0))
    })
}

const open = async (settings: Settings): Promise<Database> => {
  if (!settings.databaseUrl) return openEmbedded(settings.dataDir + '/database')
  return openPostgres(settings.databaseUrl).catch(error => {
    const { host, pathname } = new URL(settings.databaseUrl!)
    throw new CannotStart(`The database at ${host}${pathname} cannot be reached: ${error.message || error.code}`)
  })
}

const pages = async (): Promise<{ pages?: Pages }> => {
  const built = new URL('../web/build/handler.js', import.meta.url)
  if (!existsSync(built)) return {}
  // The pages take the scheme from this header; front.ts sets it where no proxy did.
  process.env.PROTOCOL_HEADER = 'x-forwarded-proto'
  const { handler } = (await import(built.href)) as { handler: Pages }
  return { pages: handler }
}

const greet = (settings: Settings, port: number, database: Database, accounts: string[]): void => {
  const kind = database.kind === 'embedded' ? 'embedded database, for trial and for one county' : 'PostgreSQL'
  const host = settings.host === '0.0.0.0' ? 'localhost' : settings.host
  console.log(`\n轮训 Lunxun  ${settings.origin ?? `http://${host}:${port}`}   (${kind})`)
  for (const line of accounts) console.log(line)
}

start().catch(error => {
  const isForPeople = error instanceof CannotStart || error instanceof BadSettings || error instanceof BadCourse
  if (error instanceof FolderInUse) console.error(`Another process already uses the embedded database in ${error.message}.`)
  else console.error(isForPeople ? error.message : error)
  process.exit(1)
})
