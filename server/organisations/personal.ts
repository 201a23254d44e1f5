import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto'

/** The two keys of personal data: one encrypts, the other makes the hashes by which people are matched. */
export type PersonalKeys = { personalKey: Buffer; matchingKey: Buffer }

const IV = 12
const TAG = 16

/** AES-256-GCM: iv, tag, cipher text. */
export const encrypt = (keys: PersonalKeys, clear: string | Uint8Array): Uint8Array => {
  const iv = randomBytes(IV)
  const cipher = createCipheriv('aes-256-gcm', keys.personalKey, iv)
  const body = Buffer.concat([cipher.update(typeof clear === 'string' ? Buffer.from(clear, 'utf8') : clear), cipher.final()])
  return Buffer.concat([iv, cipher.getAuthTag(), body])
}

export const decrypt = (keys: PersonalKeys, kept: Uint8Array): string => decryptBytes(keys, kept).toString('utf8')

export const decryptBytes = (keys: PersonalKeys, kept: Uint8Array): Buffer => {
  const whole = Buffer.from(kept)
  const decipher = createDecipheriv('aes-256-gcm', keys.personalKey, whole.subarray(0, IV))
  decipher.setAuthTag(whole.subarray(IV, IV + TAG))
  return Buffer.concat([decipher.update(whole.subarray(IV + TAG)), decipher.final()])
}

/** The same value always gives the same hash, and nobody without the key can try values. */
export const matchingHash = (keys: PersonalKeys, value: string): string =>
  createHmac('sha256', keys.matchingKey).update(value).digest('hex')

/** As every screen and file shows an ID number (domain: 脱敏). */
export const masked = (lastFour: string | null): string => (lastFour ? '**************' + lastFour : '')

export const maskedMobile = (lastFour: string | null): string => (lastFour ? '*******' + lastFour : '')
