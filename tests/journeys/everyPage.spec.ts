import type { Page } from '@playwright/test'
import { expect, expectAxeClean, PHONE, signIn, test } from './fixtures.ts'
import { cutOn, sidewaysOn } from './sight.ts'

/**
 * Every page of every role, once: a name, one heading of the first rank, nothing that axe finds, at a desk and on a phone; no word cut on
 * a button there and at 200 % of either, and nothing to be moved sideways; and the tab key shows where it is.
 * A page with an id is found by the first link to it on a page before. Add a new page to the role whose work it is; after the role, a word
 * for the part of it.
 */
const WALKS: Record<string, (string | RegExp)[]> = {
  nobody: ['/sign-in', '/complaints?page=/sign-in', '/accessibility', '/offline', '/nowhere'],
  lin: [
    '/learn',
    /^\/learn\/lessons\/\d+$/,
    /^\/learn\/lessons\/\d+\/quiz\/\d+$/,
    '/learn/cohorts',
    /^\/learn\/bases\/\d+$/,
    '/learn/messages',
    '/learn/record',
    '/learn/me',
    '/complaints?page=/learn',
    '/password'
  ],
  zhao: ['/learn', '/learn/cohorts', /^\/learn\/lessons\/\d+$/],
  xu: [
    '/teach',
    '/teach/messages',
    /^\/teach\/cohorts\/\d+$/,
    /^\/teach\/cohorts\/\d+\/arrival$/,
    /^\/teach\/cohorts\/\d+\/progress$/,
    /^\/teach\/cohorts\/\d+\/lessons\/\d+$/
  ],
  'wang, desk': ['/manage', '/manage/complaints', '/manage/policies'],
  'wang, catalogues': [
    '/manage/curriculum',
    /^\/manage\/curriculum\/\d+$/,
    '/manage/curriculum?from=hand',
    /^\/manage\/curriculum\/\d+\/edit$/,
    '/manage/curriculum/new',
    '/manage/curriculum/import',
    '/manage/curriculum/teachers?shown=all',
    /^\/manage\/curriculum\/teachers\/\d+$/,
    /^\/manage\/curriculum\/teachers\/\d+\/edit$/,
    '/manage/curriculum/teachers/new',
    '/manage/curriculum/teachers/import',
    '/manage/curriculum/venues',
    /^\/manage\/curriculum\/venues\/\d+$/,
    /^\/manage\/curriculum\/venues\/\d+\/edit$/,
    '/manage/curriculum/venues/new',
    '/manage/curriculum/textbooks',
    /^\/manage\/curriculum\/textbooks\/\d+$/,
    /^\/manage\/curriculum\/textbooks\/\d+\/edit$/,
    '/manage/curriculum/textbooks/new',
    '/manage/curriculum/bases',
    /^\/manage\/curriculum\/bases\/\d+$/,
    /^\/manage\/curriculum\/bases\/\d+\/edit$/,
    '/manage/curriculum/bases/new',
    '/manage/curriculum/bases/import'
  ],
  'wang, roster': [
    '/manage/imports',
    '/manage/roster',
    /^\/manage\/roster\/\d+/,
    /^\/manage\/roster\?.*organisationId=\d+/,
    /^\/manage\/roster\/organisations\/\d+/,
    '/manage/roster/categories',
    '/manage/roster/exemptions',
    '/manage/roster/due-dates',
    '/manage/roster/reserves',
    '/manage/roster/groups',
    '/manage/roster/new',
    '/manage/roster/duplicates'
  ],
  'wang, plan': [
    '/manage/plan',
    /^\/manage\/plan\/\d+\/import$/,
    /^\/manage\/plan\/\d+\/items\/new$/,
    /^\/manage\/plan\/\d+\/items\/\d+$/,
    /^\/manage\/cohorts\/new\?planId=\d+/,
    '/manage/plan/delivered',
    '/manage/plan/below',
    '/manage/plan/rounds'
  ],
  'wang, cohorts': [
    '/manage/cohorts/new',
    '/manage/cohorts/templates',
    // One that stands and whose lessons lie ahead: of another some pages have nothing to do.
    '/manage/cohorts?stage=notified',
    /^\/manage\/cohorts\/\d+$/,
    /^\/manage\/cohorts\/\d+\/edit$/,
    /^\/manage\/cohorts\/\d+\/import$/,
    /^\/manage\/cohorts\/\d+\/seats/,
    /^\/manage\/cohorts\/\d+\/groups$/,
    /^\/manage\/cohorts\/\d+\/arrival$/,
    /^\/manage\/cohorts\/\d+\/notice$/,
    /^\/manage\/cohorts\/\d+\/progress$/,
    /^\/manage\/cohorts\/\d+\/close-out$/,
    '/manage/cohorts'
  ],
  chen: ['/coverage', '/coverage/people', /^\/coverage\/people\/\d+/],
  gao: [
    '/manage/derogations',
    '/manage/plan/below',
    /^\/manage\/plan\/\d+$/,
    '/manage/policies',
    '/manage/removals',
    '/manage/core-theory'
  ],
  luo: ['/manage/roster'],
  admin: ['/admin']
}

