/** Under this many people due, a rate says more about one person than about a unit: the counts are shown alone. */
export const fewestForRate = 10

/** Which of the five steps a rate falls in: 0 from 90 per cent, then 80, 70, 60, and 4 below; null where no rate is shown. */
export function heatStep(covered: number, due: number) {
  if (due < fewestForRate) return null
  const step = [90, 80, 70, 60].findIndex(bound => covered * 100 >= bound * due)
  return step === -1 ? 4 : step
}
