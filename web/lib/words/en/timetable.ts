import type { zh } from '../zh/timetable.ts'
import { counted } from './counted.ts'

export const en: typeof zh = {
  colon: ': ',
  redo: 'Redo',
  copiedDay: (from, to, count) => `${counted(count, 'lesson')} of ${from} copied to ${to}`,
  hand: {
    byMouse:
      'Drag a lesson to another time or day, drag its upper or lower edge to change its length, drag on empty time for a new one. A finger holds it for a moment first.',
    byKeys:
      'By keyboard: on a lesson hold Alt; ↑ and ↓ move it 5 minutes, PageUp and PageDown 15, ← and → a day, with Shift they change its length. Letting go of Alt saves, Esc puts it back.',
    fixed: 'Online lessons, and those recorded as held or not held, are not moved.',
    outside: 'It cannot go outside the days of the cohort.',
    at: (title, when, minutes) => `“${title}” ${when}, counts ${minutes} minutes`,
    put: (title, when) => `“${title}” is back at ${when}`,
    moved: (title, when) => `“${title}” moved to ${when}`,
    stretched: (title, times, minutes) => `“${title}” now ${times}, counts ${minutes} minutes`,
    split: parts => ` (in the proportions it had: ${parts})`,
    part: (name, minutes) => `${name} ${minutes}`,
    and: ', '
  },
  line: {
    label: 'A lesson in one line',
    hint: 'Day, time, category or kind, teacher, place, in any order. Enter fills in the form, Enter again saves it.',
    example: '周一 9:00-10:30 理论 王老师 301',
    read: 'Fill in the form',
    missing: parts => `The line does not say: ${parts}. The form begins with a free stretch; please check.`,
    parts: { heldOn: 'a day of the cohort', time: 'time', category: 'category' },
    and: ', '
  },
  day: {
    title: 'Copy a day',
    from: 'Which day',
    to: 'To which day',
    dayWith: (day, count) => `${day} · ${counted(count, 'lesson')}`,
    copy: 'Copy',
    cancel: 'Do not copy',
    outside: 'Outside the cohort’s days',
    same: 'Choose another day'
  },
  many: {
    title: 'Put in many',
    note: 'A workbook, pasted cells or the timetable of another cohort: first look at what was understood, then put it in as one act, which can be taken back as one.',
    sources: { label: 'From', file: 'Workbook', paste: 'Pasted cells', cohort: 'Another cohort' },
    file: 'File of the timetable',
    fileHint: '.xlsx, .xls, .et or .csv with headings: 日期, 时间, 课程内容, and best also 授课方式, 授课人, 地点, 课程类别.',
    chooseFile: 'Choose a file',
    otherFile: 'Another file',
    fileMissing: 'Choose a file',
    paste: 'Cells copied from a workbook',
    pasteHint: 'Select them in Excel or WPS together with their headings, copy, and paste here.',
    pasted: 'the pasted cells',
    pasteMissing: 'Paste the cells',
    cohort: 'Timetable of which cohort',
    cohortHint:
      'Days move along with the first day of the cohort. Teachers and rooms come along; whatever is taken is listed as a conflict.',
    noCohorts: 'There is no other cohort to copy from.',
    read: 'Have a look',
    shown: name => `Understood of “${name}”`,
    none: 'Not one lesson was understood.',
    head: {
      isIn: 'Put in',
      row: 'Row',
      day: 'Day',
      time: 'Time',
      title: 'Title',
      kind: 'Kind',
      teacher: 'Teacher',
      place: 'Place',
      minutes: 'Counted',
      category: 'Category',
      flags: 'To note'
    },
    include: title => `Put in “${title}”`,
    categoryOf: title => `Category of “${title}”`,
    kindOf: title => `Kind of “${title}”`,
    courseOf: title => `Online course of “${title}”`,
    noCourse: 'No course yet, counts for nothing',
    choose: 'Choose a category',
    categoryMissing: count => `${counted(count, 'lesson')} without a category`,
    allRest: count => `${counted(count, 'lesson')} without a category:`,
    setAll: 'Fill in all',
    flags: {
      'weekday-differs': text => `“${text}”: day and weekday differ; the day is taken`,
      'kind-not-said': text => (text ? `Kind “${text}” is not known; taken as classroom` : 'No kind said; taken as classroom'),
      'category-not-said': () => 'No category said; choose one',
      'category-unknown': text => `There is no category “${text}”; choose one`,
      'teacher-unknown': text => `“${text}” is on no list; stays as a text`,
      'venue-unknown': text => `“${text}” is no room on the list; stays as a text`,
      there: () => 'Is in the timetable already; not put in again'
    },
    refused: count => `${counted(count, 'row')} not put in`,
    refusedRow: row => `Row ${row}`,
    why: {
      'no-day': () => 'No day',
      'outside-the-cohort': text => `“${text}” is outside the cohort’s days`,
      'no-time': text => (text ? `“${text}” is no time` : 'No time'),
      'no-title': () => 'No title',
      'too-long': text => `“${text.slice(0, 20)}…” is longer than 120 characters`
    },
    dropped: rows => `Rows below the table (remarks, sums) are no lessons: ${rows}.`,
    afterwards: 'Once it is in',
    put: count => `Put in ${counted(count, 'lesson')}`,
    putDone: count => `${counted(count, 'lesson')} put in`,
    nothingChosen: 'No lesson is chosen'
  }
}
