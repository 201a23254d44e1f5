import { randomUUID } from 'node:crypto'
import type { contract as accounts } from '../../server/accounts/contract.ts'
import type { contract as imports } from '../../server/imports/contract.ts'
import type { contract as notices } from '../../server/notices/contract.ts'
import type { contract as organisations } from '../../server/organisations/contract.ts'
import type { contract as policies } from '../../server/policies/contract.ts'
import { PASSWORD, ROSTER } from './prepared.ts'
import type { Row } from './row.ts'

/** The regulations are everybody's. */
const POLICIES = {
  'GET /policy': [{ may: 'everyone', ask: () => ['GET /policy'] }],
  'GET /policy-versions': [{ may: 'everyone', ask: () => ['GET /policy-versions'] }],
  'GET /policy-versions/:versionId': [{ may: 'everyone', ask: () => ['GET /policy-versions/1'] }],
  'GET /policy-models': [{ about: 'of the whole instance', may: ['gao'], ask: () => ['GET /policy-models'] }],
  'POST /policy-versions': [
    { about: 'of the whole instance', may: ['gao'], ask: () => ['POST /policy-versions', { text: 'pack: a', isTrial: true }] }
  ]
} satisfies Record<keyof typeof policies, Row>

/** The roster: kept by the training administrator of the part, read by its reporter and by the liaison of the unit. */
const ORGANISATIONS = {
  'GET /organisations': [
    {
      may: ['wang', 'chen', 'luo', 'wangElsewhere', 'chenElsewhere', 'luoElsewhere'],
      ask: () => ['GET /organisations'],
      shows: { wang: ['安澜县', '青石镇', '东湖街道'], chen: ['安澜县', '青石镇', '东湖街道'], luo: ['青石镇'] }
    }
  ],
  'GET /people': [
    {
      may: ['wang', 'chen', 'luo', 'wangElsewhere', 'chenElsewhere', 'luoElsewhere'],
      ask: () => ['GET /people'],
      shows: {
        wang: ['林文博', '孙国庆', '吴桂香'],
        chen: ['林文博', '孙国庆', '吴桂香'],
        luo: ['林文博', '孙国庆'],
        wangElsewhere: ['郑海峰'],
        chenElsewhere: ['郑海峰'],
        luoElsewhere: ['郑海峰']
      }
    },
    { about: '青石镇', may: ['wang', 'chen', 'luo'], ask: ({ world }) => [`GET /people?organisationId=${world.at['青石镇']}`] },
    { about: '东湖街道', may: ['wang', 'chen'], ask: ({ world }) => [`GET /people?organisationId=${world.at['东湖街道']}`] },
    { about: 'the city above', may: [], ask: ({ world }) => [`GET /people?organisationId=${world.at['安河市']}`] }
  ],
  'GET /people/:personId': [
    { about: '林 of 青石镇', may: ['wang', 'chen', 'luo'], ask: ({ world }) => [`GET /people/${world.who['林文博']}`] },
    { about: '吴 of 东湖街道', may: ['wang', 'chen'], ask: ({ world }) => [`GET /people/${world.who['吴桂香']}`] },
    {
      about: '郑 of the other county',
      may: ['wangElsewhere', 'chenElsewhere', 'luoElsewhere'],
      ask: ({ world }) => [`GET /people/${world.who['郑海峰']}`]
    }
  ],
  'POST /people/:personId/exemptions': [
    {
      may: ['wang'],
      ask: ({ world }) => [
        `POST /people/${world.who['孙国庆']}/exemptions`,
        { requirement: null, reason: '长期患病', approvedBy: '县委组织部', validFrom: '2026-09-01', validUntil: '2027-09-01' }
      ]
    }
  ],
  'POST /people/:personId/posts/:postId/end': [
    {
      may: ['wang'],
      ask: ({ world, postId }) => [`POST /people/${world.who['吴桂香']}/posts/${postId}/end`, { on: '2026-10-01' }]
    }
  ],
  'POST /people/:personId/id-reveal': [
    {
      about: '赵 of 青石镇',
      may: ['wang'],
      ask: ({ world }) => [`POST /people/${world.who['赵德明']}/id-reveal`, { reason: '核对名册' }]
    },
    {
      about: '郑 of the other county',
      may: ['wangElsewhere'],
      ask: ({ world }) => [`POST /people/${world.who['郑海峰']}/id-reveal`, { reason: '核对名册' }]
    }
  ]
} satisfies Record<keyof typeof organisations, Row>

