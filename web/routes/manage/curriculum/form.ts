/** A field of a catalogue's form. */
export type FormField = {
  field: string
  label: string
  kind: 'text' | 'number' | 'area' | 'words' | 'select' | 'checks'
  hint?: string
  isRequired?: boolean
  longest?: number
  /** Of a choice; `null` where nothing is chosen. */
  options?: { value: string | number | null; word: string }[]
  /** Stands in a line of its own. */
  isWide?: boolean
}

export type Typed = Record<string, unknown>

/** Several words as one writes them on one line. */
export const wordsIn = (line: string): string[] =>
  line
    .split(/[、,，;；\n]/)
    .map(word => word.trim())
    .filter(word => word !== '')

/** How a value stands in its field. */
export const shownIn = ({ kind }: FormField, value: unknown, and: string): unknown => {
  if (kind === 'words') return ((value ?? []) as string[]).join(and)
  if (kind === 'checks') return [...((value ?? []) as unknown[])]
  return kind === 'select' ? (value ?? null) : (value ?? '')
}

/** What a field says: nothing but blanks is nothing. */
export const saidBy = ({ kind }: FormField, value: unknown): unknown => {
  if (kind === 'words') return wordsIn(String(value))
  if (kind === 'checks' || kind === 'select') return value
  if (kind === 'number') return value === '' || value === null || value === undefined ? null : Number(value)
  return String(value ?? '').trim() || null
}
