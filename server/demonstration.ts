import { organisations, people, reservesOf } from '../content/demonstration/county.ts'
import { addAccount, grantRole, hashPassword } from './accounts/queries.ts'
import { reactions } from './reactions.ts'
import type { Db } from './database/db.ts'
import type { Media } from './files/media.ts'
import type { Role } from './http/actor.ts'
import { addMemberships, addOrganisation, addPeople, addPosts } from './organisations/queries.ts'
import type { Settings } from './settings.ts'
import type { Clock } from './time/clock.ts'
import { dayOf, daysAfter, instantOf, yearOf } from './time/dates.ts'
import { runDemonstrationYear } from './demonstrationYear.ts'

const PASSWORD = 'Lunxun-2026'

/** One account per role. They exist in a trial only. */
export const DEMO_ACCOUNTS: { username: string; name: string; password: string; role: Role; over: string; does: string }[] = [
  {
    username: 'wang',
    name: '王小燕',
    role: 'trainingAdministrator',
    over: 'county',
    does: '县培训管理员 training administrator'
  },
  { username: 'chen', name: '陈敏', role: 'reporter', over: 'county', does: '县统计员 reporter' },
  { username: 'xu', name: '徐建军', role: 'classSupervisor', over: 'county', does: '班主任 class supervisor' },
  { username: 'lin', name: '林文博', role: 'trainee', over: '青石镇/柳湾', does: '柳湾村书记 trainee' },
  {
    username: 'zhao',
    name: '赵德明',
    role: 'trainee',
    over: '青石镇/柳湾',
    does: '柳湾村副书记，在读网络专题班 trainee of an online special class'
  },
  { username: 'luo', name: '罗大勇', role: 'unitLiaison', over: '青石镇', does: '青石镇联络员 unit liaison' },
  { username: 'gao', name: '高秀英', role: 'approver', over: 'city', does: '市级审批人 approver of the level above' },
  { username: 'admin', name: '系统管理员', role: 'systemAdministrator', over: 'city', does: '账号管理 accounts' }
].map(account => ({ ...account, role: account.role as Role, password: PASSWORD }))

/** An invented county with a history: a roster of last year, people who came and went, cohorts in several states. */
export const fillDemonstration = async (db: Db, settings: Settings, media: Media, clock: Clock): Promise<void> => {
  const today = dayOf(clock())
  const began = `${yearOf(today) - 1}-01-06`
  const recorded = instantOf(began, 9 * 60)
  const ids = new Map<string, number>()
  const tree = organisations()
  await db.transaction(async tx => {
    for (const { key, parent, ...organisation } of tree)
      ids.set(
        key,
        await addOrganisation(
          tx,
          { ...organisation, parentId: parent ? ids.get(parent)! : null, validFrom: '2015-01-01' },
          recorded
        )
      )
  })
  const branches = tree.filter(({ key }) => tree.every(other => other.parent !== key))
  const everyone = people(branches)
  const personIds = await db.transaction(async tx => {
    const made = await addPeople(
      tx,
      settings,
      everyone.map(person => ({ ...person, validFrom: '2015-01-01' })),
      recorded
    )
    await addPosts(
      tx,
      everyone.flatMap(({ role, portfolio, at, years }, i) =>
        role
          ? [
              {
                personId: made[i]!,
                organisationId: ids.get(at)!,
                role,
                portfolio,
                isMain: true,
                validFrom: daysAfter(began, -365 * years)
              }
            ]
          : []
      ),
      recorded
    )
    await addPosts(
      tx,
      reservesOf(branches, everyone, began).map(i => ({
        personId: made[i]!,
        organisationId: ids.get(everyone[i]!.at)!,
        role: 'reserve',
        portfolio: null,
        isMain: false,
        validFrom: daysAfter(began, -180)
      })),
      recorded
    )
    await addMemberships(
      tx,
      everyone.map(({ at, joinedMonth }, i) => ({
        personId: made[i]!,
        organisationId: ids.get(at)!,
        stage: 'full',
        validFrom: joinedMonth < '2015-01' ? '2015-01-01' : `${joinedMonth}-01`
      })),
      recorded
    )
    await reactions.peopleChanged!(tx, made, recorded)
    return made
  })
  const accounts = await addAccounts(
    db,
    ids,
    (name, at) => personIds[everyone.findIndex(person => person.name === name && person.at === at)]!,
    recorded
  )
  await runDemonstrationYear(db, settings, media, { today, organisations: ids, accounts, everyone, personIds })
}

const addAccounts = async (db: Db, ids: Map<string, number>, personNamed: (name: string, at: string) => number, now: Date) => {
  const accounts = new Map<string, number>()
  const passwordHash = await hashPassword(PASSWORD)
  for (const { username, name, role, over } of DEMO_ACCOUNTS) {
    const personId = role === 'trainee' ? personNamed(name, over) : null
    const accountId = await addAccount(db, { username, name, passwordHash, personId }, now)
    await grantRole(db, { accountId, role, organisationId: ids.get(over)!, grantedBy: null }, now)
    accounts.set(username, accountId)
  }
  return accounts
}
