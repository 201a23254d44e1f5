import type { Page } from '@playwright/test'
import { median as medianOf } from './lines.ts'
import { openBrowser, signInAs } from './browser.ts'
import { signedIn } from './mending.ts'

export type Edited = {
  slowest: number
  median: number
  requestsBeforeSaving: number
  requestsToSave: number
  edits: number
  dragged: number
}

const LESSONS = 60
const DAYS = 12

/**
 * A timetable of sixty lessons is edited in Chromium at a desk: its length, its category, its time; and a lesson is stretched by the mouse. From the event until the bar says the new
 * sum and the browser has painted it, in milliseconds; and how many requests went to the server meanwhile, and to save.
 */
/** Pulls the lower edge of the first lesson five minutes at a time; each until the bar says so, painted. The hand still holds it. */
const stretch = async (page: Page): Promise<number[]> => {
  const block = page.locator('.ec-event button').filter({ hasText: 'Lesson 1' }).first()
  await block.scrollIntoViewIfNeeded()
  const { x, y, width, height } = (await block.boundingBox())!
  const [atX, atY] = [x + width / 2, y + height - 3]
  await page.mouse.move(atX, atY)
  await page.mouse.down()
  const took: number[] = []
  for (let step = 1; step <= 10; step++)
    took.push(
      await page.evaluate(
        ([clientX, clientY]) =>
          new Promise<number>((answer, fail) => {
            const bar = document.querySelector<HTMLElement>('.share')!
            const before = bar.textContent
            setTimeout(() => fail(new Error('dragging did not change the bar')), 5000)
            const began = performance.now()
            window.dispatchEvent(
              new PointerEvent('pointermove', { clientX, clientY, isPrimary: true, pointerType: 'mouse', buttons: 1 })
            )
            const look = () =>
              requestAnimationFrame(() => (bar.textContent === before ? look() : answer(performance.now() - began)))
            look()
          }),
        [atX, atY - 5 * step] as const
      )
    )
  return took
}

export const measureEditor = async (origin: string): Promise<Edited> => {
  const ask = await signedIn(origin, 'wang')
  const [{ organisationId }] = (await ask('GET /teachers')).teachers
  const { id } = await ask('POST /cohorts', {
    organisationId,
    name: 'Sixty lessons',
    kind: 'rotation',
    stratum: 'villageSecretary',
    capacity: 10,
    startsOn: '2031-09-15',
    endsOn: '2031-09-30',
    supervisorId: null
  })
  const add = Array.from({ length: LESSONS }, (_, at) => ({
    kind: 'classroom',
    title: `Lesson ${at + 1}`,
    courseVersionId: null,
    heldOn: `2031-09-${15 + (at % DAYS)}`,
    fromMinute: 480 + 110 * Math.floor(at / DAYS),
    untilMinute: 570 + 110 * Math.floor(at / DAYS),
    minutes: 90,
    categories: [{ category: at % 2 ? 'competency' : 'coreTheory', minutes: 90 }],
    teacherIds: [],
    teacherText: null,
    venueIds: [],
    placeText: null
  }))
  await ask(`POST /cohorts/${id}/timetable`, { remove: [], change: [], add })

  const browser = await openBrowser()
  const desk = await browser.newContext({
    baseURL: origin,
    viewport: { width: 1440, height: 900 },
    locale: 'zh-CN',
    serviceWorkers: 'block'
  })
  await signInAs(desk, 'wang')
  const page = await desk.newPage()
  await page.goto(`/manage/cohorts/${id}`, { waitUntil: 'networkidle' })
  await page.getByRole('button', { name: 'Lesson 7', exact: true }).first().click()
  await page.locator('[name="untilMinute"]').waitFor()
  const requests: string[] = []
  page.on('request', request => {
    if (request.url().includes('/api/')) requests.push(`${request.method()} ${request.url()}`)
  })
  /** Sets a field as typing does, and waits for the bar to say something else, painted. */
  const edit = (name: string, value: string) =>
    page.evaluate(
      ([field, text]) =>
        new Promise<number>((answer, fail) => {
          const input = document.querySelector<HTMLInputElement>(`[name="${field}"]`)!
          const bar = document.querySelector<HTMLElement>('.share')!
          const before = bar.textContent
          setTimeout(() => fail(new Error(`${field} → ${text} did not change the bar`)), 5000)
          const began = performance.now()
          input.value = text!
          input.dispatchEvent(new Event(input.tagName === 'SELECT' ? 'change' : 'input', { bubbles: true }))
          const look = () =>
            requestAnimationFrame(() => (bar.textContent === before ? look() : answer(performance.now() - began)))
          look()
        }),
      [name, value]
    )
  const took: number[] = []
  for (let round = 0; round < 10; round++) {
    took.push(await edit('untilMinute', `09:${String(20 + round).padStart(2, '0')}`))
    took.push(await edit('fromMinute', `08:${String(10 + round).padStart(2, '0')}`))
    took.push(await edit('categories', round % 2 ? 'coreTheory' : 'competency'))
  }
  const requestsBeforeSaving = requests.length
  await page.getByRole('button', { name: '保存这节课' }).click()
  await page.locator('[name="untilMinute"]').waitFor({ state: 'detached' })
  const requestsToSave = requests.filter(request => !request.startsWith('GET ')).length
  const beforeDragging = requests.length
  const dragging = await stretch(page)
  const whileDragging = requests.length - beforeDragging
  await page.mouse.up()
  await page.getByRole('button', { name: /^撤销：把“Lesson 1”改为/ }).waitFor()
  const requestsToDrop = requests.slice(beforeDragging).filter(request => !request.startsWith('GET ')).length
  await browser.close()
  return {
    slowest: Math.max(...took, ...dragging),
    median: medianOf(took),
    requestsBeforeSaving: requestsBeforeSaving + whileDragging,
    requestsToSave: Math.max(requestsToSave, requestsToDrop),
    edits: took.length + dragging.length,
    dragged: Math.max(...dragging)
  }
}
