import type { zh } from '../zh/curriculum.ts'
import { counted } from './counted.ts'

export const en: typeof zh = {
  title: 'Courses and teachers',
  courses: 'Courses',
  coursesNote: count => `${counted(count, 'course')}, from the content files`,
  noCourses: 'No courses yet. Put course files into the content folder; they appear here after a restart.',
  course: 'Course',
  summary: 'Summary',
  kind: 'Method',
  category: 'Category',
  counts: 'Counts',
  measured: length => `${length} (measured length of its films, and time for reading)`,
  version: 'Version',
  versionNumber: (number, when) => `${number}, installed ${when}`,
  filmLasts: length => `Film, measured at ${length}`,
  characters: count => `Text, ${count} characters`,
  oneFile: 'This course has a summary only, and nothing to look at online.',
  minutes: 'Minutes',
  teachers: 'Teachers',
  noTeachers: 'No teachers yet. Add the first one below.',
  teacherHead: { name: 'Name', unit: 'Unit', title: 'Post or title', organisation: 'Belongs to' },
  addTeacher: 'Add a teacher',
  venues: 'Rooms and bases',
  noVenues: 'No rooms yet. Add the first one below.',
  venueHead: { place: 'Place', name: 'Room', capacity: 'Seats', organisation: 'Belongs to' },
  addVenue: 'Add a room',
  missing: 'Please fill this in',
  addedTeacher: name => `${name} added`,
  addedVenue: name => `${name} added`
}
