import type { zh } from '../zh/quiz.ts'
import { counted } from './counted.ts'

export const en: typeof zh = {
  leave: 'Leave for now',
  toLesson: 'Back to the lesson',
  types: { single: 'Single choice', multiple: 'Multiple choice', trueFalse: 'True or false', blank: 'Blanks' },
  hints: {
    single: 'Choose one.',
    multiple: 'Choose all that are right; only all of them score.',
    trueFalse: 'True or false?',
    blank: 'Width and case of letters do not matter.'
  },
  right: 'True',
  wrong: 'False',
  intro: {
    facts: (questions, outOf) => `${counted(questions, 'question')}, ${counted(outOf, 'point')} in all`,
    pass: score => `${score} to pass`,
    untimed: 'No time limit. Leave at any time and go on later. Each answer is kept on this device, then on the server.',
    most: count => `${counted(count, 'attempt')} in all; the best one counts.`,
    anyNumber: 'Take it as often as you like; the best attempt counts.',
    start: 'Begin',
    again: 'Take it again',
    noneLeft: 'It cannot be taken again: no attempt is left, or the cohort is closed.',
    attempts: 'Attempts so far',
    attempt: number => `Attempt ${number}`,
    scored: score => counted(score, 'point'),
    best: 'Best',
    see: 'See the result'
  },
  standings: { passed: 'Passed', underWay: 'Not submitted yet', notPassed: 'Not passed yet', notBegun: 'Not begun' },
  passed: 'Passed',
  notPassed: 'Not passed',
  question: number => `Question ${number}`,
  of: count => ` of ${count}`,
  points: score => counted(score, 'point'),
  space: number => `Space ${number}`,
  onlySpace: 'Your answer',
  untimed: 'No time limit. What is on the server can be gone on with on another phone.',
  answered: (done, left) => `${done} answered, ${left} to go`,
  allAnswered: done => `All ${done} answered`,
  overview: 'Questions',
  places: { server: 'on the server', device: 'on this device', none: 'not answered' },
  placeCount: (place, count) => `${count} ${place}`,
  cell: (number, place) => `Question ${number}, ${place}`,
  previous: 'Previous',
  next: 'Next',
  toReview: 'Review and submit',
  review: {
    title: 'Before you submit',
    back: 'Back to the questions',
    change: 'Change',
    answer: 'Answer',
    unanswered: count => `${counted(count, 'question')} not answered`,
    unansweredSentence: 'A question without an answer earns nothing. Answer first, or submit as it is.',
    waiting: count => `${counted(count, 'answer')} still on this device`,
    waitingSentence: 'They are sent when the network is back; then you can submit. Closing the page loses nothing.',
    submit: 'Submit',
    submitting: 'Submitting…',
    finalSentence: 'Nothing can be changed afterwards.',
    notSubmitted: 'Not submitted'
  },
  signedOut: {
    title: 'You are no longer signed in',
    sentence: 'Your answers are on this device. They are sent once you sign in again.',
    act: 'Sign in'
  },
  notKept: 'This answer was not kept',
  ended: {
    title: 'This attempt has been submitted',
    sentence: 'Perhaps on another device. Answers that had not been sent from here do not count.',
    act: 'See the result'
  },
  result: {
    title: 'Quiz result',
    of: (outOf, pass) => `of ${outOf}; ${pass} to pass`,
    attempt: (number, when) => `Attempt ${number}, submitted ${when}`,
    questions: 'Question by question',
    untold:
      'You may try again, so it is not said yet which answers are right. Once you have passed, or can try no more, every right answer is here with its reason.',
    untoldOpen: 'One attempt has not been submitted yet, so it is not said which answers are right. Come back when it is.',
    rightCount: (right, all) => `${right} of ${all} right`,
    isRight: 'Right',
    isWrong: 'Wrong',
    isEmpty: 'Not answered',
    earned: (earned, score) => `${earned} of ${counted(score, 'point')}`,
    yours: 'Your answer',
    key: 'Right answer',
    why: 'Why',
    source: 'Source',
    or: ' or ',
    print: 'Print the result'
  },
  between: ', ',
  nothing: '(empty)'
}
