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
  dueDates: Row[]
  entries: Row[]
  completions: Row[]
  organisations: Row[]
}

const read = (file: string): Row => parse(readFileSync(new URL(`../../content/policies/${file}.yaml`, import.meta.url), 'utf8'))
export const EXAMPLE = read('example-county')
export const NATIONAL = read('national-plans')
export const codesOf = (pack: Row): string[] => pack.requirements.map((requirement: Row) => requirement.code)

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

export const coverageOf = (
  pack: Row,
  world: World,
  code: string,
  day: string,
  known: 'now' | 'then',
  scope: number
): Placed[] => {
  const before = known === 'then' ? endOfDay(day) : null
  const requirement = pack.requirements.find((each: Row) => each.code === code)
  const posts = knownRows(world.posts, before)
  const memberships = knownRows(world.memberships, before)
  const exemptions = knownRows(world.exemptions, before)
  const dueDates = knownRows(world.dueDates, before).filter(row => row.requirement === code)
  const entries = knownRows(world.entries, before)
  const completions = knownRows(world.completions, before)
  const organisations = knownRows(world.organisations, before)
  const year = Number(day.slice(0, 4))

  const organisationOn = (id: number, on: string): Row | undefined => {
    const facts = organisations
      .filter(fact => fact.organisation_id === id)
      .toSorted((a, b) => (a.valid_from < b.valid_from ? -1 : 1))
    return facts.filter(fact => fact.valid_from <= on).at(-1) ?? facts[0]
  }

  /** The days of the season that ends in this year. */
  const season: string[] = []
  if (requirement.season) {
    const { from, until } = requirement.season
    let on = `${from > until ? year - 1 : year}-${from}`
    for (; on <= `${year}-${until}`; on = dayAfter(on)) season.push(on)
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
    const isInField = (row: Row, on: string) =>
      !requirement.fields || requirement.fields.includes(organisationOn(row.organisation_id, on)?.field)

    /** Walks back to the first day of the unbroken time in office, or at the stage. */
    const begunOn = (on: string, isThere: (on: string) => boolean): string => {
      let first = on
      while (isThere(dayBefore(first))) first = dayBefore(first)
      return first
    }

    /** When probation began, and the day of full membership after it: known, or a year later. */
    const entryOf = (on: string): { probation: string; full: string } | null => {
      const isOnProbation = (at: string) => own.some(row => row.stage === 'probationary' && holdsOn(row, at))
      const starts = own
        .filter(row => row.stage === 'probationary' && !isOnProbation(dayBefore(row.valid_from)))
        .map(row => row.valid_from)
        .toSorted()
      const probation = starts.filter(start => start <= on).at(-1)
      if (!probation) return null
      const next = starts.find(start => start > on) ?? '9999'
      const full = own
        .filter(row => row.stage === 'full' && row.valid_from >= probation && row.valid_from < next)
        .map(row => row.valid_from)
        .toSorted()[0]
      return { probation, full: full ?? monthsLater(probation, 12) }
    }

    /** The dates set for this person of which a day, or the day of their end, lies in the year. */
    const given = dueDates.filter(
      row =>
        row.person_id === person &&
        row.valid_from.slice(0, 4) <= day.slice(0, 4) &&
        row.valid_until.slice(0, 4) >= day.slice(0, 4)
    )
    /** The last appointment that began by a day, whether or not it still lasts. */
    const appointmentBy = (on: string): string | null => {
      const starts = own.filter(row => !isInOffice(dayBefore(row.valid_from)) && row.valid_from <= on).map(row => row.valid_from)
      return starts.toSorted().at(-1) ?? null
    }

    if (requirement.season && !season.some(on => own.some(row => holdsOn(row, on) && isInField(row, on)))) continue

    // Every day of the year up to the day asked, one after the other.
    let place: { organisation: number; role: string; on: string; from: string | null; due: string | null } | null = null
    let isOnRoster = false
    let running: string | null = null
    for (let on = day.slice(0, 4) + '-01-01'; on <= day; on = dayAfter(on)) {
      if (!isInOffice(on)) running = null
      let held = own.filter(row => holdsOn(row, on))
      let from: string | null = null
      let due: string | null = null
      if (held.length && requirement.monthsAfterAppointment) {
        running ??= begunOn(on, isInOffice)
        from = running
        due = monthsLater(running, requirement.monthsAfterAppointment)
        const isGiven = given.some(row => appointmentBy(row.valid_from) === running)
        if (running.slice(0, 4) !== on.slice(0, 4) && due.slice(0, 4) !== on.slice(0, 4) && !isGiven) held = []
        if (requirement.monthsBefore) from = monthsLater(running, -requirement.monthsBefore)
      }
      if (held.length && requirement.sinceStage) {
        running ??= begunOn(on, isInOffice)
        from = running
      }
      if (held.length && requirement.monthsAfterFullMembership) {
        const entry = entryOf(on)
        if (entry) {
          from = entry.probation
          due = monthsLater(entry.full, requirement.monthsAfterFullMembership)
          const isGiven = given.some(row => entryOf(row.valid_from)?.probation === entry.probation)
          if (held[0]!.stage === 'full' && due.slice(0, 4) < on.slice(0, 4) && !isGiven) held = []
        } else held = []
      }
      held = held.filter(row => isInField(row, on))
      isOnRoster = held.length > 0
      if (!isOnRoster) continue
      const main = held.filter(row => row.is_main)
      const since = (row: Row) =>
        own
          .filter(other => other.post_id === row.post_id)
          .map(other => other.valid_from)
          .toSorted()[0]
      const choice = (main.length ? main : held).toSorted((a, b) =>
        since(a) < since(b) ? -1 : since(a) > since(b) ? 1 : a.post_id - b.post_id
      )[0]!
      const isMember = choice.stage === 'full' || choice.stage === 'probationary'
      place = { organisation: choice.organisation_id, role: choice.role ?? (isMember ? 'member' : choice.stage), on, from, due }
    }
    if (!place) continue

    // What counts from when to when, and which part of it is asked.
    let from = place.from ?? day.slice(0, 4) + '-01-01'
    let until = day
    let [part, whole] = [1, 1]
    if (requirement.season) {
      from = season[0]!
      // More time is given for training as well.
      const last = [season.at(-1)!, ...given.map(row => row.valid_until)].toSorted().at(-1)!
      if (last < until) until = last
    }
    if (requirement.cycle?.from) {
      let first = requirement.cycle.from
      while (first + requirement.cycle.years <= year) first += requirement.cycle.years
      from = `${first}-01-01`
      part = year - first + 1
      whole = requirement.cycle.years
    } else if (requirement.cycle) from = `${year - requirement.cycle.years + 1}-01-01`

    let allMet = true
    for (const measures of requirement.conditions) {
      let anyMet = false
      for (const measure of measures) {
        let have = 0
        if (measure.counts === 'completions') {
          for (const done of completions)
            if (
              done.person_id === person &&
              done.is_completed &&
              done.completed_on >= from &&
              done.completed_on <= until &&
              (!measure.kinds || measure.kinds.includes(done.kind)) &&
              (!measure.organiserLevels || measure.organiserLevels.includes(done.organiser_level))
            )
              have += 1
        } else {
          for (const entry of entries)
            if (
              entry.person_id === person &&
              entry.earned_on >= from &&
              entry.earned_on <= until &&
              (!measure.sources || measure.sources.includes(entry.source))
            )
              have += measure.counts === 'halfDays' ? entry.half_days : entry.centi_credits
        }
        // Enough of the part that is asked: nothing is rounded away.
        if (have * whole >= measure.atLeast * part) anyMet = true
      }
      if (!anyMet) allMet = false
    }

    let due = place.due
    if (requirement.season) due = season[0]!
    else if (requirement.roles && !requirement.monthsAfterAppointment)
      due = monthsLater(own.map(row => row.valid_from).toSorted()[0], pack.graceMonths)

    const isExempt = exemptions.some(
      row => row.person_id === person && (!row.requirement || row.requirement === code) && holdsOn(row, day)
    )
    let state = 'outstanding'
    if (!isOnRoster) state = 'left'
    else if (isExempt) state = 'exempt'
    else if (allMet) state = 'covered'
    else if ((due && due > day) || given.some(row => holdsOn(row, day))) state = 'notYetDue'

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
