/** What a token says: an account, and the epoch in which it was given. */
export type SignedIn = { sub: string; epoch: number; exp?: number }

/** So many are remembered; after that anew. */
const REMEMBERED = 10_000

/**
 * Who a token speaks for, or null. One that was verified is remembered until it expires: a page asks five times, and every time the
 * library would read it anew. Whether its epoch still stands is asked of the database at every request.
 */
export const tokenReader = (verify: (token: string) => SignedIn) => {
  const verified = new Map<string, SignedIn>()
  return (token: string | undefined): SignedIn | null => {
    if (!token) return null
    const known = verified.get(token)
    if (known && (known.exp === undefined || known.exp * 1000 > Date.now())) return known
    verified.delete(token)
    try {
      const said = verify(token)
      if (verified.size >= REMEMBERED) verified.clear()
      verified.set(token, said)
      return said
    } catch {
      return null
    }
  }
}
