import { Type, type Static, type TObject, type TProperties, type TSchema } from 'typebox'

/**
 * What crosses to the web. A contract maps `'POST /cohorts/:cohortId/publication'` to its shapes; the server registers from it, the web
 * imports its type. Bodies are strict, replies drop what they do not declare.
 */
export type Endpoint = {
  /** One sentence for the reader of the API documentation. */
  says: string
  /** The named permission that guards it; `open` where no sign-in is needed. */
  permission: string
  params?: TObject
  query?: TObject
  /** A JSON object, or `bytes` for an uploaded file. */
  body?: TObject | typeof bytes
  /** A JSON object, or `bytes` for a file that is sent back. */
  reply: TObject | typeof bytes
  /** How often in an hour: one account, however many share its address; and one address, where nobody is signed in. */
  perHour?: { account: number; address: number }
}

export type Contract = Record<string, Endpoint>

/** An uploaded or downloaded file, as it is. */
export const bytes = 'bytes' as const

/** A file on its way to a browser. */
export type Sent = { fileName: string; mediaType: string; content: Uint8Array }

type In<E extends Endpoint, Part extends 'params' | 'query'> = E[Part] extends TObject ? Static<E[Part]> : Record<string, never>
export type ParamsOf<E extends Endpoint> = In<E, 'params'>
export type QueryOf<E extends Endpoint> = In<E, 'query'>
export type BodyOf<E extends Endpoint> = E['body'] extends TObject
  ? Static<E['body']>
  : E['body'] extends typeof bytes
    ? Uint8Array
    : null
export type ReplyOf<E extends Endpoint> = E['reply'] extends TObject ? Static<E['reply']> : Sent

/** An object with exactly these fields. */
export const shape = <P extends TProperties>(properties: P) => Type.Object(properties, { additionalProperties: false })

/** One of these words. */
export const oneOf = <const V extends readonly string[]>(values: V) =>
  Type.Unsafe<V[number]>({ type: 'string', enum: values as unknown as string[] })

/** The value or null. One type with a null, never a union: the serialiser and every client read it the same way. */
export const orNull = <S extends TSchema>(schema: S) => {
  const plain = schema as unknown as { type: string; enum?: string[] }
  return Type.Unsafe<Static<S> | null>({
    ...plain,
    type: [plain.type, 'null'],
    ...(plain.enum ? { enum: [...plain.enum, null] } : {})
  })
}

export const id = Type.Integer({ minimum: 1 })
export const day = Type.String({ format: 'date', description: 'civil date, YYYY-MM-DD' })
export const instant = Type.String({ format: 'date-time', description: 'instant, ISO 8601' })
export const minutes = Type.Integer({ minimum: 0, description: 'minutes' })
/** Minutes after midnight on the department's clock. */
export const minuteOfDay = Type.Integer({ minimum: 0, maximum: 1440, description: 'minutes after midnight' })
export const centiCredits = Type.Integer({ description: '1/100 学时' })
/** A sentence somebody writes: a reason, a name. Trimmed length is checked by the endpoint that keeps it. */
export const text = (maxLength = 200) => Type.String({ minLength: 1, maxLength, pattern: '\\S' })
export const done = shape({ done: Type.Literal(true) })
