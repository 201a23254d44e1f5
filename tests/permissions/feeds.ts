import type { feeds } from '../../server/cohorts/feeds/contract.ts'
import type { warnings } from '../../server/cohorts/warnings/contract.ts'
import type { ownFeeds } from '../../server/enrolment/feeds/contract.ts'
import type { messages } from '../../server/notices/messages/contract.ts'
import type { Row, Who } from './row.ts'

/** An address for each who may take one back. */
const one = (of: Partial<Record<Who, number>>, who: Who | null) => (who && of[who]) ?? Object.values(of)[0]

/** Calendars: whoever may see a timetable makes addresses of it and takes them back. Messages are everybody’s own. */
export const FEEDS = {
  'GET /cohorts/:cohortId/warnings': [
    { may: ['wang', 'xu', 'gao'], ask: ({ running }) => [`GET /cohorts/${running.id}/warnings`] }
  ],
  'GET /cohorts/:cohortId/feeds': [
    { may: ['wang', 'xu', 'gao'], ask: ({ running }) => [`GET /cohorts/${running.id}/feeds`], shows: { xu: ['高秀英'] } }
  ],
  'POST /cohorts/:cohortId/feeds': [{ may: ['wang', 'xu', 'gao'], ask: ({ running }) => [`POST /cohorts/${running.id}/feeds`] }],
  'POST /cohorts/:cohortId/feeds/:feedId/revocation': [
    {
      may: ['wang', 'xu', 'gao'],
      ask: ({ running, feeds }, who) => [`POST /cohorts/${running.id}/feeds/${one(feeds.cohort, who)}/revocation`]
    },
    {
      about: 'of another cohort',
      may: [],
      ask: ({ draft, feeds }) => [`POST /cohorts/${draft.id}/feeds/${feeds.kept}/revocation`]
    }
  ],
  'GET /teachers/:teacherId/feeds': [
    { may: ['wang'], ask: ({ catalogues }) => [`GET /teachers/${catalogues.teacher.kept}/feeds`] }
  ],
  'POST /teachers/:teacherId/feeds': [
    { may: ['wang'], ask: ({ catalogues }) => [`POST /teachers/${catalogues.teacher.kept}/feeds`] }
  ],
  'POST /teachers/:teacherId/feeds/:feedId/revocation': [
    {
      may: ['wang'],
      ask: ({ catalogues, feeds }) => [`POST /teachers/${catalogues.teacher.kept}/feeds/${feeds.teacher}/revocation`]
    }
  ],
  'GET /venues/:venueId/feeds': [{ may: ['wang'], ask: ({ catalogues }) => [`GET /venues/${catalogues.venue.kept}/feeds`] }],
  'POST /venues/:venueId/feeds': [{ may: ['wang'], ask: ({ catalogues }) => [`POST /venues/${catalogues.venue.kept}/feeds`] }],
  'POST /venues/:venueId/feeds/:feedId/revocation': [
    {
      may: ['wang'],
      ask: ({ catalogues, feeds }) => [`POST /venues/${catalogues.venue.kept}/feeds/${feeds.venue}/revocation`]
    }
  ],
  'GET /my/feeds': [{ may: ['lin', 'zhao', 'zhengElsewhere'], ask: () => ['GET /my/feeds'] }],
  'POST /my/feeds': [{ may: ['lin', 'zhao', 'zhengElsewhere'], ask: () => ['POST /my/feeds'] }],
  'POST /my/feeds/:feedId/revocation': [
    { may: ['lin'], ask: ({ feeds }) => [`POST /my/feeds/${feeds.lin}/revocation`] },
    {
      about: 'of 郑 of the other county',
      may: ['zhengElsewhere'],
      ask: ({ feeds }) => [`POST /my/feeds/${feeds.zheng}/revocation`]
    },
    { about: 'of 赵', may: ['zhao'], ask: ({ feeds }) => [`POST /my/feeds/${feeds.zhao}/revocation`] }
  ],
  'GET /my/messages': [
    {
      may: 'everyone',
      ask: () => ['GET /my/messages'],
      shows: { lin: ['外出的班'], xu: ['外出的班'], zhao: [], wang: [], admin: [] }
    }
  ],
  'POST /my/messages/readings': [{ may: 'everyone', ask: () => ['POST /my/messages/readings', { messageIds: [1, 2, 3] }] }]
} satisfies Record<keyof typeof feeds | keyof typeof ownFeeds | keyof typeof messages | keyof typeof warnings, Row>
