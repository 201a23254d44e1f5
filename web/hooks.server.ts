import type { Handle, HandleFetch } from '@sveltejs/kit/hooks'
import type { InProcess } from '../server/http/front.ts'

/** What a page asks while it is rendered is answered in this process, with the reader's own cookie. */
export const handleFetch: HandleFetch = async ({ event, request, fetch }) => {
  const url = new URL(request.url)
  const raw = (event.platform as { req?: { inProcess?: InProcess } } | undefined)?.req
  if (!raw?.inProcess || url.origin !== event.url.origin || !url.pathname.startsWith('/api/')) return fetch(request)
  const body = request.body ? Buffer.from(await request.arrayBuffer()) : undefined
  const headers: Record<string, string> = {
    cookie: event.request.headers.get('cookie') ?? '',
    'accept-language': event.request.headers.get('accept-language') ?? '',
    ...(request.headers.get('content-type') ? { 'content-type': request.headers.get('content-type')! } : {})
  }
  const answer = await raw.inProcess({
    method: request.method,
    url: url.pathname + url.search,
    headers,
    ...(body ? { body } : {})
  })
  const kept = new Headers()
  for (const [name, value] of Object.entries(answer.headers))
    for (const one of [value ?? []].flat()) {
      if (name === 'set-cookie') handOn(event.cookies, one)
      else if (name !== 'content-length') kept.append(name, one)
    }
  return new Response(new Uint8Array(answer.body), { status: answer.status, headers: kept })
}

/** A cookie that the API sets in answer to a page goes on to the reader as the API wrote it. */
const handOn = (cookies: Parameters<HandleFetch>[0]['event']['cookies'], line: string): void => {
  const [pair = '', ...attributes] = line.split('; ')
  const [name = '', value = ''] = pair.split('=')
  const said = new Map(attributes.map(attribute => attribute.toLowerCase().split('=') as [string, string | undefined]))
  const maxAge = said.get('max-age')
  cookies.set(name, value, {
    path: '/',
    httpOnly: said.has('httponly'),
    secure: said.has('secure'),
    sameSite: 'lax',
    ...(maxAge ? { maxAge: Number(maxAge) } : {})
  })
}

/** The language is the reader's choice, kept in a cookie; Chinese first. */
export const handle: Handle = ({ event, resolve }) => {
  const lang = event.cookies.get('lang') === 'en' ? 'en' : 'zh-CN'
  return resolve(event, {
    transformPageChunk: ({ html }) => html.replace('%lang%', lang),
    filterSerializedResponseHeaders: name => name === 'content-type' || name === 'content-disposition'
  })
}
