import { readFileSync } from 'node:fs'
import { parse } from 'yaml'

/**
 * Coverage from scratch: plain loops over exported rows, day by day, written from the definitions and from nothing else. Slow on purpose.
 */
export type Row = Record<string, any> // eslint-disable-line typescript/no-explicit-any
export type World = {
  posts: Row[]
  memberships: Row[]
  exemptions: Row[]
  entries: Row[]
  completions: Row[]
  organisations: Row[]
}

const pack = parse(readFileSync(new URL('../../content/policies/example-county.yaml', import.meta.url), 'utf8'))
export const REQUIREMENTS: string[] = pack.requirements.map((requirement: Row) => requirement.code)

/** `state` of one person, with where and as what. */
export type Placed = { person: number; organisation: number; unit: number; stratum: string; state: string }

const dayBefore = (day: string): string => new Date(Date.parse(day + 'T00:00:00Z') - 86_400_000).toISOString().slice(0, 10)
const dayAfter = (day: string): string => new Date(Date.parse(day + 'T00:00:00Z') + 86_400_000).toISOString().slice(0, 10)
const monthsLater = (day: string, months: number): string => {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number]
  const last = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate()
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))).toISOString().slice(0, 10)
}

/** Midnight after the day, in the department's time: what was recorded before it was known on that day. */
const endOfDay = (day: string): number => Date.parse(dayAfter(day) + 'T00:00:00+08:00')

const knownRows = (rows: Row[], before: number | null): Row[] =>
  rows.filter(row => {
    const from = Date.parse(row.recorded_from ?? row.recorded_at)
    const until = row.recorded_until ? Date.parse(row.recorded_until) : Infinity
    return before === null ? until === Infinity : from < before && until >= before
  })

const holdsOn = (row: Row, day: string): boolean => row.valid_from <= day && (!row.valid_until || day < row.valid_until)

export const coverageOf = (world: World, code: string, day: string, known: 'now' | 'then', scope: number): Placed[] => {
  const before = known === 'then' ? endOfDay(day) : null
  const requirement = pack.requirements.find((each: Row) => each.code === code)
  const posts = knownRows(world.posts, before)
  const memberships = knownRows(world.memberships, before)
  const exemptions = knownRows(world.exemptions, before)
  const entries = knownRows(world.entries, before)
  const completions = knownRows(world.completions, before)
  const organisations = knownRows(world.organisations, before)

  const organisationOn = (id: number, on: string): Row | undefined => {
    const facts = organisations
      .filter(fact => fact.organisation_id === id)
      .toSorted((a, b) => (a.valid_from < b.valid_from ? -1 : 1))
    return facts.filter(fact => fact.valid_from <= on).at(-1) ?? facts[0]
  }

  const people = new Set([...posts, ...memberships].map(row => row.person_id))
  const result: Placed[] = []
  for (const person of people) {
    const own = (requirement.stages ? memberships : posts).filter(
      row =>
        row.person_id === person &&
        (requirement.stages ? requirement.stages.includes(row.stage) : requirement.roles.includes(row.role))
    )
    const isInOffice = (on: string) => own.some(row => holdsOn(row, on))

    /** Walks back to the first day of the unbroken time in office. */
    const appointedOn = (on: string): string => {
      let first = on
      while (isInOffice(dayBefore(first))) first = dayBefore(first)
      return first
    }

    // Every day of the year up to the day asked, one after the other.
    let place: { organisation: number; role: string; on: string; appointment: string | null } | null = null
    let isOnRoster = false
    let running: string | null = null
    for (let on = day.slice(0, 4) + '-01-01'; on <= day; on = dayAfter(on)) {
      isOnRoster = isInOffice(on)
      if (!isOnRoster) running = null
      let appointment: string | null = null
      if (isOnRoster && requirement.monthsAfterAppointment) {
        running ??= appointedOn(on)
        appointment = running
        const due = monthsLater(appointment, requirement.monthsAfterAppointment)
        isOnRoster = appointment.slice(0, 4) === on.slice(0, 4) || due.slice(0, 4) === on.slice(0, 4)
      }
      if (!isOnRoster) continue
      const held = own.filter(row => holdsOn(row, on))
      const main = held.filter(row => row.is_main)
      const since = (row: Row) =>
        own
          .filter(other => other.post_id === row.post_id)
          .map(other => other.valid_from)
          .toSorted()[0]
      const choice = (main.length ? main : held).toSorted((a, b) =>
        since(a) < since(b) ? -1 : since(a) > since(b) ? 1 : a.post_id - b.post_id
      )[0]!
      place = { organisation: choice.organisation_id, role: choice.role ?? 'member', on, appointment }
    }
    if (!place) continue

    const from = place.appointment ?? day.slice(0, 4) + '-01-01'
    let allMet = true
    for (const measures of requirement.conditions) {
      let anyMet = false
      for (const measure of measures) {
        let have = 0
        if (measure.counts === 'credit') {
          for (const entry of entries)
            if (
              entry.person_id === person &&
              entry.earned_on >= from &&
              entry.earned_on <= day &&
              (!measure.sources || measure.sources.includes(entry.source))
            )
              have += entry.centi_credits
        } else {
          for (const done of completions)
            if (
              done.person_id === person &&
              done.is_completed &&
              done.completed_on >= from &&
              done.completed_on <= day &&
              (!measure.kinds || measure.kinds.includes(done.kind)) &&
              (!measure.organiserLevels || measure.organiserLevels.includes(done.organiser_level))
            )
              have += 1
        }
        if (have >= measure.atLeast) anyMet = true
      }
      if (!anyMet) allMet = false
    }

    let due: string | null = null
    if (requirement.monthsAfterAppointment) due = monthsLater(place.appointment!, requirement.monthsAfterAppointment)
    else if (requirement.roles) due = monthsLater(own.map(row => row.valid_from).toSorted()[0], pack.graceMonths)

    const isExempt = exemptions.some(
      row => row.person_id === person && (!row.requirement || row.requirement === code) && holdsOn(row, day)
    )
    let state = 'outstanding'
    if (!isOnRoster) state = 'left'
    else if (isExempt) state = 'exempt'
    else if (allMet) state = 'covered'
    else if (due && due > day) state = 'notYetDue'

    const field = organisationOn(place.organisation, place.on)?.field
    const role = place.role
    const stratum =
      pack.strata.find((each: Row) => each.roles.includes(role) && (each.fields.length === 0 || each.fields.includes(field)))
        ?.code ?? 'none'

    // Up the tree of that day: the last step before the scope is the unit.
    let unit = place.organisation
    let at: number | null = place.organisation
    while (at !== null && at !== scope) {
      unit = at
      at = organisationOn(at, day)?.parent_id ?? null
    }
    if (at === scope)
      result.push({ person, organisation: place.organisation, unit: place.organisation === scope ? scope : unit, stratum, state })
  }
  return result
}
