import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

/** The environment, read and checked once. */
export type Settings = {
  port: number
  host: string
  /** Where the embedded database and the keys of a trial live. */
  dataDir: string
  /** Where films are kept; several instances share it. */
  mediaDir: string
  /** Null: the embedded database. */
  databaseUrl: string | null
  /** The address people type, where a proxy stands before us; null: as the request says. */
  origin: string | null
  isProduction: boolean
  /** Fill an empty PostgreSQL database with the demonstration county; the embedded one is filled unasked. */
  wantsDemo: boolean
  /** What an empty database begins with, where it is not the demonstration: the root of the tree and the first system administrator. */
  beginning: { rootName: string; rootLevel: string; adminPassword: string } | null
  /** Signs the sign-in cookie. */
  jwtSecret: string
  /** 32 bytes: encrypts ID numbers and mobiles. */
  personalKey: Buffer
  /** Keys that encrypted before, until the nightly work has put everything under the present one. */
  oldPersonalKeys: Buffer[]
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
    mediaDir: resolve(env.MEDIA_DIR || join(dataDir, 'media')),
    databaseUrl,
    origin: originIn(env.ORIGIN),
    isProduction,
    wantsDemo: env.DEMO === '1',
    beginning: beginningIn(env),
    jwtSecret: secret('JWT_SECRET').toString('hex'),
    personalKey: secret('PERSONAL_KEY'),
    oldPersonalKeys: oldKeysIn(env.PERSONAL_KEY_OLD),
    matchingKey: secret('MATCHING_KEY')
  }
}

const oldKeysIn = (given: string | undefined): Buffer[] =>
  (given ?? '')
    .split(',')
    .map(key => key.trim())
    .filter(Boolean)
    .map(key => {
      if (!/^[0-9a-f]{64}$/i.test(key))
        throw new BadSettings('PERSONAL_KEY_OLD must be keys of 64 hexadecimal digits, separated by commas.')
      return Buffer.from(key, 'hex')
    })

const originIn = (given: string | undefined): string | null => {
  if (!given) return null
  if (!URL.canParse(given) || !/^https?:$/.test(new URL(given).protocol))
    throw new BadSettings(`ORIGIN is "${given}", but must be an address such as https://peixun.example.cn.`)
  return new URL(given).origin
}

const LEVELS = ['province', 'prefecture', 'county', 'township']

const beginningIn = ({
  ROOT_NAME: rootName,
  ROOT_LEVEL: rootLevel = 'county',
  ADMIN_PASSWORD: adminPassword
}: NodeJS.ProcessEnv) => {
  if (!rootName || !adminPassword) return null
  if (!LEVELS.includes(rootLevel)) throw new BadSettings(`ROOT_LEVEL is "${rootLevel}", but must be one of ${LEVELS.join(', ')}.`)
  return { rootName, rootLevel, adminPassword }
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
