/** Why work could not be done, for whoever asked for it. */
export type Reason = { code: string; zh: string; en: string }

/** What keeps work from being done, other than a fault of ours. */
export class CannotGoOn extends Error {
  readonly reason: Reason
  constructor(reason: Reason) {
    super(reason.en)
    this.reason = reason
  }
}
