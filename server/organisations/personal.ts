import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  createSecretKey,
  randomFillSync,
  type KeyObject
} from 'node:crypto'

/**
 * The two keys of personal data: one encrypts, the other makes the hashes by which people are matched. Keys that encrypted before are kept
 * until nothing is left under them.
 */
export type PersonalKeys = { personalKey: Buffer; matchingKey: Buffer; oldPersonalKeys?: readonly Buffer[] }

const IV = 12
const TAG = 16
/** What begins with this carries the number of its key; ciphers of the first year do not. */
const MARK = Buffer.from('LX1')
const NUMBER = 4

/** A key's number: four bytes of its digest, so that no list of keys has to be kept in order. */
export const keyNumber = (key: Buffer): Buffer => createHash('sha256').update(key).digest().subarray(0, NUMBER)

/** With this every cipher under a key begins. */
export const beginningUnder = (key: Buffer): Buffer => Buffer.concat([MARK, keyNumber(key)])

/** Taking a key in costs ten times what a number under it does. */
const takenIn = new WeakMap<Buffer, { key: KeyObject; beginning: Buffer }>()

const known = (key: Buffer): { key: KeyObject; beginning: Buffer } => {
  let taken = takenIn.get(key)
  if (!taken) takenIn.set(key, (taken = { key: createSecretKey(key), beginning: beginningUnder(key) }))
  return taken
}

/** Random bytes are drawn for some hundred ciphers at a time. */
const drawn = Buffer.allocUnsafe(IV * 512)
let left = 0

const freshIv = (): Buffer => {
  if (left === 0) {
    randomFillSync(drawn)
    left = drawn.length
  }
  left -= IV
  return Buffer.from(drawn.subarray(left, left + IV))
}

/** AES-256-GCM: mark, number of the key, iv, tag, cipher text. */
export const encrypt = (keys: PersonalKeys, clear: string | Uint8Array): Uint8Array => {
  const iv = freshIv()
  const { key, beginning } = known(keys.personalKey)
  const cipher = createCipheriv('aes-256-gcm', key, iv)
  const body = typeof clear === 'string' ? cipher.update(clear, 'utf8') : cipher.update(clear)
  const last = cipher.final()
  return Buffer.concat([beginning, iv, cipher.getAuthTag(), body, last])
}

export const decrypt = (keys: PersonalKeys, kept: Uint8Array): string => decryptBytes(keys, kept).toString('utf8')

/** Said when no key that is given opens a cipher: one was taken out of the settings too early. */
export class NoSuchKey extends Error {}

export const decryptBytes = (keys: PersonalKeys, kept: Uint8Array): Buffer => {
  const whole = Buffer.from(kept.buffer, kept.byteOffset, kept.byteLength)
  const all = [keys.personalKey, ...(keys.oldPersonalKeys ?? [])]
  const own = all.find(key => whole.subarray(0, MARK.length + NUMBER).equals(beginningUnder(key)))
  if (own) return opened(own, whole.subarray(MARK.length + NUMBER))
  // Of the first year, without a number: whichever opens it.
  for (const key of all) {
    try {
      return opened(key, whole)
    } catch {
      // The tag says it was another key.
    }
  }
  throw new NoSuchKey('no key in PERSONAL_KEY or PERSONAL_KEY_OLD opens this')
}

const opened = (key: Buffer, sealed: Buffer): Buffer => {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, IV))
  decipher.setAuthTag(sealed.subarray(IV, IV + TAG))
  // A whole file is not copied once more for the sake of a last piece that has nothing in it.
  const clear = decipher.update(sealed.subarray(IV + TAG))
  const last = decipher.final()
  return last.length ? Buffer.concat([clear, last]) : clear
}

/** The same value always gives the same hash, and nobody without the key can try values. */
export const matchingHash = (keys: PersonalKeys, value: string): string =>
  createHmac('sha256', known(keys.matchingKey).key).update(value).digest('hex')

/** As every screen and file shows an ID number (domain: 脱敏). */
export const masked = (lastFour: string | null): string => (lastFour ? '**************' + lastFour : '')

export const maskedMobile = (lastFour: string | null): string => (lastFour ? '*******' + lastFour : '')
