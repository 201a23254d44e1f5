/**
 * Sign-in.
 * Five wrong passwords within fifteen minutes lock the name for the rest of them (等保: 登录失败处理).
 * A password has at least ten characters of at least three classes: lower case, upper case, digits, others.
 * A token carries the account's epoch; raising the epoch signs out every device at once.
 * Roles are held over a part of the tree. The system administrator manages accounts and sees no business data,
 * so nobody holds that role together with another.
 * Where the department sets an age, a trainee of that age or above begins in the senior mode; of a birthday only the month is known.
 */
export const FAILURES_ALLOWED = 5
export const LOCK_MINUTES = 15
export const REMEMBER_DAYS = 30

export const isLocked = (failuresInWindow: number): boolean => failuresInWindow >= FAILURES_ALLOWED

const CLASSES = [/[a-z]/, /[A-Z]/, /\d/, /[^a-zA-Z\d]/]

export const isStrongEnough = (password: string): boolean =>
  [...password].length >= 10 && CLASSES.filter(kind => kind.test(password)).length >= 3

/** `birthMonth` is YYYY-MM, `today` a civil date. */
export const isSenior = (birthMonth: string | null, seniorFrom: number | null, today: string): boolean =>
  birthMonth !== null &&
  seniorFrom !== null &&
  `${Number(birthMonth.slice(0, 4)) + seniorFrom}${birthMonth.slice(4)}` <= today.slice(0, 7)

/** Separation of duties: accounts on one side, business on the other. */
export const mayBeHeldTogether = (roles: readonly string[]): boolean =>
  !roles.includes('systemAdministrator') || roles.every(role => role === 'systemAdministrator')
