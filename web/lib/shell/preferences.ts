/** What a reader has chosen for this device, kept in cookies so that the first page drawn is already right. */
const aYear = 365 * 24 * 60 * 60

export type SeniorStep = 0 | 1 | 2 | 3

export function keep(name: 'lang' | 'senior', value: string | number) {
  document.cookie = `${name}=${value}; path=/; max-age=${aYear}; samesite=lax`
}

/** 0 is the usual text; 1 to 3 are the sizes of the senior mode. Null: nobody has chosen on this device. */
export function seniorStepIn(cookie: string | undefined): SeniorStep | null {
  return cookie === '0' ? 0 : cookie === '1' ? 1 : cookie === '2' ? 2 : cookie === '3' ? 3 : null
}
