import type { contract as duplicates } from '../../server/organisations/duplicates/contract.ts'
import type { contract as dueDates } from '../../server/organisations/dueDates/contract.ts'
import type { contract as exemptions } from '../../server/organisations/exemptions/contract.ts'
import type { contract as filters } from '../../server/organisations/filters/contract.ts'
import type { contract as people } from '../../server/organisations/people/contract.ts'
import type { contract as tree } from '../../server/organisations/tree/contract.ts'
import type { Row } from './row.ts'

const VILLAGE = {
  typeCode: '631',
  level: 'village',
  unitCategory: 'village',
  field: 'rural',
  divisionCode: null,
  localCategory: null
}

/** The tree: read with the roster, changed by whoever keeps the roster of what stands above. */
const TREE = {
  'GET /organisations/found': [
    {
      may: ['wang', 'chen', 'luo', 'wangElsewhere', 'chenElsewhere', 'luoElsewhere'],
      ask: () => [`GET /organisations/found?q=${encodeURIComponent('党支部')}`],
      shows: { wang: ['柳湾村', '桥东社区'], chen: ['柳湾村', '桥东社区'], luo: ['柳湾村'], wangElsewhere: [] }
    }
  ],
  'GET /organisations/:organisationId': [
    { may: ['wang', 'chen', 'luo'], ask: ({ world }) => [`GET /organisations/${world.at['青石镇']}`] },
    { about: 'next to the liaison', may: ['wang', 'chen'], ask: ({ world }) => [`GET /organisations/${world.at['东湖街道']}`] }
  ],
  'GET /organisations/:organisationId/effects': [
    { may: ['wang'], ask: ({ world }) => [`GET /organisations/${world.at['柳湾村党支部']}/effects?kind=end&on=2026-10-01`] },
    {
      about: 'the top of the own part, which the level above changes',
      may: [],
      ask: ({ world }) => [`GET /organisations/${world.at['安澜县']}/effects?kind=end&on=2026-10-01`]
    },
    {
      about: 'going into an organisation of the other county',
      may: [],
      ask: ({ world }) => [
        `GET /organisations/${world.at['柳湾村党支部']}/effects?kind=move&on=2026-10-01&toId=${world.at['河口镇']}`
      ]
    }
  ],
  'POST /organisations/:organisationId/children': [
    {
      may: ['wang'],
      ask: ({ world }) => [
        `POST /organisations/${world.at['青石镇']}/children`,
        { on: '2026-09-01', name: '新桥村党支部', code: null, ...VILLAGE }
      ]
    }
  ],
  'POST /organisations/:organisationId/facts': [
    {
      may: ['wang'],
      ask: ({ world }) => [
        `POST /organisations/${world.at['石岭村党支部']}/facts`,
        { on: '2026-09-01', name: '石岭新村党支部', code: null, ...VILLAGE, reason: '更名' }
      ]
    }
  ],
  'POST /organisations/:organisationId/move': [
    {
      may: ['wang'],
      ask: ({ world }) => [
        `POST /organisations/${world.at['石岭村党支部']}/move`,
        { on: '2026-09-02', toId: world.at['东湖街道'], reason: '区划调整' }
      ]
    },
    {
      about: 'into the other county',
      may: [],
      ask: ({ world }) => [
        `POST /organisations/${world.at['石岭村党支部']}/move`,
        { on: '2026-09-03', toId: world.at['河口镇'], reason: '区划调整' }
      ]
    }
  ],
  'POST /organisations/:organisationId/split': [
    {
      may: ['wang'],
      ask: ({ world }) => [
        `POST /organisations/${world.at['柳湾村党支部']}/split`,
        { on: '2026-09-02', stays: true, parts: [{ name: '柳湾村第二党支部', code: null, personIds: [] }], reason: '党员人数多' }
      ]
    }
  ],
  'POST /organisations/:organisationId/merger': [
    {
      may: ['wang'],
      ask: ({ world }) => [
        `POST /organisations/${world.at['柳湾村党支部']}/merger`,
        {
          on: '2026-09-05',
          organisationIds: [world.at['石岭村党支部']],
          newName: null,
          newCode: null,
          reason: '撤并村'
        }
      ]
    },
    {
      about: 'with one of the other county',
      may: [],
      ask: ({ world }) => [
        `POST /organisations/${world.at['柳湾村党支部']}/merger`,
        { on: '2026-09-05', organisationIds: [world.at['渡口村党支部']], newName: null, newCode: null, reason: '撤并村' }
      ]
    }
  ],
  'POST /organisations/:organisationId/end': [
    {
      about: 'with people in it, so that it stays',
      may: ['wang'],
      status: 409,
      ask: ({ world }) => [`POST /organisations/${world.at['桥东社区党支部']}/end`, { on: '2026-09-05', reason: '撤销' }]
    }
  ],
  'GET /organisations/:organisationId/categories': [
    { may: ['wang'], ask: ({ world }) => [`GET /organisations/${world.at['安澜县']}/categories`] }
  ],
  'POST /organisations/:organisationId/categories': [
    {
      may: ['wang'],
      ask: ({ world }) => [
        `POST /organisations/${world.at['安澜县']}/categories`,
        { name: '村网格', unitCategory: 'village', field: 'rural', on: '2026-09-01' }
      ]
    }
  ]
} satisfies Record<keyof typeof tree, Row>

