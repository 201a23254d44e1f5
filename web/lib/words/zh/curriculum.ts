/** The words of the page of courses, teachers and rooms. */
export const zh = {
  title: '课程与师资',
  courses: '课程库',
  coursesNote: (count: string) => `${count} 门，随内容文件更新`,
  noCourses: '课程库还是空的。把课程文件放进内容目录，重新启动后会出现在这里。',
  course: '课程',
  summary: '简介',
  kind: '授课方式',
  minutes: '分钟',
  teachers: '师资库',
  noTeachers: '还没有老师。在下面加第一位。',
  teacherHead: { name: '姓名', unit: '工作单位', title: '职务职称', organisation: '归属' },
  addTeacher: '加一位老师',
  venues: '教室与教学点',
  noVenues: '还没有教室。在下面加第一间。',
  venueHead: { place: '地点', name: '教室', capacity: '座位', organisation: '归属' },
  addVenue: '加一间教室',
  missing: '请填这一项',
  addedTeacher: (name: string) => `已加 ${name}`,
  addedVenue: (name: string) => `已加 ${name}`
}
