import { sql } from 'drizzle-orm'
import { rowsOf, type Db } from '../database/db.ts'
import { beginningUnder, decryptBytes, encrypt, type PersonalKeys } from './personal.ts'

const BATCH = 200

/** A column of ciphers; its names are this code's own, never anybody's input. */
export type Ciphers = { table: string; id: string; column: string }

const PERSONAL: Ciphers[] = [
  { table: 'personal_data', id: 'person_id', column: 'id_cipher' },
  { table: 'personal_data', id: 'person_id', column: 'mobile_cipher' }
]

/**
 * Puts what is still under an earlier key under the present one, a batch to a transaction, so that work goes on meanwhile and a stop loses
 * nothing. When it has said 0, PERSONAL_KEY_OLD may be taken out. Returns how many ciphers it changed.
 */
export const rotateCiphers = async (db: Db, keys: PersonalKeys, also: readonly Ciphers[] = []): Promise<number> => {
  let changed = 0
  for (const ciphers of [...PERSONAL, ...also])
    for (;;) {
      const some = await db.transaction(tx => rotateSome(tx as unknown as Db, keys, ciphers))
      changed += some
      if (some < BATCH) break
    }
  return changed
}

const rotateSome = async (db: Db, keys: PersonalKeys, { table, id, column }: Ciphers): Promise<number> => {
  const [name, key, cipher] = [sql.raw(table), sql.raw(id), sql.raw(column)]
  const present = beginningUnder(keys.personalKey).toString('hex')
  const rows = await rowsOf<{ id: number; kept: Uint8Array }>(
    db,
    sql`select ${key} as id, ${cipher} as kept from ${name}
        where ${cipher} is not null and length(${cipher}) > 0 and substr(${cipher}, 1, ${present.length / 2}) <> decode(${present}, 'hex')
        order by ${key} limit ${BATCH} for update`
  )
  const renewed = rows.map(({ id: rowId, kept }) => ({
    id: rowId,
    hex: Buffer.from(encrypt(keys, decryptBytes(keys, kept))).toString('hex')
  }))
  if (renewed.length)
    await db.execute(sql`
      update ${name} set ${cipher} = decode(w.hex, 'hex')
      from json_to_recordset(${JSON.stringify(renewed)}::json) as w(id bigint, hex text) where w.id = ${name}.${key}`)
  return renewed.length
}
