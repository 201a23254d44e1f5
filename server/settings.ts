import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

/** The environment, read and checked once. */
export type Settings = {
  port: number
  host: string
  /** Where the embedded database and the keys of a trial live. */
  dataDir: string
  /** Null: the embedded database. */
  databaseUrl: string | null
  /** The address people type; needed behind a proxy. */
  origin: string
  isProduction: boolean
  /** Fill an empty PostgreSQL database with the demonstration county; the embedded one is filled unasked. */
  wantsDemo: boolean
  /** Signs the sign-in cookie. */
  jwtSecret: string
  /** 32 bytes: encrypts ID numbers and mobiles. */
  personalKey: Buffer
  /** 32 bytes: keyed hashes by which people are matched; another key than the one that encrypts. */
  matchingKey: Buffer
}

/** Said instead of a stack trace when the environment cannot work. */
export class BadSettings extends Error {}

export const readSettings = (env: NodeJS.ProcessEnv): Settings => {
  const port = Number(env.PORT ?? 4173)
  if (!Number.isInteger(port) || port < 0 || port > 65535)
    throw new BadSettings(`PORT is "${env.PORT}", but must be a whole number from 0 to 65535.`)
  const databaseUrl = env.DATABASE_URL || null
  if (databaseUrl && !/^postgres(ql)?:\/\//.test(databaseUrl))
    throw new BadSettings('DATABASE_URL must begin with postgres:// (leave it out for the embedded database).')
  const host = env.HOST || '127.0.0.1'
  const dataDir = resolve(env.DATA_DIR || 'data')
  const isProduction = env.NODE_ENV === 'production'
  const secret = secretReader(env, dataDir, isProduction)
  return {
    port,
    host,
    dataDir,
    databaseUrl,
    origin: env.ORIGIN || `http://${host === '0.0.0.0' ? 'localhost' : host}:${port}`,
    isProduction,
    wantsDemo: env.DEMO === '1',
    jwtSecret: secret('JWT_SECRET').toString('hex'),
    personalKey: secret('PERSONAL_KEY'),
    matchingKey: secret('MATCHING_KEY')
  }
}

/** A trial makes its own secrets and keeps them beside its data; in production a missing one stops the start. */
const secretReader = (env: NodeJS.ProcessEnv, dataDir: string, isProduction: boolean) => (name: string) => {
  const given = env[name]
  if (given) {
    if (!/^[0-9a-f]{64}$/i.test(given)) throw new BadSettings(`${name} must be 64 hexadecimal digits (openssl rand -hex 32).`)
    return Buffer.from(given, 'hex')
  }
  if (isProduction)
    throw new BadSettings(`${name} is missing. With NODE_ENV=production every secret must be given (openssl rand -hex 32).`)
  const file = join(dataDir, 'keys', name.toLowerCase())
  if (existsSync(file)) return Buffer.from(readFileSync(file, 'utf8').trim(), 'hex')
  const made = randomBytes(32)
  mkdirSync(join(dataDir, 'keys'), { recursive: true, mode: 0o700 })
  writeFileSync(file, made.toString('hex') + '\n', { mode: 0o600 })
  return made
}
