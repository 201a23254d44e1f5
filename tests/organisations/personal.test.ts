import { createCipheriv, randomBytes } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { firstOf, rowsOf } from '../../server/database/db.ts'
import { beginningUnder, decrypt, encrypt, NoSuchKey } from '../../server/organisations/personal.ts'
import { rotateCiphers } from '../../server/organisations/rotation.ts'
import { testSettings } from '../harness.ts'
import { makeWorld, type World } from '../world.ts'

let world: World
beforeAll(async () => {
  world = await makeWorld()
})
afterAll(() => world.close())

const matchingKey = Buffer.alloc(32, 2)
const [first, second] = [Buffer.alloc(32, 1), Buffer.alloc(32, 9)]
const ID = '990101197105034171'

/** As ciphers were before they carried the number of their key. */
const plainCipher = (key: Buffer): Buffer => {
  const iv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, iv)
  const body = Buffer.concat([cipher.update(ID, 'utf8'), cipher.final()])
  return Buffer.concat([iv, cipher.getAuthTag(), body])
}

test('a cipher carries the number of its key, and opens with that key alone, present or earlier', () => {
  const kept = encrypt({ personalKey: first, matchingKey }, ID)
  expect(Buffer.from(kept).subarray(0, 7)).toEqual(beginningUnder(first))
  expect(Buffer.from(kept).toString('latin1')).not.toContain(ID)
  expect(decrypt({ personalKey: first, matchingKey }, kept)).toBe(ID)
  expect(decrypt({ personalKey: second, oldPersonalKeys: [first], matchingKey }, kept)).toBe(ID)
  expect(() => decrypt({ personalKey: second, matchingKey }, kept)).toThrow(NoSuchKey)
})

test('one of the first year, without a number, opens with whichever key made it', () => {
  expect(decrypt({ personalKey: first, matchingKey }, plainCipher(first))).toBe(ID)
  expect(decrypt({ personalKey: second, oldPersonalKeys: [first], matchingKey }, plainCipher(first))).toBe(ID)
  expect(() => decrypt({ personalKey: second, matchingKey }, plainCipher(first))).toThrow(NoSuchKey)
})

test('one bit changed is noticed', () => {
  const kept = Buffer.from(encrypt({ personalKey: first, matchingKey }, ID))
  kept[kept.length - 1]! ^= 1
  expect(() => decrypt({ personalKey: first, matchingKey }, kept)).toThrow()
})

test('a new key takes over: everything is put under it, hashes and last four stay, and the old key may go', async () => {
  const { db } = world.database
  const personId = world.who['林文博']
  const kept = () =>
    firstOf<{ cipher: Uint8Array; hash: string; four: string }>(
      db,
      sql`select id_cipher as cipher, id_hash as hash, id_last_four as four from personal_data where person_id = ${personId}`
    )
  const before = (await kept())!
  const rotated = { ...testSettings, personalKey: second, oldPersonalKeys: [testSettings.personalKey] }
  expect(await rotateCiphers(db, rotated)).toBe(5)
  expect(await rotateCiphers(db, rotated)).toBe(0)
  const after = (await kept())!
  expect({ hash: after.hash, four: after.four }).toEqual({ hash: before.hash, four: '4171' })
  expect(decrypt({ personalKey: second, matchingKey }, after.cipher)).toBe(ID)
  expect(() => decrypt(testSettings, after.cipher)).toThrow(NoSuchKey)
  const under = await rowsOf<{ n: number }>(
    db,
    sql`select count(*)::int as n from personal_data where substr(id_cipher, 1, 7) = decode(${beginningUnder(second).toString('hex')}, 'hex')`
  )
  expect(under[0]!.n).toBe(5)
})
