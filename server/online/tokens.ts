import { createHmac, timingSafeEqual } from 'node:crypto'
import { dayOf, daysAfter, endOf, type Day } from '../time/dates.ts'

/**
 * The address of a film carries who may fetch it, and until when: an HMAC over the film, the account and a civil day. It holds to the end
 * of the day after it was given, so it is the same all day long and what a browser has fetched it need not fetch again.
 */
export type Ticket = { accountId: number; lastDay: Day }

const signed = (secret: string, hash: string, { accountId, lastDay }: Ticket): string => {
  // A key of its own: what signs addresses signs nobody in.
  const key = createHmac('sha256', secret).update('films').digest()
  return createHmac('sha256', key).update(`${hash}/${accountId}/${lastDay}`).digest('base64url')
}

export const folderUrl = (secret: string, hash: string, accountId: number, now: Date): string => {
  const lastDay = daysAfter(dayOf(now), 1)
  return `/media/${accountId}.${lastDay}.${signed(secret, hash, { accountId, lastDay })}/${hash}`
}

/** What a token says, or null where it was not given by us for this film. */
export const ticketIn = (secret: string, hash: string, token: string): Ticket | null => {
  const [, accountId, lastDay, mac] = /^(\d{1,15})\.(\d{4}-\d{2}-\d{2})\.([\w-]{43})$/.exec(token) ?? []
  if (!accountId || !lastDay || !mac) return null
  const ticket = { accountId: Number(accountId), lastDay }
  return timingSafeEqual(Buffer.from(mac), Buffer.from(signed(secret, hash, ticket))) ? ticket : null
}

/** How long it still holds, in milliseconds; none when it has expired. */
export const holdsFor = ({ lastDay }: Ticket, now: Date): number => Math.max(0, endOf(lastDay).getTime() - now.getTime())
