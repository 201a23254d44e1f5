/** The only source of "now". Tests and the demonstration county bring their own. */
export type Clock = () => Date

export const systemClock: Clock = () => new Date()
