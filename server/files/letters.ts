/** A → 1, Z → 26, AA → 27. */
export const columnNumber = (letters: string): number =>
  [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0)

/** 1 → A, 26 → Z, 27 → AA. */
export const columnLetter = (column: number): string =>
  column <= 0 ? '' : columnLetter(Math.floor((column - 1) / 26)) + String.fromCharCode(65 + ((column - 1) % 26))
