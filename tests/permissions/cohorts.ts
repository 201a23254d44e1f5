import type { contract as cohorts, timetable } from '../../server/cohorts/contract.ts'
import type { templates } from '../../server/cohorts/templates/contract.ts'
import type { bases } from '../../server/curriculum/bases/contract.ts'
import type { contract as enrolment } from '../../server/enrolment/contract.ts'
import type { contract as nominations } from '../../server/nominations/contract.ts'
import { cohort, lesson } from '../cohorts/timetables.ts'
import { PNG, RED_RIDGE } from '../curriculum/redRidge.ts'
import { CATALOGUES, imported } from './catalogues.ts'
import { THEORY } from './prepared.ts'
import type { Row } from './row.ts'

/** Teaching bases: kept by their own part, seen by those who plan with them and by those who are taken there. */
const BASES = {
  'GET /teaching-bases': [
    {
      may: ['wang', 'wangElsewhere'],
      ask: () => ['GET /teaching-bases'],
      shows: { wang: ['红石岭党性教育基地', '市级基地'], wangElsewhere: ['渡口村治理基地', '市级基地'] }
    }
  ],
  'POST /teaching-bases': [
    {
      about: 'of 安澜县',
      may: ['wang'],
      ask: ({ world }) => ['POST /teaching-bases', { ...RED_RIDGE, name: '新的基地', organisationId: world.at['安澜县'] }]
    },
    {
      about: 'of the city above',
      may: [],
      ask: ({ world }) => ['POST /teaching-bases', { ...RED_RIDGE, organisationId: world.at['安河市'] }]
    }
  ],
  ...imported('/teaching-bases'),
  'GET /teaching-bases/:baseId/uses': [{ may: ['wang'], ask: ({ bases }) => [`GET /teaching-bases/${bases.ours}/uses`] }],
  'GET /teaching-bases/:baseId/calendar': [{ may: ['wang'], ask: ({ bases }) => [`GET /teaching-bases/${bases.ours}/calendar`] }],
  'DELETE /teaching-bases/:baseId': [
    { may: ['wang'], ask: ({ bases }) => [`DELETE /teaching-bases/${bases.unused}`] },
    { about: 'of the city above', may: [], ask: ({ bases }) => [`DELETE /teaching-bases/${bases.above}`] }
  ],
  'GET /teaching-bases/:baseId': [
    {
      about: 'to which 林 is taken and which 徐 leads to; 赵 of the same village has no seat',
      may: ['wang', 'xu', 'lin'],
      ask: ({ bases }) => [`GET /teaching-bases/${bases.ours}`],
      shows: { wang: ['红石岭党性教育基地', '讲解费自理'], xu: ['红石岭党性教育基地'], lin: ['红石岭党性教育基地'] }
    },
    {
      about: 'of the city above, to which nobody is taken yet',
      may: ['wang', 'wangElsewhere'],
      ask: ({ bases }) => [`GET /teaching-bases/${bases.above}`]
    }
  ],
  'PUT /teaching-bases/:baseId': [
    {
      about: 'of 安澜县',
      may: ['wang'],
      ask: ({ bases }) => [`PUT /teaching-bases/${bases.ours}`, { ...RED_RIDGE, capacity: 120 }]
    },
    {
      about: 'of the city above: to be used, not to be written',
      may: [],
      ask: ({ bases }) => [`PUT /teaching-bases/${bases.above}`, { ...RED_RIDGE, capacity: 120 }]
    }
  ],
  'POST /teaching-bases/:baseId/visibility': [
    { may: ['wang'], ask: ({ bases }) => [`POST /teaching-bases/${bases.ours}/visibility`, { isHidden: true }] }
  ],
  'GET /teaching-bases/:baseId/changes': [{ may: ['wang'], ask: ({ bases }) => [`GET /teaching-bases/${bases.ours}/changes`] }],
  'POST /teaching-bases/:baseId/pictures': [
    {
      may: ['wang'],
      ask: ({ bases }) => [`POST /teaching-bases/${bases.ours}/pictures?caption=${encodeURIComponent('门口')}`, PNG]
    }
  ],
  'GET /teaching-bases/:baseId/pictures/:pictureId': [
    {
      may: ['wang', 'xu', 'lin'],
      ask: ({ bases }) => [`GET /teaching-bases/${bases.ours}/pictures/${bases.pictures[0]}`]
    },
    {
      about: 'asked of another base',
      may: [],
      ask: ({ bases }) => [`GET /teaching-bases/${bases.elsewhere}/pictures/${bases.pictures[0]}`]
    }
  ],
  'POST /teaching-bases/:baseId/pictures/:pictureId/removal': [
    { may: ['wang'], ask: ({ bases }) => [`POST /teaching-bases/${bases.ours}/pictures/${bases.pictures[1]}/removal`] }
  ]
} satisfies Record<keyof typeof bases, Row>

/**
 * The training administrator plans and keeps the cohorts of her part. A class supervisor reads his own and says what was held. An approver
 * reads, and signs for, those of the levels strictly below.
 */
