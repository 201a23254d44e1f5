/// <reference lib="webworker" />
import { self } from '$app/service-worker'
import { forgetAll, forgetOthers, isKept, keep, keepOfflinePage, kept, offlinePage, PAGES } from './lib/shell/keeping.ts'

/**
 * Today and the timetable can be read without a network; everything else then says that it needs one.
 *
 * The network always comes first, so nobody is held on an old version: what is kept is only shown when nothing answers. A page is kept
 * as the server rendered it, with the answers and the files it names, under the account it was rendered for. There is never more than
 * one account on a device: signing in or out, a changed password, or a page that says somebody else is here, empties what is kept.
 * Writes pass through and are never kept.
 */
const CHANGES_WHO = ['/api/sign-in', '/api/sign-out', '/api/me/password', '/sign-in']

/** How long a patchy network is waited for while a kept page could be shown instead. */
const PATIENCE = 8_000

self.addEventListener('install', event => {
  event.waitUntil(Promise.all([keepOfflinePage(), self.skipWaiting()]))
})

self.addEventListener('activate', event => {
  event.waitUntil(self.clients.claim())
})

self.addEventListener('message', event => {
  const { account, keep: wants } = event.data as { account: number | null; keep: boolean }
  const answer = async () => {
    await forgetOthers(account)
    const done = account !== null && wants && ((await isKept(account)) || (await keep(account)))
    event.ports[0]?.postMessage(done)
  }
  event.waitUntil(answer())
})

self.addEventListener('fetch', event => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (origin !== self.location.origin) return
  if (request.method !== 'GET') {
    if (CHANGES_WHO.includes(pathname)) event.waitUntil(forgetAll())
  } else if (request.mode === 'navigate') event.respondWith(page(request, pathname))
  else if (pathname.startsWith('/_app/immutable/')) event.respondWith(file(request, pathname))
  else if (pathname === '/api/me' || pathname.startsWith('/api/my/')) event.respondWith(answer(request, pathname))
})

const page = async (request: Request, pathname: string): Promise<Response> => {
  const place = pathname === '/' ? PAGES[0] : pathname
  const known = PAGES.includes(place) ? await kept(place) : undefined
  const answered = await (known ? inTime(request) : fetch(request)).catch(() => null)
  if (answered) return answered
  if (known) return place === pathname ? known : Response.redirect(place, 307)
  return (await offlinePage()) ?? Response.error()
}

/** A file's name changes with its content, so one that is kept is as good as a new one. */
const file = async (request: Request, pathname: string): Promise<Response> => (await kept(pathname)) ?? fetch(request)

const answer = async (request: Request, pathname: string): Promise<Response> => {
  const known = await kept(pathname)
  if (!known) return fetch(request)
  return inTime(request).catch(() => known)
}

const inTime = (request: Request): Promise<Response> =>
  Promise.race([
    fetch(request),
    new Promise<never>((_resolve, reject) => setTimeout(reject, PATIENCE, new Error('the network takes too long')))
  ])
