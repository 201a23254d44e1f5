import { badInput, refuse, type Refusal } from '../../http/refusals.ts'
import type { Day } from '../../time/dates.ts'

export const notThereThen = (name: string, on: Day): Refusal =>
  badInput('not-there-then', `“${name}”在 ${on} 还没有成立，或已经撤并。`, `"${name}" is not there on ${on}.`, { field: 'on' })

export const laterChange = (name: string, later: Day): Refusal =>
  badInput(
    'later-change',
    `“${name}”已经登记了从 ${later} 起的变动，新的变动不能早于这一天。`,
    `A change of "${name}" from ${later} on is already known; a new one cannot be dated before it.`,
    { field: 'on', facts: { later } }
  )

export const wrongLevel = (): Refusal =>
  badInput('wrong-level', '上级组织的层级不能低于下级。', 'An organisation cannot stand under one of a lower level.', {
    field: 'toId'
  })

export const underItself = (): Refusal =>
  badInput('under-itself', '不能把组织移到它自己或它的下级之下。', 'An organisation cannot be moved below itself.', {
    field: 'toId'
  })

export const sameParent = (): Refusal =>
  badInput('same-parent', '它已经在这个组织之下。', 'It already stands there.', { field: 'toId' })

export const notOneLine = (name: string): Refusal =>
  badInput(
    'not-side-by-side',
    `“${name}”和合并后的组织是上下级，不能合并。`,
    `"${name}" stands above or below what it would go into.`,
    { field: 'organisationIds' }
  )

export const nameTaken = (name: string): Refusal =>
  badInput('name-taken', `同一上级之下已有“${name}”。`, `There already is a "${name}" under the same organisation.`, {
    field: 'name'
  })

export const stillInUse = (people: number, below: number): Refusal =>
  refuse(
    'still-in-use',
    `还有 ${people} 人、${below} 个下级组织。先合并到别的组织，或办理离任、转出组织关系。`,
    `There are still ${people} people and ${below} organisations. Merge it, or end the posts and memberships first.`,
    { facts: { people, below } }
  )

export const namedTwice = (): Refusal =>
  badInput('named-twice', '同一个人分到了两个组织。', 'A person is named for two parts.', { field: 'parts' })

export const notHere = (people: number): Refusal =>
  badInput('not-here', `有 ${people} 人那天不在这个组织。`, `${people} people are not in this organisation on that day.`, {
    field: 'parts'
  })

export const codeTaken = (): Refusal =>
  refuse('code-taken', '这个组织代码已经用过。', 'This organisation code is already used.', { field: 'code' })
