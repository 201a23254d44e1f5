/**
 * Films, and fair credit for watching them.
 *
 * The length of a film is read from the film itself. A playlist is believed as far as its rounding: half a second a segment.
 */
const ROUNDING_MS = 500

/** Whether two lengths of one thing differ by more than rounding to whole seconds explains. */
export const spansDiffer = (one: number, other: number): boolean => Math.abs(one - other) > ROUNDING_MS
