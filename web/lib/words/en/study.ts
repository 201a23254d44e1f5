import type { zh } from '../zh/study.ts'
import { counted } from './counted.ts'

export const en: typeof zh = {
  title: 'Open now',
  required: 'Required',
  elective: 'Elective',
  open: (from, until) => `Open ${from} – ${until}`,
  until: until => `open until ${until}`,
  lastDay: 'today is the last day',
  left: days => (days === 1 ? 'today is the last day' : `${days} days left`),
  opens: from => `opens on ${from}`,
  over: 'no longer open',
  done: 'Completed',
  soon: 'closes soon',
  start: 'Begin',
  toDo: count => `${counted(String(count), 'lesson')} to complete`,
  allDone: 'All that is open is completed',
  more: 'See all',
  after: titles => `Complete ${titles} first`,
  quoted: title => `“${title}”`,
  and: ', ',
  menu: 'Electives',
  menuOf: (demanded, chosen) => `choose ${counted(demanded, 'minute')} at least; ${chosen} chosen`,
  toChoose: minutes => `${counted(minutes, 'minute')} to choose`,
  chosenEnough: 'Chosen enough',
  completed: (minutes, demanded) => `Electives completed: ${minutes} of ${demanded} minutes`,
  choose: 'Choose',
  chooseName: title => `Choose: ${title}`,
  unchoose: 'Take back',
  unchooseName: title => `Take back: ${title}`,
  chosen: 'Chosen',
  begun: 'Begun; the choice stays',
  goChoose: 'Choose electives',
  minutes: minutes => counted(minutes, 'minute'),
  bars: {
    notYet: from => `This lesson opens on ${from}.`,
    over: until => `This lesson was open until ${until}. It can be watched again, but earns nothing any more.`,
    notChosen: 'This is an elective; it can be begun once it is chosen.',
    outOfOrder: 'Complete these lessons before beginning this one.'
  }
}