const COHORTS = {
  'GET /cohorts': [
    {
      may: ['wang', 'xu', 'gao', 'liang', 'wangElsewhere', 'xuElsewhere'],
      ask: () => ['GET /cohorts'],
      shows: {
        wang: ['在办的班', '拟办的班', '结了的班', '镇上的班一'],
        gao: ['在办的班', '拟办的班', '结了的班', '镇上的班一'],
        xu: ['在办的班', '拟办的班', '结了的班'],
        liang: ['镇上的班一'],
        wangElsewhere: [],
        xuElsewhere: []
      }
    }
  ],
  'POST /cohorts': [
    { about: 'of 安澜县', may: ['wang'], ask: ({ world }) => ['POST /cohorts', cohort(world, { name: '新设的班' })] },
    {
      about: 'of the other county',
      may: ['wangElsewhere'],
      ask: ({ world }) => [
        'POST /cohorts',
        cohort(world, { name: '望江的班', organisationId: world.at['望江县'], supervisorId: null })
      ]
    },
    {
      about: 'of the city above',
      may: [],
      ask: ({ world }) => ['POST /cohorts', cohort(world, { organisationId: world.at['安河市'], supervisorId: null })]
    }
  ],
  'GET /cohorts/supervisors': [
    {
      may: ['wang', 'wangElsewhere'],
      ask: () => ['GET /cohorts/supervisors'],
      shows: { wang: ['徐建军'], wangElsewhere: ['徐宁'] }
    }
  ],
  'GET /cohorts/:cohortId': [
    { about: 'of the county', may: ['wang', 'xu', 'gao'], ask: ({ running }) => [`GET /cohorts/${running.id}`] },
    {
      about: 'of a township, with no supervisor',
      may: ['wang', 'gao', 'liang'],
      ask: ({ townships }) => [`GET /cohorts/${townships.gao.cohortId}`]
    }
  ],
  'PUT /cohorts/:cohortId': [
    {
      may: ['wang'],
      ask: ({ world, draft }) => [
        `PUT /cohorts/${draft.id}`,
        { name: '拟办的班', capacity: 60, startsOn: '2026-09-07', endsOn: '2026-09-11', supervisorId: world.account.xu }
      ]
    }
  ],
  'GET /cohorts/:cohortId/availability': [
    {
      may: ['wang'],
      ask: ({ draft }) => [`GET /cohorts/${draft.id}/availability?heldOn=2026-09-10&fromMinute=540&untilMinute=600`]
    }
  ],
  'POST /cohorts/:cohortId/lessons': [
    {
      may: ['wang'],
      ask: ({ draft }) => [
        `POST /cohorts/${draft.id}/lessons`,
        lesson({ heldOn: '2026-09-10', fromMinute: 840, untilMinute: 930 })
      ]
    }
  ],
  'PUT /cohorts/:cohortId/lessons/:lessonId': [
    {
      may: ['wang'],
      ask: ({ draft }) => [`PUT /cohorts/${draft.id}/lessons/${draft.lesson[THEORY[0]!]}`, lesson({ heldOn: '2026-09-07' })]
    }
  ],
  'DELETE /cohorts/:cohortId/lessons/:lessonId': [
    { may: ['wang'], ask: ({ draft }) => [`DELETE /cohorts/${draft.id}/lessons/${draft.lesson['乡村振兴案例']}`] }
  ],
  'POST /cohorts/:cohortId/publication': [
    { may: ['wang'], ask: ({ toPublish }) => [`POST /cohorts/${toPublish.id}/publication`] }
  ],
  'POST /cohorts/:cohortId/holdings': [
    {
      about: 'of the county, under 徐',
      may: ['wang', 'xu'],
      ask: ({ running }) => [
        `POST /cohorts/${running.id}/holdings`,
        { lessonId: running.lesson['村级“三资”管理'], wasHeld: true, reason: null }
      ]
    },
    {
      about: 'of a township, with no supervisor',
      may: ['wang'],
      ask: ({ townships }) => [
        `POST /cohorts/${townships.gao.cohortId}/holdings`,
        { lessonId: townships.gao.lessonIds[1], wasHeld: true, reason: null }
      ]
    }
  ],
  'POST /cohorts/:cohortId/derogation': [
    {
      about: 'of the county: only the city above signs',
      may: ['gao'],
      ask: ({ short }) => [`POST /cohorts/${short.id}/derogation`, { reason: '讲师生病', document: '安组函〔2026〕18号' }]
    },
    {
      about: 'of a township: the county and the city above sign',
      may: ['gao', 'liang'],
      ask: ({ townships }, who) => [
        `POST /cohorts/${townships[who === 'liang' ? 'liang' : 'gao'].cohortId}/derogation`,
        { reason: '讲师生病', document: '安组函〔2026〕19号' }
      ]
    }
  ]
} satisfies Record<keyof typeof cohorts, Row>

