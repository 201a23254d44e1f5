import type { zh } from '../zh/contents.ts'

export const en: typeof zh = {
  planned: 'Shares and lessons it must contain',
  plannedNote: 'As planned; changes as you edit',
  held: 'Shares and lessons it must contain, as held',
  school: 'All cohorts of this organiser this term',
  schoolNote: 'Published cohorts together; no single one is stopped by it',
  head: { rule: 'Rule', asked: 'What is enough', sum: 'Now', verdict: 'Result' },
  least: (part, whole) => `at least ${part}/${whole}`,
  most: (part, whole) => `at most ${part}/${whole}`,
  contains: tag => `has a lesson by “${tag}”`,
  severity: { must: '(must)', should: '(should)' },
  sum: (have, of, share) => `${have} ÷ ${of} minutes = ${share}`,
  lessons: count => (count === '1' ? '1 lesson' : `${count} lessons`),
  met: 'met',
  notMet: 'not met',
  add: minutes => `${minutes} minutes more`,
  takeOut: minutes => `${minutes} minutes less`,
  addLesson: tag => `add a lesson by “${tag}”`,
  breach: rule => `“${rule}” is not met`,

  packs: {
    title: 'Training requirements',
    sub: 'Who must learn what, shares and conversion stand here; every change is a new version',
    versions: 'Versions',
    head: { number: 'No.', title: 'Title', from: 'From', until: 'Until', recorded: 'Recorded', by: 'By' },
    shipped: 'came with the software',
    open: 'to this day',
    inForce: 'in force',
    see: 'See the text',
    text: number => `Text of version ${number}`,
    edit: 'Write a new version',
    editNote:
      'Every line is checked; the floor of one third cannot be lowered. A new version judges what is published afterwards; standings are computed anew beside the old ones.',
    label: 'Text of the new version (YAML)',
    modelsNote:
      'R1–R13 of the national plans and regulations, each with its source; values marked [verify] are to be checked first. It takes the place of the text below, and nothing holds before it is saved.',
    startFrom: 'Start from this one',
    model: title => `Start from this one: ${title}`,
    modelPut: title => `Put into the box below: ${title}`,
    check: 'Check',
    save: 'Save as a new version',
    fine: 'No mistakes; it can be saved.',
    saved: number => `Version ${number} is saved.`,
    mistakes: count => (count === 1 ? '1 mistake; nothing was saved' : `${count} mistakes; nothing was saved`),
    mistake: (line, text) => `Line ${line}: ${text}`
  }
}
