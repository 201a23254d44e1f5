import type { zh } from '../zh/shell.ts'

export const en: typeof zh = {
  brand: 'Lunxun',
  titleOf: page => `${page} · Lunxun`,
  skip: 'Skip to the page',
  menu: 'Main menu',
  whereYouAre: 'Where you are',
  audiences: { learn: 'Learning', teach: 'My classes', manage: 'Cohorts', coverage: 'Coverage', admin: 'System' },
  pages: {
    signIn: 'Sign in',
    lesson: 'Lesson',
    quiz: 'Quiz',
    base: 'Teaching base',
    password: 'Change the password',
    teach: 'My classes'
  },
  places: {
    today: 'Today',
    myCohorts: 'Cohorts',
    record: 'Record',
    me: 'Me',
    classes: 'Cohorts',
    queue: 'To do',
    plan: 'Plan',
    cohorts: 'Cohorts',
    roster: 'Roster',
    imports: 'Imports',
    courses: 'Courses',
    policies: 'Requirements',
    coverage: 'Coverage',
    removals: 'Removals',
    coreTheory: 'Core theory',
    derogations: 'Derogations',
    accounts: 'Accounts',
    complaints: 'Suggestions and complaints'
  },
  acts: {
    save: 'Save',
    cancel: 'Cancel',
    confirm: 'Confirm',
    edit: 'Change',
    add: 'Add',
    remove: 'Remove',
    back: 'Back',
    close: 'Close',
    undo: 'Undo',
    search: 'Find',
    show: 'Show',
    showAll: 'Show all',
    hide: 'Hide',
    next: 'Next',
    previous: 'Previous',
    retry: 'Try again',
    print: 'Print',
    download: 'Download',
    exportExcel: 'Export to Excel',
    signOut: 'Sign out'
  },
  saved: {
    server: 'Saved on the server',
    device: 'On this device, to be sent',
    offline: count => (count > 0 ? `Offline, ${count} on this device` : 'Offline')
  },
  working: 'Working…',
  opening: 'Opening…',
  optional: 'optional',
  otherLanguage: '中文',
  senior: { on: 'Large text', off: 'Usual text', larger: 'Larger still', smaller: 'Smaller' },
  foot: { label: 'About this page', complaint: 'Suggestions and complaints', accessibility: 'Accessibility' },
  callAndAsk: 'Call and ask',
  signOutOffline:
    'No network: you are not signed out yet. The timetable kept on this device is gone; press again when there is a network.',
  offline: {
    title: 'No network just now',
    sentence: 'This page needs the network.',
    readable: 'Readable without it: today’s lessons and the timetable.',
    retry: 'Try again',
    today: 'Today',
    timetable: 'Timetable'
  },
  kept: {
    ready: when => `Readable without a network · as of ${when}`,
    shown: when => `No network just now · as of ${when}`
  },
  errors: {
    missing: { title: 'There is no such page', sentence: 'The address may be mistyped, or the page has moved.' },
    unreadable: {
      title: 'This address cannot be read',
      sentence: 'A number or a date in it is not right; it may be mistyped. Please start from the first page.'
    },
    barred: {
      title: 'This page is not open to you',
      sentence: 'If your work needs it, ask the training administrator or the system administrator of your unit.'
    },
    signedOut: { title: 'Please sign in first', sentence: 'You will come back to this page afterwards.' },
    failed: {
      title: 'Something went wrong in the system',
      sentence:
        'What you filled in is still on the page before. Try again later; if it fails again, tell the system administrator.'
    },
    offline: { title: 'The server cannot be reached', sentence: 'Check the network and try again.' },
    home: 'To the first page',
    signIn: 'Sign in'
  }
}
