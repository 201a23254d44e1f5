import type { zh } from '../zh/progress.ts'
import { counted } from './counted.ts'

export const en: typeof zh = {
  title: 'Films and quizzes',
  open: 'Who is done with films and quizzes',
  items: 'Films and quizzes of this cohort',
  film: title => `Film: ${title}`,
  quiz: title => `Quiz: ${title}`,
  filmDone: (done, all) => `watched by ${done} of ${all}`,
  quizDone: (done, all) => `passed by ${done} of ${all}`,
  people: 'Trainees',
  show: 'Show',
  everybody: count => `All ${count}`,
  notDone: count => `Not done ${count}`,
  done: 'All done',
  left: count => `${count} to do`,
  watched: when => `Watched, ${when}`,
  watching: (share, seen, length, missing) => `Watched ${share} (${seen} of ${length}), ${missing} missing`,
  notWatched: length => `Not begun, lasts ${length}`,
  passed: attempts => `Passed in ${counted(attempts, 'attempt')}`,
  notPassed: attempts => `Not passed yet after ${counted(attempts, 'attempt')}`,
  noneLeft: attempts => `Not passed in ${counted(attempts, 'attempt')}; none is left`,
  underWay: attempts => `Attempt ${attempts} is begun, not submitted`,
  notBegun: 'Not begun',
  nothing: 'The timetable of this cohort has neither films nor quizzes.',
  nobody: 'Nobody has a seat in this cohort yet.',
  allDone: 'Everybody is done.',
  toTimetable: 'See the timetable',
  showAll: 'Show everybody'
}
