/**
 * Courses and their packages.
 * A course is one file, or a package of parts in order: texts, films, quizzes. A package that changed gets its next version; a version is
 * never changed, so a lesson keeps what it was published with. A timetable still in draft follows the latest version.
 *
 * The counted minutes of an online course are the length of its films, as the server measured it, in whole minutes begun and ended, plus
 * the pack's allowance for reading: so many minutes for every 1,000 characters of text, rounded up. While there is no film they are 0.
 * Nobody types them. Letters and digits are characters; spaces, punctuation and marks of the layout are not.
 */
export type Measured = { lengthMs: number; characters: number }

/** `reading`: minutes per 1,000 characters, of the policy pack. */
export const measuredMinutes = (parts: readonly Measured[], reading: number): number => {
  const filmMs = parts.reduce((sum, part) => sum + part.lengthMs, 0)
  const characters = parts.reduce((sum, part) => sum + part.characters, 0)
  return filmMs === 0 ? 0 : Math.floor(filmMs / 60_000) + Math.ceil((reading * characters) / 1000)
}

export const charactersIn = (text: string): number => text.match(/[\p{L}\p{N}]/gu)?.length ?? 0
