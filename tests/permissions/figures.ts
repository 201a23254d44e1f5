import { randomUUID } from 'node:crypto'
import type { contract as attendance } from '../../server/attendance/contract.ts'
import type { contract as closing } from '../../server/closing/contract.ts'
import type { contract as coverage } from '../../server/coverage/contract.ts'
import type { contract as credits } from '../../server/credits/contract.ts'
import type { contract as reports } from '../../server/exports/contract.ts'
import type { contract as cohortNotice } from '../../server/exports/notice/contract.ts'
import { THEORY } from './prepared.ts'
import { QUIZZES } from './quizzes.ts'
import type { Row } from './row.ts'

/** The roll is called by the class supervisor of the cohort, or by whoever manages it. */
const ATTENDANCE = {
  'GET /teach/cohorts': [
    {
      may: ['xu', 'xuElsewhere'],
      ask: () => ['GET /teach/cohorts'],
      shows: { xu: ['在办的班', '缺课的班'], xuElsewhere: [] }
    }
  ],
  'GET /cohorts/:cohortId/lessons/:lessonId/roll-call': [
    {
      about: 'under 徐',
      may: ['wang', 'xu'],
      ask: ({ running }) => [`GET /cohorts/${running.id}/lessons/${running.lesson[THEORY[0]!]}/roll-call`]
    },
    {
      about: 'of a township, with no supervisor',
      may: ['wang'],
      ask: ({ townships: { gao } }) => [`GET /cohorts/${gao.cohortId}/lessons/${gao.lessonIds[1]}/roll-call`]
    },
    {
      about: 'of another cohort’s lesson',
      may: [],
      ask: ({ running, townships }) => [`GET /cohorts/${running.id}/lessons/${townships.gao.lessonIds[1]}/roll-call`]
    }
  ],
  'POST /cohorts/:cohortId/lessons/:lessonId/roll-call': [
    {
      about: 'under 徐',
      may: ['wang', 'xu'],
      ask: ({ running }) => [
        `POST /cohorts/${running.id}/lessons/${running.lesson['矛盾调解情景模拟']}/roll-call`,
        { clientKey: randomUUID(), exceptions: [] }
      ]
    },
    {
      about: 'of a township, with no supervisor',
      may: ['wang'],
      ask: ({ townships: { gao } }) => [
        `POST /cohorts/${gao.cohortId}/lessons/${gao.lessonIds[1]}/roll-call`,
        { clientKey: randomUUID(), exceptions: [] }
      ]
    }
  ],
  'POST /cohorts/:cohortId/marks/corrections': [
    {
      may: ['wang', 'xu'],
      ask: ({ running }, who) => [
        `POST /cohorts/${running.id}/marks/corrections`,
        { enrolmentId: running.seat['赵德明'], lessonId: running.lesson[THEORY[0]!], status: 'late', reason: `由 ${who} 更正` }
      ]
    }
  ]
} satisfies Record<keyof typeof attendance, Row>

/** A trainee's own day and record: nobody else's, and nobody else. */
const CREDITS = {
  'GET /my/today': [
    {
      may: ['lin', 'zhao', 'zhengElsewhere'],
      ask: () => ['GET /my/today'],
      shows: { lin: ['在办的班'], zhao: ['在办的班'], zhengElsewhere: [] }
    }
  ],
  'GET /my/cohorts': [
    {
      may: ['lin', 'zhao', 'zhengElsewhere'],
      ask: () => ['GET /my/cohorts'],
      shows: { lin: ['在办的班', '结了的班'], zhao: ['在办的班'], zhengElsewhere: [] }
    }
  ],
  'GET /my/record': [
    {
      may: ['lin', 'zhao', 'zhengElsewhere'],
      ask: () => ['GET /my/record'],
      shows: { lin: ['结了的班'], zhao: [], zhengElsewhere: [] }
    }
  ]
} satisfies Record<keyof typeof credits, Row>