const DESK = { width: 1440, height: 900 }
/** Both for a reader who has enlarged everything to twice the size. */
const SIZES = [DESK, { width: 720, height: 450 }, PHONE, { width: 195, height: 422 }]
const STOPS = 30

/** Goes on with the tab key; where it stands has to be seen. */
const unseenStops = async (page: Page): Promise<string[]> => {
  const unseen: string[] = []
  for (let stop = 0; stop < STOPS; stop++) {
    await page.keyboard.press('Tab')
    const where = await page.evaluate(() => {
      const at = document.activeElement
      if (!at || at === document.body) return 'end'
      const isMarked = (element: Element | null) => {
        if (!element) return false
        const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element)
        return (outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2) || boxShadow !== 'none'
      }
      const { width, height } = at.getBoundingClientRect()
      // A box in a frame is marked by its frame, a radio button by what it stands in.
      const marked = [at, at.parentElement, at.nextElementSibling].some(isMarked)
      return marked && (width > 1 || at.matches('input')) && height > 0
        ? null
        : `${at.tagName} ${at.textContent?.trim().slice(0, 20)}`
    })
    if (where === 'end') break
    if (where) unseen.push(where)
  }
  return unseen
}

for (const [walk, pages] of Object.entries(WALKS))
  test(`${walk}: every page, at a desk, on a phone, enlarged, by the tab key`, async ({ page }) => {
    test.setTimeout(300_000)
    const who = walk.split(',')[0]!
    if (who !== 'nobody') await signIn(page, who)
    const links = new Set<string>()
    for (const wanted of pages) {
      const path = typeof wanted === 'string' ? wanted : [...links].find(link => wanted.test(link))
      expect(path, `a link to ${wanted}`).toBeTruthy()
      await page.setViewportSize(DESK)
      await page.goto(path!)
      await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1)
      await expect(page).toHaveTitle(/.+ · 轮训/)
      for (const link of await page.locator('a[href^="/"]').evaluateAll(all => all.map(a => a.getAttribute('href')!)))
        links.add(link)
      await test.step(path!, async () => {
        await expectAxeClean(page)
        expect.soft([path, await unseenStops(page)]).toEqual([path, []])
        for (const size of SIZES) {
          await page.setViewportSize(size)
          // Tables and charts lay themselves out anew after the window has changed.
          await page.evaluate(() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))))
          const notSeen = [...(await cutOn(page)), ...(size === DESK ? [] : await sidewaysOn(page))]
          expect.soft([path, size.width, notSeen]).toEqual([path, size.width, []])
          if (size === PHONE) await expectAxeClean(page)
        }
      })
    }
  })
