import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { violationOf, type Violation } from '../database/constraints.ts'
import { Refusal, badInput, refuse } from './refusals.ts'

/** What a broken constraint means to a person; keyed by the constraint's name. */
export type ConstraintRefusals = Record<string, (violation: Violation) => Refusal>

/** Turns whatever was thrown into problem details. Only what nobody foresaw is a 500, and it is logged. */
export const answerErrors =
  (constraints: ConstraintRefusals) =>
  (error: FastifyError | Refusal | Error, request: FastifyRequest, reply: FastifyReply): void => {
    const refusal = refusalOf(error, constraints)
    if (!refusal) request.log.error(error)
    const { status, code, sentence, facts, field } = refusal ?? unforeseen
    const isEnglish = (request.headers['accept-language'] ?? '').startsWith('en')
    // Serialised here: the body is the same for every endpoint, and no reply schema cuts it.
    void reply
      .status(status)
      .header('content-type', 'application/problem+json; charset=utf-8')
      .serializer((body: unknown) => JSON.stringify(body))
      .send({
        type: `urn:lunxun:${code}`,
        title: isEnglish ? sentence.en : sentence.zh,
        status,
        code,
        zh: sentence.zh,
        en: sentence.en,
        ...(field ? { field } : {}),
        facts
      })
  }

const unforeseen = new Refusal(500, 'unforeseen', {
  zh: '系统没能完成，已记录。请稍后再试。',
  en: 'This could not be completed and has been logged. Please try again later.'
})

const refusalOf = (error: FastifyError | Refusal | Error, constraints: ConstraintRefusals): Refusal | null => {
  if (error instanceof Refusal) return error
  const violation = violationOf(error)
  if (violation) return constraintRefusal(violation, constraints)
  return inputRefusal(error as FastifyError)
}

const constraintRefusal = (violation: Violation, constraints: ConstraintRefusals): Refusal | null => {
  const named = violation.constraint ? constraints[violation.constraint]?.(violation) : null
  if (named) return named
  if (violation.code === '40001' || violation.code === '40P01')
    return refuse('at-once', '有人同时在改，请再试一次。', 'Someone else was changing this at the same time. Please try again.')
  if (violation.code === '22P05' || violation.code === '22021')
    return badInput('unreadable-text', '文字里有不能保存的字符。', 'The text contains a character that cannot be kept.')
  if (violation.code === '22003' || violation.code === '22008' || violation.code === '22007')
    return badInput('out-of-range', '数值或日期超出范围。', 'A number or date is out of range.')
  return null
}

/** What the schema checker says, in the words of a form. */
const inChinese: Record<string, string> = {
  required: '没有填',
  additionalProperties: '不是这里的栏目',
  type: '的类型不对',
  format: '的格式不对',
  pattern: '的格式不对',
  enum: '不在可选的范围内',
  minLength: '太短',
  maxLength: '太长',
  minimum: '太小',
  maximum: '太大',
  minItems: '至少要有一项',
  maxItems: '项数太多',
  uniqueItems: '有重复的项'
}

const inputRefusal = (error: FastifyError): Refusal | null => {
  if (error.validation?.length) {
    const first = error.validation[0]!
    const params = first.params as { missingProperty?: string; additionalProperty?: string }
    const field = [first.instancePath.slice(1).replaceAll('/', '.'), params.missingProperty ?? params.additionalProperty]
      .filter(Boolean)
      .join('.')
    const at = field || (error.validationContext ?? 'body')
    return badInput(
      'bad-field',
      `“${at}”${inChinese[first.keyword] ?? '填得不对'}。`,
      `"${at}" is not right: ${first.message ?? ''}`,
      {
        field: at,
        facts: { keyword: first.keyword }
      }
    )
  }
  const status = error.statusCode
  if (status === 413) return new Refusal(413, 'too-large', { zh: '文件太大。', en: 'The file is too large.' })
  if (status === 415)
    return new Refusal(415, 'media-type', { zh: '不支持这种内容类型。', en: 'This content type is not supported.' })
  if (status === 429)
    return new Refusal(429, 'too-many', { zh: '请求太多，请稍后再试。', en: 'Too many requests. Please try again later.' })
  if (status === 503)
    return new Refusal(503, 'busy', { zh: '系统正忙，请稍后再试。', en: 'The system is busy. Please try again shortly.' })
  if (status && status >= 400 && status < 500) return badInput('bad-request', '请求读不懂。', 'The request could not be read.')
  return null
}
