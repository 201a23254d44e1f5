import type { Page } from '@playwright/test'

/** One picture: who looks at which page, how wide, and one line about it. To show another screen, add it here. */
export type Screen = {
  name: string
  caption: string
  who: string | null
  size: 'desk' | 'phone'
  path: string
  /** What still has to be opened on that page. */
  open?: (page: Page) => Promise<unknown>
}

/** The page behind the first link of that name, once it stands. */
const first = async (page: Page, name: RegExp): Promise<void> => {
  const link = page.getByRole('link', { name }).first()
  const path = await link.getAttribute('href')
  await link.click()
  await page.waitForURL(url => url.pathname === path)
}

export const SCREENS: Screen[] = [
  {
    name: 'today',
    caption: 'A trainee’s day: the next lesson, what is still missing this year; readable without a network',
    who: 'lin',
    size: 'phone',
    path: '/learn'
  },
  {
    name: 'today-senior',
    caption: 'The same in senior mode 长辈版: text from 20 to 30, targets of 60, a number to call',
    who: 'lin',
    size: 'phone',
    path: '/learn',
    open: page => page.getByRole('button', { name: '长辈版', exact: true }).click()
  },
  {
    name: 'my-cohorts',
    caption: 'The own timetable: into the calendar, or on one sheet of A4',
    who: 'lin',
    size: 'phone',
    path: '/learn/cohorts'
  },
  {
    name: 'record',
    caption: 'The own record: every line of the ledger opens to its lessons and marks',
    who: 'lin',
    size: 'phone',
    path: '/learn/record'
  },
  {
    name: 'timetable',
    caption: 'A timetable, its share of core theory with the arithmetic, checked while it is typed',
    who: 'wang',
    size: 'desk',
    path: '/manage/cohorts',
    open: page => first(page, /^第\d+期村党组织书记轮训班$/)
  },
  {
    name: 'queue',
    caption: 'What waits for the training administrator, and what waiting costs',
    who: 'wang',
    size: 'desk',
    path: '/manage'
  },
  { name: 'roster', caption: 'The roster: tree, people, any day', who: 'wang', size: 'desk', path: '/manage/roster' },
  {
    name: 'coverage',
    caption: 'Coverage of a county as of a date: worst first, every figure with its arithmetic and its people',
    who: 'chen',
    size: 'desk',
    path: '/coverage'
  },
  {
    name: 'uncovered',
    caption: 'From a figure to its people',
    who: 'chen',
    size: 'desk',
    path: '/coverage/people'
  },
  { name: 'roll-call', caption: 'Roll-call on a phone', who: 'xu', size: 'phone', path: '/teach' }
]