const NOBODY = {
  name: '冯立新',
  gender: null,
  birthMonth: null,
  ethnicGroup: null,
  education: null,
  joinedMonth: null,
  occupation: null
}
const READERS_OF_EITHER = ['wang', 'chen', 'luo', 'wangElsewhere', 'chenElsewhere', 'luoElsewhere'] as const

/** People and what they hold: written where they are, by whoever keeps that roster. */
const KEPT_PEOPLE = {
  'POST /organisations/:organisationId/people': [
    {
      may: ['wang'],
      ask: ({ world }) => [
        `POST /organisations/${world.at['桥东社区党支部']}/people`,
        {
          on: '2026-09-01',
          ...NOBODY,
          idNumber: null,
          mobile: null,
          staffNumber: null,
          role: 'committeeMember',
          portfolio: null,
          isMain: true,
          stage: 'full'
        }
      ]
    }
  ],
  'POST /people/:personId/facts': [
    {
      may: ['wang'],
      ask: ({ world }) => [`POST /people/${world.who['吴桂香']}/facts`, { from: '2026-09-02', ...NOBODY, name: '吴桂香' }]
    }
  ],
  'POST /people/:personId/numbers': [
    {
      may: ['wang'],
      ask: ({ world }) => [
        `POST /people/${world.who['吴桂香']}/numbers`,
        { idNumber: null, mobile: '13900000001', staffNumber: null }
      ]
    }
  ],
  'POST /people/:personId/posts': [
    {
      may: ['wang'],
      ask: ({ world }) => [
        `POST /people/${world.who['吴桂香']}/posts`,
        {
          organisationId: world.at['东湖街道'],
          role: 'orgOfficer',
          portfolio: null,
          isMain: false,
          from: '2026-09-02',
          until: null
        }
      ]
    },
    {
      about: 'in the other county',
      may: [],
      ask: ({ world }) => [
        `POST /people/${world.who['吴桂香']}/posts`,
        {
          organisationId: world.at['河口镇'],
          role: 'orgOfficer',
          portfolio: null,
          isMain: false,
          from: '2026-09-02',
          until: null
        }
      ]
    }
  ],
  'POST /people/:personId/posts/:postId/main': [
    {
      may: ['wang'],
      ask: ({ world, postId }) => [`POST /people/${world.who['吴桂香']}/posts/${postId}/main`, { on: '2026-09-02' }]
    }
  ],
  'POST /people/:personId/membership': [
    {
      may: ['wang'],
      ask: ({ world }) => [
        `POST /people/${world.who['吴桂香']}/membership`,
        { organisationId: world.at['东湖街道'], stage: 'full', from: '2026-09-03' }
      ]
    }
  ],
  'GET /people-groups': [
    { may: READERS_OF_EITHER, ask: () => ['GET /people-groups'] },
    {
      about: '东湖街道',
      may: ['wang', 'chen'],
      ask: ({ world }) => [`GET /people-groups?organisationId=${world.at['东湖街道']}`]
    }
  ],
  'GET /reserves': [
    {
      may: READERS_OF_EITHER,
      ask: () => ['GET /reserves'],
      shows: { wangElsewhere: ['渡口村'], luoElsewhere: ['渡口村'], chenElsewhere: ['渡口村'], luo: ['青石镇'] }
    }
  ]
} satisfies Record<keyof typeof people, Row>

