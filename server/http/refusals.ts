/** What a person may read about why something was refused. Facts are for programs, the sentence is for people. */
export type Sentence = { zh: string; en: string }

/**
 * The only deliberate error. Served as RFC 9457 `application/problem+json`.
 * `field` names the field or row that has to change.
 */
export class Refusal extends Error {
  readonly status: number
  readonly code: string
  readonly sentence: Sentence
  readonly facts: Record<string, unknown>
  readonly field: string | undefined

  constructor(status: number, code: string, sentence: Sentence, facts: Record<string, unknown> = {}, field?: string) {
    super(sentence.en)
    this.status = status
    this.code = code
    this.sentence = sentence
    this.facts = facts
    this.field = field
  }
}

type More = { facts?: Record<string, unknown>; field?: string }

/** The rules do not allow it. */
export const refuse = (code: string, zh: string, en: string, more: More = {}): Refusal =>
  new Refusal(409, code, { zh, en }, more.facts, more.field)

/** The input cannot be what it claims to be. */
export const badInput = (code: string, zh: string, en: string, more: More = {}): Refusal =>
  new Refusal(400, code, { zh, en }, more.facts, more.field)

export const notSignedIn = () => new Refusal(401, 'not-signed-in', { zh: '请先登录。', en: 'Please sign in first.' })

export const notAllowed = () =>
  new Refusal(403, 'not-allowed', { zh: '您的角色不能做这件事。', en: 'Your role does not allow this.' })

/** Also the answer for what exists but is not the asker's: nobody learns what isn't theirs. */
export const notFound = () =>
  new Refusal(404, 'not-found', { zh: '没有找到，或不在您的范围内。', en: 'Not found, or not within your part of the tree.' })
