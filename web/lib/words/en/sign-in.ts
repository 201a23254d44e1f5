import type { zh } from '../zh/sign-in.ts'

export const en: typeof zh = {
  title: 'Sign in',
  headline: 'Training for members and cadres',
  pitch: 'Courses, roll-calls, credit hours and what is still due, in one place. Every figure opens to show where it comes from.',
  username: 'Mobile number or account',
  password: 'Password',
  remember: 'Remember me on this device for 30 days',
  go: 'Sign in',
  going: 'Signing in…',
  usernameMissing: 'Please fill in the mobile number or account',
  passwordMissing: 'Please fill in the password',
  unreachable: 'The server cannot be reached. Check the network and try again.',
  help: {
    over: 'No account yet, or password forgotten',
    title: 'Ask the training administrator of your unit',
    sentence: 'Accounts and passwords are set on the spot; there is no form to fill in.'
  },
  promise: 'No app to install, no location, no photographs'
}