/** The same lessons, many in one act; and reading what was typed or sent, which writes nothing. */
const TIMETABLE = {
  'POST /cohorts/:cohortId/timetable': [
    {
      may: ['wang'],
      ask: ({ draft }) => [
        `POST /cohorts/${draft.id}/timetable`,
        { remove: [], change: [], add: [lesson({ heldOn: '2026-09-11', fromMinute: 1080, untilMinute: 1170 })] }
      ]
    },
    {
      about: 'for a lesson of another cohort',
      may: [],
      ask: ({ draft, running }) => [
        `POST /cohorts/${draft.id}/timetable`,
        { remove: [running.lesson['村级“三资”管理']], change: [], add: [] }
      ]
    }
  ],
  'GET /cohorts/:cohortId/line': [
    {
      may: ['wang'],
      ask: ({ draft }) => [`GET /cohorts/${draft.id}/line?text=${encodeURIComponent('周一 9:00-10:30 理论')}`]
    }
  ],
  'POST /cohorts/:cohortId/timetable/reading': [
    {
      may: ['wang'],
      ask: ({ draft }) => [`POST /cohorts/${draft.id}/timetable/reading?fileName=a.csv`, Buffer.from('日期,时间,课程内容\n')]
    }
  ]
} satisfies Record<keyof typeof timetable, Row>

/** Kept timetables: seen where they are kept and below, kept by whoever plans there. */
const TEMPLATES = {
  'GET /timetable-templates': [
    {
      may: ['wang', 'wangElsewhere'],
      ask: () => ['GET /timetable-templates'],
      shows: { wang: ['五天的模板', '市里的模板'], wangElsewhere: ['市里的模板'] }
    }
  ],
  'GET /timetable-templates/:templateId': [
    { may: ['wang'], ask: ({ templates: { ours } }) => [`GET /timetable-templates/${ours}`] },
    {
      about: 'of the city above',
      may: ['wang', 'wangElsewhere'],
      ask: ({ templates: { above } }) => [`GET /timetable-templates/${above}`]
    }
  ],
  'POST /cohorts/:cohortId/timetable-templates': [
    {
      may: ['wang'],
      ask: ({ running }) => [`POST /cohorts/${running.id}/timetable-templates`, { name: '再存一个', withBookings: true }]
    }
  ],
  'POST /timetable-templates/:templateId/visibility': [
    {
      may: ['wang'],
      ask: ({ templates: { ours } }) => [`POST /timetable-templates/${ours}/visibility`, { isHidden: true }]
    },
    {
      about: 'of the city above',
      may: [],
      ask: ({ templates: { above } }) => [`POST /timetable-templates/${above}/visibility`, { isHidden: true }]
    }
  ]
} satisfies Record<keyof typeof templates, Row>

/** Seats are given by whoever manages the cohort; who may read the cohort reads its list. */
const ENROLMENT = {
  'GET /cohorts/:cohortId/enrolments': [
    { about: 'of the county', may: ['wang', 'xu', 'gao'], ask: ({ running }) => [`GET /cohorts/${running.id}/enrolments`] },
    {
      about: 'of a township, with no supervisor',
      may: ['wang', 'gao', 'liang'],
      ask: ({ townships }) => [`GET /cohorts/${townships.gao.cohortId}/enrolments`]
    }
  ],
  'POST /cohorts/:cohortId/enrolments': [
    {
      about: 'for 孙 of 青石镇',
      may: ['wang'],
      ask: ({ world, running }) => [`POST /cohorts/${running.id}/enrolments`, { personIds: [world.who['孙国庆']] }]
    },
    {
      about: 'for 郑 of the other county, whom nobody who manages this cohort may reach',
      may: [],
      ask: ({ world, running }) => [`POST /cohorts/${running.id}/enrolments`, { personIds: [world.who['郑海峰']] }]
    }
  ],
  'POST /cohorts/:cohortId/enrolments/:enrolmentId/withdrawal': [
    {
      may: ['wang'],
      ask: ({ short }) => [`POST /cohorts/${short.id}/enrolments/${short.seat['吴桂香']}/withdrawal`, { reason: '工作调动' }]
    }
  ],
  'GET /my/calendar': [{ may: ['lin', 'zhao', 'zhengElsewhere'], ask: () => ['GET /my/calendar'] }]
} satisfies Record<keyof typeof enrolment, Row>

/** The list from which seats are given. */
const NOMINATIONS = {
  'GET /cohorts/:cohortId/candidates': [
    {
      may: ['wang'],
      ask: ({ running }) => [`GET /cohorts/${running.id}/candidates`],
      shows: { wang: ['林文博', '孙国庆'] }
    },
    {
      about: 'narrowed to a unit of the other county',
      may: [],
      ask: ({ world, running }) => [`GET /cohorts/${running.id}/candidates?unitId=${world.at['河口镇']}`]
    }
  ]
} satisfies Record<keyof typeof nominations, Row>

export const PLANNING = { ...CATALOGUES, ...BASES, ...COHORTS, ...TIMETABLE, ...TEMPLATES, ...ENROLMENT, ...NOMINATIONS }
