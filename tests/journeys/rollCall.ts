import type { Page } from '@playwright/test'
import { expect } from './fixtures.ts'

/** 徐 goes to a lesson of today by her own page. */
export async function openLesson(page: Page, cohort: string, title: string): Promise<void> {
  await page.goto('/teach')
  await page.getByRole('region', { name: cohort, exact: true }).getByRole('link', { name: title }).click()
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible()
}

export async function confirmRoll(page: Page): Promise<void> {
  await page.getByRole('button', { name: '确认这次点名' }).click()
  await expect(page.getByText(/点名已存到服务器/)).toBeVisible()
}
