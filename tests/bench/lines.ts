/** One line a bar: `name | figure | baseline | ratio | bar | ok`. */
export const line = (name: string, figure: string, baseline: string, ratio: string, bar: string, isMet: boolean | null): void =>
  console.log([name, figure, baseline, ratio, bar, isMet === null ? 'stated' : isMet ? 'ok' : 'NOT MET'].join(' | '))

export const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(1)} s`

export const median = (values: number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!
