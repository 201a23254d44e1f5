import type { zh } from '../zh/messages.ts'

export const en: typeof zh = {
  title: 'Messages',
  none: 'No messages yet. When a timetable is published or changed, it is told here.',
  unread: count => `${count} unread`,
  isNew: 'Unread',
  over: 'About the timetable',
  more: count => `${count} more unread`,
  see: 'Read messages',
  timetable: 'See the timetable',
  all: count => `All ${count} changes`,
  today: 'Today'
}
