import type { Browser, Page } from '@playwright/test'
import { newPhone, signInAs } from './browser.ts'

type Span = [from: number, until: number]
export type Watched = {
  coveredMs: number
  lengthMs: number
  missingMs: number
  playedMs: number
  elsewhereMs: number
  completed: boolean
}

/** Plain union of what the video elements themselves say they played; holes under two seconds are slips of the player (the pack's rule). */
const united = (spans: Span[]): Span[] => {
  const sums: Span[] = []
  for (const [from, until] of spans.toSorted((a, b) => a[0] - b[0])) {
    const last = sums.at(-1)
    if (last && from - last[1] < 2) last[1] = Math.max(last[1], until)
    else sums.push([from, until])
  }
  return sums
}

const playedOn = (page: Page): Promise<Span[]> =>
  page.locator('video').evaluate(video => {
    const { played } = video as HTMLVideoElement
    return Array.from({ length: played.length }, (_, at) => [played.start(at), played.end(at)] as [number, number])
  })

const isPlayingFrom = async (page: Page): Promise<void> => {
  await page.waitForFunction(() => {
    const video = document.querySelector('video')
    return video !== null && !video.paused && video.currentTime > 0.2
  })
}

const play = async (page: Page): Promise<void> => {
  await page.getByRole('group', { name: /影片/ }).getByRole('button', { name: '播放', exact: true }).click()
  await isPlayingFrom(page)
}

const pause = (page: Page): Promise<void> => page.locator('video').evaluate(video => (video as HTMLVideoElement).pause())

/** 林 watches a film of a minute as people do: pauses, reloads, jumps back, goes on at another device, and fills the last gap. */
export const watchHonestly = async (browser: Browser, origin: string, lessonId: number): Promise<Watched> => {
  const played: Span[] = []
  const address = `/learn/lessons/${lessonId}`
  const told = async (page: Page) =>
    (await (await page.request.get(`/api/my/lessons/${lessonId}`)).json()) as {
      completedAt: string | null
      parts: {
        kind: string
        lengthMs: number
        coveredMs: number
        missingMs: number
        covered: { fromMs: number; untilMs: number }[]
      }[]
    }

  const phone = await newPhone(browser, origin)
  await signInAs(phone, 'lin')
  const first = await phone.newPage()
  await first.goto(address, { waitUntil: 'networkidle' })
  // The demonstration has begun the film for him already.
  const begun = (await told(first)).parts.find(({ kind }) => kind === 'film')!
  played.push(...begun.covered.map(({ fromMs, untilMs }): Span => [fromMs / 1000, untilMs / 1000]))
  await play(first)
  await first.waitForTimeout(9_000)
  await pause(first)
  await first.waitForTimeout(1_500)
  played.push(...(await playedOn(first)))
  await first.reload({ waitUntil: 'networkidle' })
  await play(first)
  await first.waitForTimeout(8_000)
  // Back to something already seen: counts once.
  await first.getByRole('button', { name: '退 10 秒' }).click()
  await first.waitForTimeout(4_000)
  await pause(first)
  await first.waitForTimeout(1_500)
  played.push(...(await playedOn(first)))
  await phone.close()

  const tablet = await newPhone(browser, origin)
  await signInAs(tablet, 'lin')
  const second = await tablet.newPage()
  await second.goto(address, { waitUntil: 'networkidle' })
  await play(second)
  const { lengthMs } = (await told(second)).parts.find(({ kind }) => kind === 'film')!
  await second.waitForFunction(() => document.querySelector('video')!.ended, undefined, { timeout: lengthMs + 30_000 })
  await second.waitForTimeout(1_500)
  played.push(...(await playedOn(second)))
  // What is still missing has a row with a button.
  for (let turn = 0; turn < 6; turn++) {
    const gap = second.getByRole('button', { name: /^看这段/ }).first()
    if (!(await gap.isVisible())) break
    await gap.click()
    await isPlayingFrom(second)
    const { covered } = (await told(second)).parts.find(({ kind }) => kind === 'film')!
    await second.waitForTimeout(Math.max(3_000, lengthMs - (covered[0]?.untilMs ?? 0)))
    await pause(second)
    await second.waitForTimeout(1_500)
    played.push(...(await playedOn(second)))
  }
  const lesson = await told(second)
  await tablet.close()
  const film = lesson.parts.find(({ kind }) => kind === 'film')!
  const known = film.covered.map(({ fromMs, untilMs }): Span => [fromMs / 1000, untilMs / 1000])
  const sum = (spans: Span[]) => Math.round(spans.reduce((all, [from, until]) => all + until - from, 0) * 1000)
  const both = sum(united([...known, ...played]))
  return {
    ...film,
    playedMs: sum(united(played)),
    // Covered and not played, or played and not covered.
    elsewhereMs: 2 * both - sum(united(known)) - sum(united(played)),
    completed: lesson.completedAt !== null
  }
}
