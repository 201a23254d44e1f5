import pg from 'pg'

/** None of the driver's connection is in its types. */
type Connection = {
  sync: () => void
  _send: (message: Buffer) => unknown
  submittedNamedStatements: Record<string, string>
}

/** What the driver's client says to the statement it is waiting for, which its types do not tell either. */
type Sent = {
  name?: string
  text: string
  submit: (connection: Connection) => Error | null
  handleRowDescription: (message: unknown) => void
  handleDataRow: (message: unknown) => void
  handleCommandComplete: (message: unknown, connection: Connection) => void
  handleReadyForQuery: (connection: Connection) => void
  handleError: (error: Error, connection: Connection) => void
}

const GIVEN_UP = '25P02'

/** To the statements behind one that failed: PostgreSQL has not looked at them. */
const notLookedAt = (cause: Error): Error =>
  Object.assign(new Error('a statement sent before this one failed'), { code: GIVEN_UP, cause })

/** Whether a statement was given up because one before it had failed. The query builder wraps what the driver says. */
export const isGivenUp = (error: unknown): boolean => {
  const { code, cause } = (error ?? {}) as { code?: unknown; cause?: { code?: unknown } }
  return code === GIVEN_UP || cause?.code === GIVEN_UP
}

/**
 * Several statements that travel in one packet and are answered in one: the driver would end each with a Sync, to which the server answers
 * at once, and on a small machine these answers cost more than the statements. To the driver it is one statement that takes its time.
 * If one fails, PostgreSQL skips the rest up to the Sync.
 */
export class Flight extends pg.Query {
  #waiting: Sent[]
  #all: readonly Sent[]

  constructor(statements: readonly pg.Query[]) {
    super('')
    this.#all = statements as unknown as Sent[]
    this.#waiting = [...this.#all]
  }

  // The driver notes by name and text which statements the server has parsed. Answers come in order, so it is always the first that waits.
  get name(): string | undefined {
    return this.#waiting?.[0]?.name
  }
  set name(_none) {}
  get text(): string {
    return this.#waiting?.[0]?.text ?? ''
  }
  set text(_none) {}

  override submit = ((connection: Connection): Error | null => {
    const messages: Buffer[] = []
    const gathering: Connection = Object.create(connection, {
      _send: { value: (message: Buffer) => messages.push(message) },
      sync: { value: () => {} }
    })
    for (const statement of this.#all) {
      const error = statement.submit(gathering)
      if (error) return error
    }
    connection.sync.call(gathering)
    connection._send(Buffer.concat(messages))
    return null
  }) as unknown as pg.Query['submit']

  handleRowDescription(message: unknown) {
    this.#waiting[0]!.handleRowDescription(message)
  }
  handleDataRow(message: unknown) {
    this.#waiting[0]!.handleDataRow(message)
  }
  handleCommandComplete(message: unknown, connection: Connection) {
    const statement = this.#waiting.shift()!
    statement.handleCommandComplete(message, connection)
    statement.handleReadyForQuery(connection)
  }
  handleEmptyQuery(connection: Connection) {
    this.#waiting.shift()!.handleReadyForQuery(connection)
  }
  handleReadyForQuery() {}
  handleError(error: Error, connection: Connection) {
    const [failed, ...behind] = this.#waiting.splice(0)
    failed?.handleError(error, connection)
    // A broken connection is told to all alike.
    const told = 'severity' in error ? notLookedAt(error) : error
    for (const statement of behind) {
      if (statement.name) delete connection.submittedNamedStatements[statement.name]
      statement.handleError(told, connection)
    }
  }
}
