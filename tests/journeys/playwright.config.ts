import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { defineConfig } from '@playwright/test'
import type { Living } from './fixtures.ts'

const PORT = Number(process.env.JOURNEYS_PORT ?? 4861)
// Playwright reads this file once a worker; the folder is made by the first and handed on.
const dataDir = (process.env.JOURNEYS_DATA ??= mkdtempSync(join(tmpdir(), 'lunxun-journeys-')))

/** A story changes the county it is told in, so each way of living it has a county of its own; the two go side by side. */
const countyAt = (port: number) => ({
  command: `"${process.execPath}" --disable-warning=ExperimentalWarning ../../server/main.ts`,
  url: `http://127.0.0.1:${port}/readyz`,
  env: { PORT: String(port), DATA_DIR: join(dataDir, String(port)), DATABASE_URL: '', NODE_ENV: 'test' },
  timeout: 400_000,
  reuseExistingServer: false,
  gracefulShutdown: { signal: 'SIGTERM' as const, timeout: 10_000 }
})
const homeAt = (port: number) => ({ baseURL: `http://127.0.0.1:${port}` })

/** A part of the walks waits for whoever is done first with the stories: that is the keyboard. */
const WALKED_LATER = /(wang, catalogues|wang, plan|nobody): every page/

export default defineConfig<object, Living>({
  testDir: '.',
  outputDir: join(tmpdir(), 'lunxun-journeys-results'),
  timeout: 240_000,
  expect: { timeout: 20_000 },
  workers: 2,
  // A machine that stands still for a moment is not a fault of the product; whatever needed its second try is named at the end of the run.
  retries: 1,
  use: {
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    viewport: { width: 1440, height: 900 },
    acceptDownloads: true,
    // What is kept on a device has its own journey; everywhere else the network is asked, and can be watched and broken.
    serviceWorkers: 'block',
    actionTimeout: 20_000,
    navigationTimeout: 30_000,
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync'
      ]
    }
  },
  projects: [
    { name: 'by mouse', workers: 1, use: homeAt(PORT), grepInvert: WALKED_LATER },
    {
      name: 'by keyboard, at 200 %',
      workers: 1,
      // Not the walks and measures: they set their own sizes and press the tab key themselves.
      testIgnore: /everyPage|senior|slowLine/,
      use: { ...homeAt(PORT + 1), hand: 'keyboard', isEnlarged: true }
    },
    { name: 'walks, in the county of the keyboard', workers: 1, use: homeAt(PORT + 1), grep: WALKED_LATER }
  ],
  webServer: [countyAt(PORT), countyAt(PORT + 1)]
})
