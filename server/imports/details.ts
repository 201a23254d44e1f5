import { readEducation, readEthnicGroup, type Education, type Occupation } from './cells.ts'
import type { Gender } from './identity.ts'
import type { RosterRow } from './people.ts'

/** What the roster keeps of a person beside name and numbers. */
export type Details = {
  gender: Gender | null
  birthMonth: string | null
  ethnicGroup: string | null
  education: Education | null
  joinedMonth: string | null
  occupation: Occupation | null
}

export const DETAILS = ['gender', 'birthMonth', 'ethnicGroup', 'education', 'joinedMonth', 'occupation'] as const

/** What the rows of one person state; of two that differ the later one. What no row states stays null. */
export function detailsOf(rows: readonly RosterRow[]): Details {
  const last = <K extends keyof Details>(detail: K): Details[K] => rows.findLast(row => row[detail] != null)?.[detail] ?? null
  return {
    gender: last('gender'),
    birthMonth: last('birthMonth'),
    ethnicGroup: last('ethnicGroup'),
    education: last('education'),
    joinedMonth: last('joinedMonth'),
    occupation: last('occupation')
  }
}

/** The details of the roster in the words of a file: 汉 and 汉族, 大学本科 and its code are one. */
export type KeptDetails = {
  gender: Gender | null
  birthMonth: string | null
  ethnicGroup: string | null
  education: string | null
  /** Left out where they play no part. */
  joinedMonth?: string | null | undefined
  occupation?: string | null | undefined
}

/** Which details a file states otherwise. What it does not state is not a change. */
export function detailsChanged(stated: Details, kept: KeptDetails): (keyof Details)[] {
  const now: Record<keyof Details, string | null> = {
    ...kept,
    joinedMonth: kept.joinedMonth ?? null,
    occupation: kept.occupation ?? null,
    ethnicGroup: kept.ethnicGroup && readEthnicGroup(kept.ethnicGroup).name,
    education: kept.education && (readEducation(kept.education) ?? kept.education)
  }
  return DETAILS.filter(detail => stated[detail] !== null && stated[detail] !== now[detail])
}
