import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Browser, type Page } from '@playwright/test'
import { NODE, ROOT, startAt } from '../bench/processes.ts'
import { SCREENS, type Screen } from './screens.ts'

/** Takes the pictures of the tour from a server of its own with the invented county, and writes what they show into the README. */
const PORT = process.env.TOUR_PORT ?? '4862'
const HOME = `http://127.0.0.1:${PORT}`
const PICTURES = join(ROOT, 'content', 'pictures')
const MOST = 120_000
const SIZES = {
  desk: { viewport: { width: 1440, height: 900 }, deviceScaleFactor: 1 },
  phone: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2 }
}

const settled = async (page: Page): Promise<void> => {
  await page.waitForLoadState('networkidle')
  await page.evaluate('document.fonts.ready')
}

const signedIn = async (browser: Browser, { who, size }: Screen): Promise<Page> => {
  const context = await browser.newContext({
    ...SIZES[size],
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    serviceWorkers: 'block'
  })
  if (who) {
    const data = { username: who, password: 'Lunxun-2026', remember: false }
    const answer = await context.request.post(`${HOME}/api/sign-in`, { data })
    if (!answer.ok()) throw new Error(`${who} cannot sign in: ${answer.status()}`)
  }
  return context.newPage()
}

/** As WebP, drawn by the browser that took it; coarser where it would weigh too much. */
const asWebp = async (page: Page, png: Buffer): Promise<Buffer> => {
  const draw = `async (data, quality) => {
    const picture = await createImageBitmap(await (await fetch('data:image/png;base64,' + data)).blob())
    const canvas = new OffscreenCanvas(picture.width, picture.height)
    canvas.getContext('2d').drawImage(picture, 0, 0)
    const bytes = new Uint8Array(await (await canvas.convertToBlob({ type: 'image/webp', quality })).arrayBuffer())
    return bytes.reduce((text, byte) => text + String.fromCharCode(byte), '')
  }`
  for (const quality of [0.9, 0.8, 0.65, 0.5]) {
    const drawn = await page.evaluate<string>(`(${draw})(${JSON.stringify(png.toString('base64'))}, ${quality})`)
    if (drawn.length < MOST) return Buffer.from(drawn, 'latin1')
  }
  throw new Error(`a picture of ${page.url()} is too heavy`)
}

const take = async (browser: Browser, drawing: Page, screen: Screen): Promise<void> => {
  const page = await signedIn(browser, screen)
  await page.goto(HOME + screen.path)
  await settled(page)
  await screen.open?.(page)
  await settled(page)
  const picture = await asWebp(drawing, await page.screenshot({ animations: 'disabled' }))
  writeFileSync(join(PICTURES, `${screen.name}.webp`), picture)
  console.log(`${screen.name}.webp  ${Math.round(picture.length / 1000)} kB`)
  await page.context().close()
}

const BEGIN = '<!-- tour: npm run tour -->'
const END = '<!-- /tour -->'

/** Phones side by side, desks below each other. */
const written = (): string => {
  const image = ({ name, caption, size }: Screen) =>
    `<img src="content/pictures/${name}.webp" width="${size === 'phone' ? 200 : 780}" alt="${caption}">`
  const phones = SCREENS.filter(({ size }) => size === 'phone')
  const desks = SCREENS.filter(({ size }) => size === 'desk')
  return [
    phones.map(image).join('\n'),
    phones.map(({ caption }) => caption).join(' · ') + '.',
    ...desks.map(screen => `${screen.caption}.\n\n${image(screen)}`)
  ].join('\n\n')
}

const writeReadme = (): void => {
  const file = join(ROOT, 'README.md')
  const text = readFileSync(file, 'utf8')
  const [from, until] = [text.indexOf(BEGIN), text.indexOf(END)]
  if (from < 0 || until < from) throw new Error(`README.md has lost ${BEGIN} … ${END}`)
  writeFileSync(file, `${text.slice(0, from)}${BEGIN}\n\n${written()}\n\n${text.slice(until)}`)
}

const dataDir = mkdtempSync(join(tmpdir(), 'lunxun-tour-'))
const server = await startAt(NODE, ['--disable-warning=ExperimentalWarning', 'server/main.ts'], `${HOME}/readyz`, {
  env: { PORT, DATA_DIR: dataDir, DATABASE_URL: '', NODE_ENV: 'test' },
  patience: 300_000
})
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update'],
  // Days and times are drawn by the browser in its own language, where it has it (Debian: chromium-l10n).
  env: { ...(process.env as Record<string, string>), LANGUAGE: 'zh_CN', LANG: 'zh_CN.UTF-8' }
})
try {
  const drawing = await browser.newPage()
  for (const screen of SCREENS) await take(browser, drawing, screen)
  writeReadme()
} finally {
  await browser.close()
  await server.stop()
  rmSync(dataDir, { recursive: true, force: true })
}
