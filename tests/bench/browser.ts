import { chromium, type Browser, type BrowserContext, type Page } from '@playwright/test'

/** The system's own Chromium, as the journeys use it. */
export const openBrowser = (): Promise<Browser> =>
  chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync'
    ]
  })

/** A telephone with nothing in its cache. */
export const newPhone = (browser: Browser, origin: string): Promise<BrowserContext> =>
  browser.newContext({
    baseURL: origin,
    viewport: { width: 390, height: 844 },
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    // What a service worker keeps ahead of time is no part of a first page.
    serviceWorkers: 'block'
  })

export const signInAs = async (context: BrowserContext, username: string): Promise<void> => {
  const answer = await context.request.post('/api/sign-in', { data: { username, password: 'Lunxun-2026', remember: false } })
  if (!answer.ok()) throw new Error(`${username} could not sign in: ${answer.status()}`)
}

/** Bytes that came over the wire, headers included, until the page is quiet. */
export const bytesOf = async (page: Page, address: string): Promise<number> => {
  const session = await page.context().newCDPSession(page)
  let bytes = 0
  session.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += encodedDataLength))
  await session.send('Network.enable')
  await page.goto(address, { waitUntil: 'networkidle' })
  await session.detach()
  return bytes
}

/** A line of so many bits a second with so long a way, in milliseconds. */
export const slowDown = async (page: Page, bitsPerSecond: number, latency: number): Promise<void> => {
  const session = await page.context().newCDPSession(page)
  await session.send('Network.enable')
  await session.send('Network.emulateNetworkConditions', {
    offline: false,
    latency,
    downloadThroughput: bitsPerSecond / 8,
    uploadThroughput: bitsPerSecond / 8
  })
}