/** Figures: the reporter of the part, who keeps its roster, and the liaison for her own unit. */
const COVERAGE = {
  'GET /coverage': [
    {
      about: 'of the asker’s own part',
      may: ['wang', 'chen', 'luo', 'wangElsewhere', 'chenElsewhere', 'luoElsewhere'],
      ask: () => ['GET /coverage'],
      shows: {
        wang: ['安澜县', '东湖街道'],
        chen: ['安澜县', '东湖街道'],
        luo: [],
        wangElsewhere: [],
        chenElsewhere: [],
        luoElsewhere: []
      }
    },
    {
      about: 'of 青石镇',
      may: ['wang', 'chen', 'luo'],
      ask: ({ world }) => [`GET /coverage?organisationId=${world.at['青石镇']}`]
    },
    { about: 'of 安澜县', may: ['wang', 'chen'], ask: ({ world }) => [`GET /coverage?organisationId=${world.at['安澜县']}`] },
    { about: 'of the city above', may: [], ask: ({ world }) => [`GET /coverage?organisationId=${world.at['安河市']}`] }
  ],
  'GET /coverage/trend': [
    {
      about: 'of 青石镇',
      may: ['wang', 'chen', 'luo'],
      ask: ({ world }) => [`GET /coverage/trend?organisationId=${world.at['青石镇']}`]
    },
    {
      about: 'of 安澜县',
      may: ['wang', 'chen'],
      ask: ({ world }) => [`GET /coverage/trend?organisationId=${world.at['安澜县']}`]
    }
  ],
  'GET /coverage/people': [
    {
      about: 'of the asker’s own part',
      may: ['wang', 'chen', 'luo', 'wangElsewhere', 'chenElsewhere', 'luoElsewhere'],
      ask: () => ['GET /coverage/people?requirement=secretary.rotation'],
      shows: {
        wang: ['林文博', '孙国庆', '吴桂香'],
        chen: ['林文博', '孙国庆', '吴桂香'],
        luo: ['林文博', '孙国庆'],
        wangElsewhere: ['郑海峰'],
        chenElsewhere: ['郑海峰'],
        luoElsewhere: ['郑海峰']
      }
    },
    {
      about: 'of 东湖街道',
      may: ['wang', 'chen'],
      ask: ({ world }) => [`GET /coverage/people?organisationId=${world.at['东湖街道']}`]
    },
    {
      about: 'of 青石镇, narrowed to 东湖街道: nobody is in both',
      may: ['wang', 'chen', 'luo'],
      ask: ({ world: { at } }) => [`GET /coverage/people?organisationId=${at['青石镇']}&unitId=${at['东湖街道']}`],
      shows: { wang: [], chen: [], luo: [] }
    }
  ],
  'GET /coverage/people/:personId': [
    { about: '林 of 青石镇', may: ['wang', 'chen', 'luo'], ask: ({ world }) => [`GET /coverage/people/${world.who['林文博']}`] },
    { about: '吴 of 东湖街道', may: ['wang', 'chen'], ask: ({ world }) => [`GET /coverage/people/${world.who['吴桂香']}`] },
    {
      about: '郑 of the other county',
      may: ['wangElsewhere', 'chenElsewhere', 'luoElsewhere'],
      ask: ({ world }) => [`GET /coverage/people/${world.who['郑海峰']}`]
    }
  ],
  'GET /my/standings': [{ may: ['lin', 'zhao', 'zhengElsewhere'], ask: () => ['GET /my/standings'] }]
} satisfies Record<keyof typeof coverage, Row>

const exported = { requirement: 'secretary.rotation', asOf: '2026-09-10', known: 'now' }

const asked = {
  format: 'xlsx',
  issuer: '组织部',
  number: '',
  addressees: '各单位',
  signedOn: '2026-09-10',
  replyBy: '',
  contact: '办公室',
  bring: ''
}

/** Whoever plans a cohort writes its notice; the timetable hangs where it is taught and with those who sit in it. */
const COHORT_NOTICE = {
  'POST /cohorts/:cohortId/notice': [
    { may: ['wang'], ask: ({ running }) => [`POST /cohorts/${running.id}/notice`, asked] },
    { about: 'of a draft', may: ['wang'], ask: ({ draft }) => [`POST /cohorts/${draft.id}/notice`, asked] }
  ],
  'GET /cohorts/:cohortId/timetable.pdf': [
    { may: ['wang', 'xu', 'lin', 'zhao'], ask: ({ running }) => [`GET /cohorts/${running.id}/timetable.pdf`] },
    { about: 'of a draft', may: ['wang', 'xu'], ask: ({ draft }) => [`GET /cohorts/${draft.id}/timetable.pdf`] }
  ]
} satisfies Record<keyof typeof cohortNotice, Row>

