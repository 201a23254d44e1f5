import type { Api } from '../../server/api.ts'
import type { BodyOf, ParamsOf, QueryOf, ReplyOf, Sent } from '../../server/http/contract.ts'

/** A refusal as it crossed the wire: both sentences, the field it is about, and the facts behind it. */
export class Refused extends Error {
  readonly status: number
  readonly code: string
  readonly sentence: { zh: string; en: string }
  readonly field: string | null
  readonly facts: Record<string, unknown>

  constructor(
    status: number,
    problem: { code?: string; zh?: string; en?: string; field?: string; facts?: Record<string, unknown> }
  ) {
    super(problem.en ?? String(status))
    this.status = status
    this.code = problem.code ?? 'unreachable'
    this.sentence = {
      zh: problem.zh ?? '暂时连不上服务器，请稍后再试。',
      en: problem.en ?? 'The server cannot be reached. Please try again shortly.'
    }
    this.field = problem.field ?? null
    this.facts = problem.facts ?? {}
  }
}

type Upload = Blob
type Body<K extends keyof Api> = BodyOf<Api[K]> extends Uint8Array ? Upload : BodyOf<Api[K]>
type Reply<K extends keyof Api> = ReplyOf<Api[K]> extends Sent ? { fileName: string; blob: Blob } : ReplyOf<Api[K]>

export type Input<K extends keyof Api> = {
  params?: ParamsOf<Api[K]>
  query?: QueryOf<Api[K]>
  body?: Body<K>
  /** Sent even though the page is being left. */
  isLeaving?: boolean
}

/**
 * The only place that asks the server. A call is named as in its contract; a wrong URL, a missing field or a wrong reply does not
 * compile. In a `load`, pass the page's own `fetch`: while a page is rendered it stays inside the process.
 */
export const api = async <K extends keyof Api>(
  call: K,
  input: Input<K> = {},
  fetcher: typeof fetch = fetch
): Promise<Reply<K>> => {
  const [method, pattern] = (call as string).split(' ') as [string, string]
  const { body } = input
  const upload = body instanceof Blob
  const answer = await fetcher(addressOf(pattern, input.params, input.query), {
    method,
    ...(input.isLeaving ? { keepalive: true } : {}),
    ...(body ? { body: upload ? body : JSON.stringify(body) } : {}),
    headers: body ? { 'content-type': upload ? 'application/octet-stream' : 'application/json' } : {}
  }).catch(() => null)
  if (!answer) throw new Refused(0, {})
  const type = answer.headers.get('content-type') ?? ''
  if (!answer.ok) throw new Refused(answer.status, type.includes('json') ? await answer.json() : {})
  if (type.includes('application/json')) return answer.json()
  const fileName = decodeURIComponent(
    /filename\*=UTF-8''(.*)$/.exec(answer.headers.get('content-disposition') ?? '')?.[1] ?? 'file'
  )
  return { fileName, blob: await answer.blob() } as Reply<K>
}

/** The address of what the browser asks for by itself: a picture, a file to download. */
export const hrefOf = <K extends keyof Api & `GET ${string}`>(call: K, input: Pick<Input<K>, 'params' | 'query'> = {}): string =>
  addressOf(call.slice(4), input.params, input.query)

const addressOf = (pattern: string, params: object = {}, query: object = {}): string => {
  const values = params as Record<string, unknown>
  const path = pattern.replaceAll(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(values[name])))
  const asked = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) if (value !== undefined && value !== null) asked.set(name, String(value))
  return '/api' + path + (asked.size ? '?' + asked : '')
}

/** Hands a file that came from the server to the browser's downloads. */
export const save = ({ fileName, blob }: { fileName: string; blob: Blob }): void => {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = fileName
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}
