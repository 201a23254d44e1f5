import { namedIn } from './namedIn.ts'

/** What is kept on a device, and for whom. Only the service worker calls this. */
export const PAGES: [string, ...string[]] = ['/learn', '/learn/cohorts']
const OFFLINE = '/offline'
/** No page at all: what is rendered for it is the page that says so, whose files every page loads in advance. */
const NOWHERE = '/nowhere'
const FRESH_FOR = 10 * 60_000

const nameFor = (account: number): string => `kept-${account}`
const isForSomebody = (name: string): boolean => name.startsWith('kept-')

/** Raised whenever something is forgotten: what was being fetched for somebody then is dropped instead of kept. */
let forgotten = 0
/** For whom something is being fetched just now, and not kept yet. */
let keeping: string | null = null

const forget = async (isMeant: (name: string) => boolean): Promise<void> => {
  const meant = (await caches.keys()).filter(name => isForSomebody(name) && isMeant(name))
  if (meant.length || (keeping && isMeant(keeping))) forgotten++
  await Promise.all(meant.map(name => caches.delete(name)))
}

export const forgetOthers = (account: number | null): Promise<void> =>
  forget(name => account === null || name !== nameFor(account))

export const forgetAll = async (): Promise<void> => {
  forgotten++
  await forget(() => true)
}

/** The kept answer for a path, of the one account there is. */
export const kept = async (path: string): Promise<Response | undefined> => {
  for (const name of await caches.keys()) {
    const found = isForSomebody(name) ? await (await caches.open(name)).match(path) : undefined
    if (found) return found
  }
  return undefined
}

export const isKept = async (account: number): Promise<boolean> => {
  if (!(await caches.has(nameFor(account)))) return false
  const found = await (await caches.open(nameFor(account))).match(PAGES[0])
  return Date.now() - Number(found?.headers.get('x-kept-at') ?? 0) < FRESH_FOR
}

type Entry = [path: string, answer: Response]

/** Keeps the pages of an account in place of what was kept before: all of them, or none. */
export const keep = async (account: number): Promise<boolean> => {
  const begun = forgotten
  keeping = nameFor(account)
  const rendered = await Promise.all([...PAGES.map(path => entriesOf(path, account)), filesOfNowhere()])
  if (rendered.some(page => !page)) return false
  const entries = rendered.flatMap(page => page ?? [])
  if (forgotten !== begun) return false
  const cache = await caches.open(nameFor(account))
  await Promise.all(entries.map(([path, answer]) => cache.put(path, answer)))
  const named = new Set(entries.map(([path]) => path))
  for (const { url } of await cache.keys()) if (!named.has(new URL(url).pathname)) await cache.delete(url)
  if (forgotten !== begun) await caches.delete(nameFor(account))
  return forgotten === begun
}

/** A page with what it names; null where it was rendered for somebody else, or not at all. */
const entriesOf = async (path: string, account: number | null): Promise<Entry[] | null> => {
  const page = await fetch(path, account === null ? { credentials: 'omit' } : {}).catch(() => null)
  if (!page?.ok || page.redirected) return null
  const html = await page.text()
  const { files, answers } = namedIn(html, path)
  if (account !== null && (JSON.parse(answers.get('/api/me') ?? '{}') as { accountId?: number }).accountId !== account)
    return null
  const fetched = await allOf(files)
  if (!fetched) return null
  return [
    [path, new Response(html, { headers: headersOf(page) })],
    ...[...answers].map(([url, body]): Entry => [url, new Response(body, { headers: { 'content-type': 'application/json' } })]),
    ...fetched
  ]
}

const filesOfNowhere = async (): Promise<Entry[] | null> => {
  const page = await fetch(NOWHERE, { credentials: 'omit' }).catch(() => null)
  return page && allOf(namedIn(await page.text(), NOWHERE).files)
}

const allOf = async (files: readonly string[]): Promise<Entry[] | null> => {
  const fetched = await Promise.all(
    files.map(async (file): Promise<Entry | null> => {
      const answer = await fetch(file).catch(() => null)
      return answer?.ok ? [file, answer] : null
    })
  )
  return fetched.some(entry => !entry) ? null : fetched.flatMap(entry => (entry ? [entry] : []))
}

/** The policy of content goes with the page it was written for; how it was packed on the way does not. */
const headersOf = (page: Response): Headers => {
  const headers = new Headers({ 'x-kept-at': String(Date.now()) })
  for (const name of ['content-type', 'content-security-policy', 'referrer-policy']) {
    const value = page.headers.get(name)
    if (value) headers.set(name, value)
  }
  return headers
}

/** What is said instead of a page that needs the network: nobody's, so rendered without anybody's cookie. */
export const keepOfflinePage = async (): Promise<void> => {
  const entries = await entriesOf(OFFLINE, null)
  if (!entries) return
  const cache = await caches.open('offline')
  for (const [path, answer] of entries) if (!path.startsWith('/api/')) await cache.put(path, answer)
}

export const offlinePage = async (): Promise<Response | undefined> => (await caches.open('offline')).match(OFFLINE)
