import type { zh } from '../zh/password.ts'

export const en: typeof zh = {
  title: 'Change the password',
  change: 'Change the password',
  note: 'Afterwards every device signs in anew, with the new password.',
  current: 'Current password',
  next: 'New password',
  hint: 'At least 10 characters of three classes: upper case, lower case, digits, others',
  again: 'New password once more',
  missing: 'Please fill this in',
  differs: 'The two are not the same',
  save: 'Change it and sign in anew',
  back: 'Leave it'
}
