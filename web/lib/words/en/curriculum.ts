import type { zh } from '../zh/curriculum.ts'

export const en: typeof zh = {
  kind: 'Method',
  category: 'Category',
  counts: 'Counts',
  measured: length => `${length} (measured length of its films, and time for reading)`,
  version: 'Version',
  versionNumber: (number, when) => `${number}, since ${when}`,
  filmLasts: length => `Film, measured at ${length}`,
  characters: count => `Text, ${count} characters`,
  quiz: 'Quiz',
  oneFile: 'This course has a summary only, and nothing to look at online.'
}
