/** What stands between words: an English sentence takes no full-width comma. */
export const zh = {
  comma: '，',
  /** Between the items of a list. */
  and: '、',
  semicolon: '；',
  /** Between the time and what happens then, in a heading. */
  gap: '　',
  inBrackets: (what: string) => `（${what}）`
}
