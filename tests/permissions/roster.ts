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

export const ROSTER_KEEPING = { ...TREE }