/** Two entries of one person: for whoever keeps the roster of both. */
const DUPLICATES = {
  'GET /duplicates': [
    { may: ['wang', 'wangElsewhere'], ask: () => ['GET /duplicates'] },
    { about: 'of 青石镇', may: ['wang'], ask: ({ world }) => [`GET /duplicates?organisationId=${world.at['青石镇']}`] }
  ],
  'POST /people/:personId/distinctions': [
    {
      may: ['wang'],
      ask: ({ world }) => [
        `POST /people/${world.who['吴桂香']}/distinctions`,
        { otherId: world.who['赵德明'], reason: '同名不同人' }
      ]
    },
    {
      about: 'from somebody of the other county',
      may: [],
      ask: ({ world }) => [
        `POST /people/${world.who['吴桂香']}/distinctions`,
        { otherId: world.who['郑海峰'], reason: '同名不同人' }
      ]
    }
  ],
  'POST /people/:personId/mergers': [
    {
      may: ['wang'],
      ask: ({ twins: [one, other] }) => [`POST /people/${one}/mergers`, { mergedId: other, reason: '同一人录了两次' }]
    },
    {
      about: 'with somebody of the other county',
      may: [],
      ask: ({ world }) => [
        `POST /people/${world.who['吴桂香']}/mergers`,
        { mergedId: world.who['郑海峰'], reason: '同一人录了两次' }
      ]
    }
  ],
  'POST /person-mergers/:mergerId/reversal': [
    { may: ['wang'], ask: ({ mergerId }) => [`POST /person-mergers/${mergerId}/reversal`, { reason: '合并错了' }] }
  ]
} satisfies Record<keyof typeof duplicates, Row>

/** Who is exempt is read with the roster. */
const EXEMPTIONS = {
  'GET /exemptions': [
    { may: READERS_OF_EITHER, ask: () => ['GET /exemptions'] },
    { about: '东湖街道', may: ['wang', 'chen'], ask: ({ world }) => [`GET /exemptions?organisationId=${world.at['东湖街道']}`] }
  ],
  'POST /people/:personId/exemptions/:exemptionId/end': [
    {
      may: ['wang'],
      ask: ({ world, exemptionId }) => [
        `POST /people/${world.who['吴桂香']}/exemptions/${exemptionId}/end`,
        { on: '2026-09-05', reason: '已经康复' }
      ]
    }
  ]
} satisfies Record<keyof typeof exemptions, Row>

/** More time for one person is read with the roster, and given and taken back by whoever keeps it. */
const DUE_DATES = {
  'GET /due-dates': [
    { may: READERS_OF_EITHER, ask: () => ['GET /due-dates'] },
    { about: '东湖街道', may: ['wang', 'chen'], ask: ({ world }) => [`GET /due-dates?organisationId=${world.at['东湖街道']}`] }
  ],
  'POST /people/:personId/due-dates': [
    {
      may: ['wang'],
      ask: ({ world }) => [
        `POST /people/${world.who['孙国庆']}/due-dates`,
        {
          requirement: 'member.annual',
          dueOn: '2027-03-31',
          reason: '产假',
          approvedBy: '县委组织部',
          validFrom: '2026-09-01'
        }
      ]
    },
    {
      about: 'of the other county',
      may: ['wangElsewhere'],
      ask: ({ world }) => [
        `POST /people/${world.who['郑海峰']}/due-dates`,
        {
          requirement: 'member.annual',
          dueOn: '2027-03-31',
          reason: '产假',
          approvedBy: '县委组织部',
          validFrom: '2026-09-01'
        }
      ]
    }
  ],
  'POST /people/:personId/due-dates/:dueDateId/withdrawal': [
    {
      may: ['wang'],
      ask: ({ world, dueDateId }) => [
        `POST /people/${world.who['吴桂香']}/due-dates/${dueDateId}/withdrawal`,
        { on: '2026-09-05', reason: '已经返岗' }
      ]
    }
  ]
} satisfies Record<keyof typeof dueDates, Row>

const CRITERIA = {
  organisationId: null,
  directly: false,
  q: null,
  role: 'secretary',
  stage: null,
  field: 'rural',
  stratum: null,
  requirement: null,
  state: null
}

/** Saved choices of people: used with the roster, kept by whoever keeps it. */
const FILTERS = {
  'GET /filters': [
    {
      may: READERS_OF_EITHER,
      ask: () => ['GET /filters'],
      shows: { wang: ['农村书记'], chen: ['农村书记'], luo: ['农村书记'], wangElsewhere: [] }
    }
  ],
  'POST /filters': [
    {
      may: ['wang'],
      ask: ({ world }) => ['POST /filters', { name: '新的筛选', ownerId: world.at['安澜县'], ...CRITERIA }]
    },
    {
      about: 'about a part of the other county',
      may: [],
      ask: ({ world }) => [
        'POST /filters',
        { name: '邻县', ownerId: world.at['安澜县'], ...CRITERIA, organisationId: world.at['望江县'] }
      ]
    }
  ],
  'DELETE /filters/:filterId': [{ may: ['wang'], ask: ({ filterId }) => [`DELETE /filters/${filterId}`] }]
} satisfies Record<keyof typeof filters, Row>

export const ROSTER_KEEPING = { ...FILTERS, ...EXEMPTIONS, ...DUE_DATES, ...KEPT_PEOPLE, ...DUPLICATES, ...TREE }
