/** Breaks a text into lines as Chinese is set: between any two letters, but no line begins with a stop and none ends with an opening bracket. */

const STOPS = '，。、；：！？）》〉”’〕】％%),.;:!?…—–'
const OPENINGS = '（《〈“‘〔【('

/** What stays together: a word or a number with the letter before it, a letter with the stop behind it, a bracket with what it opens. */
export const piecesOf = (text: string): string[] => {
  const pieces: string[] = []
  let isOpen = false
  for (const [part] of text.matchAll(/\p{Script=Han}?[A-Za-z0-9]+(?:[.:\-–/][A-Za-z0-9]+)*|\s+|[^]/gu)) {
    const last = pieces.length - 1
    if (last >= 0 && (isOpen || STOPS.includes(part))) pieces[last] += part
    else pieces.push(part)
    isOpen = OPENINGS.includes(part)
  }
  return pieces
}

/** `widthOf` in the unit of `room`. A piece that is wider than a line is broken where the line ends. */
export const linesOf = (text: string, room: number, widthOf: (text: string) => number): string[] =>
  text.split('\n').flatMap(paragraph => {
    const lines: string[] = []
    let line = ''
    for (const piece of piecesOf(paragraph)) {
      if (widthOf(line + piece) <= room) {
        line += piece
        continue
      }
      if (line.trim()) lines.push(line.trimEnd())
      line = ''
      for (const letter of widthOf(piece) <= room ? [piece.trimStart()] : piece) {
        if (line && widthOf(line + letter) > room) {
          lines.push(line)
          line = ''
        }
        line += letter
      }
    }
    return [...lines, line.trimEnd()]
  })
