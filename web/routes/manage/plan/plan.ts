import type { api } from '$lib/api.ts'
import { tenThousands } from '../../../../server/cohorts/plan/rules.ts'

export type Plan = Awaited<ReturnType<typeof api<'GET /plans/:planId'>>>
export type Item = Plan['items'][number]

/** 125,000 yuan as 12.5 万元. */
export const money = (yuan: number): string => tenThousands(yuan).toLocaleString('en-US', { maximumFractionDigits: 4 })

/** 4000 as 40, 4050 as 40.5. */
export const hoursWritten = (centiCredits: number): string => String(centiCredits / 100)

/** 40 and 40.5 in 1/100; null where nothing is written, undefined where it is no such number. */
export const hoursIn = (text: string): number | null | undefined => {
  if (!text.trim()) return null
  const found = /^(\d{1,4})(?:\.(\d{1,2}))?$/.exec(text.trim())
  return found ? Number(found[1]) * 100 + Number((found[2] ?? '').padEnd(2, '0')) : undefined
}