/** Accounts are the system administrator's, and nothing else is; one's own password is one's own. */
const ACCOUNTS = {
  'POST /sign-in': [{ may: 'open', ask: () => ['POST /sign-in', { username: 'wang', password: PASSWORD, remember: false }] }],
  'POST /sign-out': [{ may: 'open', ask: () => ['POST /sign-out'] }],
  'GET /me': [{ may: 'everyone', ask: () => ['GET /me'], shows: { wang: ['王小燕'], chen: ['陈敏'], lin: ['林文博'] } }],
  'POST /me/password': [
    // A wrong current password, so that nobody is signed out.
    {
      may: 'everyone',
      status: 400,
      ask: () => ['POST /me/password', { current: 'Wrong-horse-9', next: 'Another-horse-9' }]
    }
  ],
  'GET /accounts': [{ may: ['admin'], ask: () => ['GET /accounts'] }],
  'GET /accounts/organisations': [{ may: ['admin'], ask: () => ['GET /accounts/organisations'] }],
  'POST /accounts': [
    {
      may: ['admin'],
      ask: ({ world }) => [
        'POST /accounts',
        { username: 'newcomer', name: '冯立新', password: PASSWORD, role: 'reporter', organisationId: world.at['青石镇'] }
      ]
    },
    {
      about: 'without a password worth the name, which a stranger is not told',
      may: ['admin'],
      status: 400,
      ask: ({ world }) => [
        'POST /accounts',
        { username: 'weak', name: '冯立新', password: 'weak', role: 'reporter', organisationId: world.at['青石镇'] }
      ]
    }
  ],
  'POST /accounts/:accountId/roles': [
    {
      may: ['admin'],
      ask: ({ world, spare }) => [
        `POST /accounts/${spare.accountId}/roles`,
        { role: 'unitLiaison', organisationId: world.at['东湖街道'] }
      ]
    }
  ],
  'POST /accounts/:accountId/sign-outs': [
    { may: ['admin'], ask: ({ spare }) => [`POST /accounts/${spare.accountId}/sign-outs`] }
  ],
  'DELETE /accounts/:accountId/roles/:roleId': [
    { may: ['admin'], ask: ({ spare }) => [`DELETE /accounts/${spare.accountId}/roles/${spare.roleId}`] }
  ]
} satisfies Record<keyof typeof accounts, Row>

/** Roster files: whoever keeps the roster. */
const IMPORTS = {
  'GET /imports': [
    { may: ['wang', 'wangElsewhere'], ask: () => ['GET /imports'], shows: { wang: ['花名册'], wangElsewhere: [] } }
  ],
  'POST /imports': [
    {
      about: 'into 安澜县',
      may: ['wang'],
      ask: ({ world }) => [`POST /imports?organisationId=${world.at['安澜县']}&fileName=a.csv`, ROSTER]
    },
    {
      about: 'into the city above',
      may: [],
      ask: ({ world }) => [`POST /imports?organisationId=${world.at['安河市']}&fileName=a.csv`, ROSTER]
    }
  ],
  'GET /imports/:importId': [{ may: ['wang'], ask: ({ imports }) => [`GET /imports/${imports.toRead}`] }],
  'PUT /imports/:importId': [
    { may: ['wang'], ask: ({ imports }) => [`PUT /imports/${imports.toRead}`, { effectiveOn: '2026-09-01' }] }
  ],
  'POST /imports/:importId/readings': [{ may: ['wang'], ask: ({ imports }) => [`POST /imports/${imports.toRead}/readings`] }],
  'POST /imports/:importId/abandonment': [
    { may: ['wang'], ask: ({ imports }) => [`POST /imports/${imports.toAbandon}/abandonment`] }
  ],
  'POST /imports/:importId/undo': [
    { may: ['wang'], ask: ({ imports }) => [`POST /imports/${imports.toUndo}/undo`, { reason: '传错了文件' }] }
  ],
  'GET /removals': [
    {
      may: ['wang', 'liang', 'gao', 'wangElsewhere'],
      ask: () => ['GET /removals'],
      shows: { wang: ['花名册一'], liang: ['花名册一'], gao: ['花名册一'], wangElsewhere: [] }
    }
  ],
  'GET /imports/:importId/removals': [
    { may: ['wang', 'liang', 'gao'], ask: ({ removals }) => [`GET /imports/${removals.wang}/removals`] }
  ],
  'POST /imports/:importId/removals': [
    {
      about: 'of 青石镇, by a second person',
      may: ['wang', 'liang', 'gao'],
      ask: ({ removals }, who) => {
        const mine = who === 'gao' || who === 'liang' ? removals[who] : removals.wang
        return [`POST /imports/${mine}/removals`, { verdict: 'drop' }]
      }
    }
  ],
  'POST /imports/:importId/refused-rows': [
    { may: ['wang'], ask: ({ imports }) => [`POST /imports/${imports.toRead}/refused-rows`] }
  ],
  'POST /imports/:importId/application': [
    { may: ['wang'], ask: ({ imports }) => [`POST /imports/${imports.toApply}/application`] }
  ]
} satisfies Record<keyof typeof imports, Row>

/** Anybody complains; it is read and answered by the training administrator of that part, and where there is none by the topmost. */
const NOTICES = {
  'POST /complaints': [
    {
      may: 'open',
      ask: () => ['POST /complaints', { clientKey: randomUUID(), page: '/learn/cohorts?x=1', text: '字太小', contact: null }]
    }
  ],
  'GET /my/complaints': [
    { may: 'everyone', ask: () => ['GET /my/complaints'], shows: { zhao: ['食堂太远'], lin: [], wang: [], admin: [] } }
  ],
  'GET /complaints': [
    {
      may: ['wang', 'wangElsewhere'],
      ask: () => ['GET /complaints?state=open'],
      shows: { wang: ['食堂太远', '登录不了'], wangElsewhere: ['登录不了'] }
    }
  ],
  'POST /complaints/:complaintId/answers': [
    {
      about: 'of 赵 in 青石镇',
      may: ['wang'],
      ask: ({ complaints }) => [`POST /complaints/${complaints.zhao}/answers`, { text: '已经换了食堂。' }]
    },
    {
      about: 'of nobody known, where no administrator stands over the whole tree',
      may: ['wang', 'wangElsewhere'],
      ask: ({ complaints }) => [`POST /complaints/${complaints.stranger}/answers`, { text: '请找本单位。' }]
    }
  ]
} satisfies Record<keyof typeof notices, Row>

export const PEOPLE = { ...POLICIES, ...ORGANISATIONS, ...ACCOUNTS, ...NOTICES, ...IMPORTS }
