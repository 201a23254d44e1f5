import { randomBytes } from 'node:crypto'
import pg from 'pg'

const POSTGRES = process.env.BENCH_POSTGRES ?? 'postgres://postgres@127.0.0.1:5432/postgres'

/** An empty PostgreSQL database for as long as some work takes. */
export const withDatabase = async (work: (url: string) => Promise<void>): Promise<void> => {
  const name = 'lunxun_bench_' + randomBytes(4).toString('hex')
  const admin = new pg.Client({ connectionString: POSTGRES })
  await admin.connect()
  await admin.query(`create database ${name}`)
  const url = new URL(POSTGRES)
  url.pathname = '/' + name
  try {
    await work(url.href)
  } finally {
    await admin.query(`drop database ${name} with (force)`)
    await admin.end()
  }
}
