import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { defineConfig } from '@playwright/test'

const PORT = process.env.JOURNEYS_PORT ?? '4861'
// Playwright reads this file once a worker; the folder is made by the first and handed on.
const dataDir = (process.env.JOURNEYS_DATA ??= mkdtempSync(join(tmpdir(), 'lunxun-journeys-')))

export default defineConfig({
  testDir: '.',
  outputDir: join(tmpdir(), 'lunxun-journeys-results'),
  timeout: 90_000,
  expect: { timeout: 10_000 },
  workers: 1,
  retries: 0,
  use: {
    baseURL: `http://127.0.0.1:${PORT}`,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    viewport: { width: 1440, height: 900 },
    acceptDownloads: true,
    // What is kept on a device has its own journey; everywhere else the network is asked, and can be watched and broken.
    serviceWorkers: 'block',
    actionTimeout: 10_000,
    navigationTimeout: 15_000,
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
  webServer: {
    command: `"${process.execPath}" --disable-warning=ExperimentalWarning ../../server/main.ts`,
    url: `http://127.0.0.1:${PORT}/readyz`,
    env: { PORT, DATA_DIR: dataDir, DATABASE_URL: '', NODE_ENV: 'test' },
    timeout: 180_000,
    reuseExistingServer: false,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 10_000 }
  }
})
