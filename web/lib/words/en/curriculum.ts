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
  minutes: 'Minutes',
  teachers: 'Teachers',
  noTeachers: 'No teachers yet. Add the first one below.',
  teacherHead: { name: 'Name', unit: 'Unit', title: 'Post or title', organisation: 'Belongs to' },
  addTeacher: 'Add a teacher',
  venues: 'Rooms and bases',
  noVenues: 'No rooms yet. Add the first one below.',
  venueHead: { place: 'Place', name: 'Room', capacity: 'Seats', organisation: 'Belongs to' },
  addVenue: 'Add a room',
  bases: 'Teaching bases',
  basesNote: count => `${count}; not booked, several cohorts may come at once`,
  noBases: 'No teaching base yet. Add the first one, and on-site lessons can go there.',
  baseHead: { name: 'Name', level: 'Level', kind: 'Kind', location: 'Location', capacity: 'Capacity', travel: 'Way there' },
  addBase: 'Add a base',
  hidden: 'Hidden',
  missing: 'Please fill this in',
  addedTeacher: name => `${name} added`,
  addedVenue: name => `${name} added`
}
