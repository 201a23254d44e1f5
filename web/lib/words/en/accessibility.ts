import type { zh } from '../zh/accessibility.ts'

export const en: typeof zh = {
  title: 'Accessibility statement',
  date: '27 November 2026',
  reviewed: day => `Written on ${day}; read again with every release.`,
  aim: 'Everybody should be able to use every page: with weak sight, an unsteady hand, a keyboard alone, a screen reader, a patchy network. The measures are WCAG 2.1, level AA, and the national design code for older users of mobile applications.',
  measured: 'Measured with every change',
  measuredParts: [
    'Automatic check (axe): every page of every role, at the width of a desk and of a phone; any finding stops the release.',
    'Keyboard alone: every page can be walked through and shows where you are; every whole piece of work, from an import over a timetable and a roll-call to closing and a quiz, is done from end to end without a mouse.',
    'At 200 % of a desk and of a phone: no page and no table has to be moved sideways, no word on a button is cut, and every whole piece of work is done at that size.',
    'Senior mode: on every page of a trainee text is 18 at least and grows to 30, line spacing is 1.3 at least, paragraph spacing 1.3 times that, main targets 60 × 60, others 44 × 44, contrast 4.5 : 1.',
    'Colour: standings, conflicts and shortfalls also have a shape and a word, and can be told apart in a grey print.',
    'No puzzles, no unasked pop-ups, nothing that plays by itself, nothing that needs a swipe, no timer that empties a form.',
    'Without a network, Today and the timetable can still be read.'
  ],
  unmet: 'Not met yet',
  unmetParts: [
    'No blind or older trainee has tried it yet, and nobody has listened to every page with a screen reader: all of this was measured by machine.',
    'Enlarged or on a phone, large tables go down the page row by row and the week of a timetable is a list: the same content, but it cannot be compared across at a glance.',
    'There is no sign language and no reading aloud; the reader of the telephone can be used.',
    'Exported files have not each been tried with a screen reader.'
  ],
  complain: 'If something cannot be used, please say so',
  complainSentence:
    'Which page, which step: a few words are enough, signed in or not. The training administrator answers; if the answer does not help, say so again, or turn to the department above.',
  complainAct: 'Say it',
  phone: 'Call and ask'
}