/** What may be read may be taken along. */
const EXPORTS = {
  'POST /coverage/exports': [
    {
      about: 'of 安澜县',
      may: ['wang', 'chen'],
      ask: ({ world }) => ['POST /coverage/exports', { ...exported, organisationId: world.at['安澜县'] }]
    },
    {
      about: 'of 青石镇',
      may: ['wang', 'chen', 'luo'],
      ask: ({ world }) => ['POST /coverage/exports', { ...exported, organisationId: world.at['青石镇'] }]
    },
    {
      about: 'of the other county',
      may: ['wangElsewhere', 'chenElsewhere'],
      ask: ({ world }) => ['POST /coverage/exports', { ...exported, organisationId: world.at['望江县'] }]
    }
  ],
  'POST /roster/exports': [
    {
      about: 'of 青石镇',
      may: ['wang', 'chen', 'luo'],
      ask: ({ world }) => ['POST /roster/exports', { organisationId: world.at['青石镇'], asOf: '2026-09-10' }]
    },
    {
      about: 'of the other county',
      may: ['wangElsewhere', 'chenElsewhere'],
      ask: ({ world }) => ['POST /roster/exports', { organisationId: world.at['望江县'], asOf: '2026-09-10' }]
    }
  ],
  'POST /exemptions/exports': [
    {
      about: 'of 青石镇',
      may: ['wang', 'chen', 'luo'],
      ask: ({ world }) => ['POST /exemptions/exports', { organisationId: world.at['青石镇'], asOf: '2026-09-10' }]
    },
    {
      about: 'of the other county',
      may: ['wangElsewhere', 'chenElsewhere'],
      ask: ({ world }) => ['POST /exemptions/exports', { organisationId: world.at['望江县'], asOf: '2026-09-10' }]
    }
  ],
  'POST /due-dates/exports': [
    {
      about: 'of 青石镇',
      may: ['wang', 'chen', 'luo'],
      ask: ({ world }) => ['POST /due-dates/exports', { organisationId: world.at['青石镇'], asOf: '2026-09-10' }]
    },
    {
      about: 'of the other county',
      may: ['wangElsewhere', 'chenElsewhere'],
      ask: ({ world }) => ['POST /due-dates/exports', { organisationId: world.at['望江县'], asOf: '2026-09-10' }]
    }
  ]
} satisfies Record<keyof typeof reports, Row>

/** Closing is the training administrator's; who may read the cohort sees what stands in its way. */
const CLOSING = {
  'GET /cohorts/:cohortId/close-out': [
    { about: 'of the county', may: ['wang', 'xu', 'gao'], ask: ({ running }) => [`GET /cohorts/${running.id}/close-out`] },
    { about: 'of a closed cohort', may: ['wang', 'xu', 'gao'], ask: ({ closed }) => [`GET /cohorts/${closed.id}/close-out`] },
    {
      about: 'of a township, with no supervisor',
      may: ['wang', 'gao', 'liang'],
      ask: ({ townships }) => [`GET /cohorts/${townships.gao.cohortId}/close-out`]
    }
  ],
  'POST /cohorts/:cohortId/closing': [{ may: ['wang'], ask: ({ toClose }) => [`POST /cohorts/${toClose.id}/closing`] }],
  'GET /derogations': [
    {
      may: ['gao', 'liang'],
      ask: () => ['GET /derogations'],
      shows: { gao: ['缺课的班', '镇上的班一'], liang: ['镇上的班一'] }
    }
  ]
} satisfies Record<keyof typeof closing, Row>

export const FIGURES = { ...ATTENDANCE, ...QUIZZES, ...CREDITS, ...COVERAGE, ...EXPORTS, ...COHORT_NOTICE, ...CLOSING }
