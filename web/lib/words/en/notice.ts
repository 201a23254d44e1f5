import type { zh } from '../zh/notice.ts'

export const en: typeof zh = {
  title: 'Notice',
  about:
    'Laid out as an official document (GB/T 9704-2012), with the timetable, quota table, reply form and sign-in sheet. Dates, place, hours, share and numbers come from the cohort; only what stands below is asked.',
  draft: 'The timetable is not published yet: every page of the file is marked as a draft.',
  form: 'What only you know',
  issuer: 'Issued by',
  issuerHint: 'Stands in red at the head and signs at the end',
  number: 'Document number',
  numberHint: 'Leave it empty while there is none',
  addressees: 'To',
  addresseesHint: 'For example: Party committees of all townships and subdistricts',
  signedOn: 'Date of the notice',
  signedOnHint: 'Due and covered are as of this day, and not later than today',
  replyBy: 'Replies until',
  replyByHint: 'May be left empty',
  contact: 'Contact and telephone',
  bring: 'Trainees bring along',
  bringHint: 'May be left empty',
  files: 'Files',
  word: 'Notice, Word (.docx)',
  excel: 'Notice, Excel (.xlsx)',
  pdf: 'Timetable, PDF (A4)',
  missing: 'Please fill this in',
  saved: name => `Made: ${name}`,
  fonts: 'The file names the fonts official documents are set in; the computer that opens it brings them.',
  timetable: 'Print the timetable (PDF)'
}
