import type { zh } from '../zh/feeds.ts'

export const en: typeof zh = {
  title: 'Subscribe by calendar',
  says: 'Add the address to a calendar program; when the timetable changes, the calendar follows. Whoever knows the address can read it, so do not pass it on.',
  noTrainees: ' The calendar names no trainee.',
  phone:
    'On a phone: on an iPhone open Settings → Calendar → Accounts → Add Account → Other → Add Subscribed Calendar and paste the address; for Android open the web page of your calendar on a computer and choose “Add by URL”, and the phone will follow.',
  make: 'Make an address',
  makeMore: 'Make another',
  fresh: 'The address (shown this once; copy it now)',
  copy: 'Copy the address',
  copied: 'Copied',
  copyFailed: 'It could not be copied; press long on the address and copy it yourself.',
  open: 'Open in the calendar program',
  list: 'Addresses in use',
  madeBy: (who, when) => `made by ${who}, ${when}`,
  revoke: 'Take back',
  revokeOf: (who, when) => `Take back the address made by ${who}, ${when}`,
  revoked: 'Taken back; calendars with this address are updated no longer.',
  none: 'There is no address yet.'
}
