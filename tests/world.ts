import { readFile } from 'node:fs/promises'
import type { FastifyInstance } from 'fastify'
import { parse } from 'yaml'
import { addAccount, grantRole } from '../server/accounts/queries.ts'
import { rewriteStandings } from '../server/coverage/queries.ts'
import type { Database } from '../server/database/open.ts'
import type { Role } from '../server/http/actor.ts'
import { addOrganisation, addMemberships, addPeople, addPosts } from '../server/organisations/queries.ts'
import { installPack } from '../server/policies/queries.ts'
import { buildTestApp, callerWith, clockAt, openTestDatabase, testSettings, type Caller, type TestClock } from './harness.ts'

/**
 * A small world every suite can start from: 安河市 with two counties. In 安澜县 lie 青石镇 (village branches 柳湾村 and 石岭村) and 东湖街道
 * (community branch 桥东社区); 望江县 has one town, 河口镇, with 渡口村.
 * 林 is secretary of 柳湾村, 赵 its deputy secretary, 孙 secretary of 石岭村, 吴 secretary of 桥东社区, 郑 secretary of 渡口村 in the other county.
 */
export type World = {
  database: Database & { url: string | null }
  app: FastifyInstance
  clock: TestClock
  /** Ids of organisations by name. */
  at: Record<string, number>
  /** Ids of people by name. */
  who: Record<string, number>
  /** Ids of accounts by user name. */
  account: Record<string, number>
  /** Someone in front of the app; see `ACCOUNTS` for the user names. Null: nobody is signed in. */
  as: (username: keyof typeof ACCOUNTS | null) => Caller
  close: () => Promise<void>
}

export const ACCOUNTS = {
  wang: { name: '王小燕', role: 'trainingAdministrator', over: '安澜县' },
  chen: { name: '陈敏', role: 'reporter', over: '安澜县' },
  xu: { name: '徐建军', role: 'classSupervisor', over: '安澜县' },
  luo: { name: '罗大勇', role: 'unitLiaison', over: '青石镇' },
  gao: { name: '高秀英', role: 'approver', over: '安河市' },
  liang: { name: '梁平', role: 'approver', over: '安澜县' },
  admin: { name: '系统管理员', role: 'systemAdministrator', over: '安河市' },
  lin: { name: '林文博', role: 'trainee', over: '柳湾村党支部' },
  zhao: { name: '赵德明', role: 'trainee', over: '柳湾村党支部' },
  /** The same roles in the other county: everything of 安澜县 is out of their reach. */
  wangElsewhere: { name: '王宁', role: 'trainingAdministrator', over: '望江县' },
  chenElsewhere: { name: '陈宁', role: 'reporter', over: '望江县' },
  xuElsewhere: { name: '徐宁', role: 'classSupervisor', over: '望江县' },
  luoElsewhere: { name: '罗宁', role: 'unitLiaison', over: '河口镇' },
  zhengElsewhere: { name: '郑海峰', role: 'trainee', over: '渡口村党支部' }
} as const satisfies Record<string, { name: string; role: Role; over: string }>

const PEOPLE = [
  {
    name: '林文博',
    role: 'secretary',
    at: '柳湾村党支部',
    since: '2021-03-01',
    idNumber: '990101197105034171',
    gender: 'male',
    birthMonth: '1971-05'
  },
  {
    name: '赵德明',
    role: 'deputySecretary',
    at: '柳湾村党支部',
    since: '2022-06-01',
    idNumber: '990101196802152339',
    gender: 'male',
    birthMonth: '1968-02'
  },
  {
    name: '孙国庆',
    role: 'secretary',
    at: '石岭村党支部',
    since: '2019-01-01',
    idNumber: '990101197503087754',
    gender: 'male',
    birthMonth: '1975-03'
  },
  {
    name: '吴桂香',
    role: 'secretary',
    at: '桥东社区党支部',
    since: '2020-09-01',
    idNumber: '990101198006110022',
    gender: 'female',
    birthMonth: '1980-06'
  },
  {
    name: '郑海峰',
    role: 'secretary',
    at: '渡口村党支部',
    since: '2020-01-01',
    idNumber: '990201197901015559',
    gender: 'male',
    birthMonth: '1979-01'
  }
] as const

/** `now` is Monday 7 September 2026, nine in the morning in Anlan; the roster was recorded on 5 January 2026. */
export const makeWorld = async (now = '2026-09-07T01:00:00Z', packName = 'example-county'): Promise<World> => {
  const database = await openTestDatabase()
  const { db } = database
  const clock = clockAt(now)
  const recorded = new Date('2026-01-05T01:00:00Z')
  const pack = await readFile(new URL(`../content/policies/${packName}.yaml`, import.meta.url), 'utf8')
  await installPack(db, parse(pack), recorded)

  const at: Record<string, number> = {}
  const add = async (
    name: string,
    parent: string | null,
    level: string,
    unitCategory: string,
    field: string,
    typeCode: string
  ) => {
    at[name] = await addOrganisation(
      db,
      { parentId: parent ? at[parent]! : null, name, typeCode, level, unitCategory, field, validFrom: '2015-01-01' },
      recorded
    )
  }
  await add('安河市', null, 'prefecture', 'organ', 'organ', '611')
  await add('安澜县', '安河市', 'county', 'organ', 'organ', '611')
  await add('青石镇', '安澜县', 'township', 'town', 'rural', '611')
  await add('柳湾村党支部', '青石镇', 'village', 'village', 'rural', '631')
  await add('石岭村党支部', '青石镇', 'village', 'village', 'rural', '631')
  await add('东湖街道', '安澜县', 'subdistrict', 'citySubdistrict', 'urbanCommunity', '611')
  await add('桥东社区党支部', '东湖街道', 'community', 'cityCommunity', 'urbanCommunity', '631')
  await add('望江县', '安河市', 'county', 'organ', 'organ', '611')
  await add('河口镇', '望江县', 'township', 'town', 'rural', '611')
  await add('渡口村党支部', '河口镇', 'village', 'village', 'rural', '631')

  const ids = await addPeople(
    db,
    testSettings,
    PEOPLE.map(person => ({ ...person, ethnicGroup: '汉', education: null, mobile: null, validFrom: '2015-01-01' })),
    recorded
  )
  const who = Object.fromEntries(PEOPLE.map((person, i) => [person.name, ids[i]!]))
  await addPosts(
    db,
    PEOPLE.map(({ name, role, at: place, since }) => ({
      personId: who[name]!,
      organisationId: at[place]!,
      role,
      portfolio: null,
      isMain: true,
      validFrom: since
    })),
    recorded
  )
  await addMemberships(
    db,
    PEOPLE.map(({ name, at: place }) => ({
      personId: who[name]!,
      organisationId: at[place]!,
      stage: 'full',
      validFrom: '2015-01-01'
    })),
    recorded
  )
  await rewriteStandings(db, ids, recorded)

  const account: Record<string, number> = {}
  for (const [username, { name, role, over }] of Object.entries(ACCOUNTS)) {
    const personId = role === 'trainee' ? who[name]! : null
    account[username] = await addAccount(db, { username, name, passwordHash: 'no password', personId }, recorded)
    await grantRole(db, { accountId: account[username], role, organisationId: at[over]!, grantedBy: null }, recorded)
  }

  const app = await buildTestApp(database, clock)
  await app.ready()
  return {
    database,
    app,
    clock,
    at,
    who,
    account,
    as: username => callerWith(app, username && app.jwt.sign({ sub: String(account[username]), epoch: 1 })),
    close: async () => {
      await app.close()
      await database.close()
    }
  }
}
