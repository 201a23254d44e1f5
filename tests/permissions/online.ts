import type { choices } from '../../server/online/choices/contract.ts'
import type { contract as online } from '../../server/online/contract.ts'
import type { Row } from './row.ts'

/** A film is watched by who has a seat in the cohort of its lesson; a course is looked through by who plans with it. */
export const ONLINE = {
  'GET /my/lessons/:lessonId': [{ may: ['lin'], ask: ({ online: { lessonId } }) => [`GET /my/lessons/${lessonId}`] }],
  'GET /my/films': [
    {
      may: ['lin', 'zhao', 'zhengElsewhere'],
      ask: () => ['GET /my/films'],
      shows: { lin: ['村务公开实务'], zhao: [], zhengElsewhere: [] }
    }
  ],
  'POST /my/lessons/:lessonId/leases': [
    {
      may: ['lin'],
      ask: ({ online: { lessonId, materialId } }) => [
        `POST /my/lessons/${lessonId}/leases`,
        { materialId, deviceId: '00000000-0000-4000-8000-000000000001' }
      ]
    }
  ],
  'POST /my/lessons/:lessonId/leases/:leaseId/reports': [
    {
      may: ['lin'],
      ask: ({ online: { lessonId }, leaseId }) => [
        `POST /my/lessons/${lessonId}/leases/${leaseId}/reports`,
        { sequence: 1, pieces: [], positionMs: 0 }
      ]
    }
  ],
  'GET /cohorts/:cohortId/films': [
    {
      about: 'under 徐',
      may: ['wang', 'xu'],
      ask: ({ online: { cohortId } }) => [`GET /cohorts/${cohortId}/films`],
      shows: { wang: ['林文博'], xu: ['林文博'] }
    },
    {
      about: 'of a township, with no supervisor',
      may: ['wang'],
      ask: ({ townships: { gao } }) => [`GET /cohorts/${gao.cohortId}/films`]
    }
  ],
  'GET /courses/:courseId/films': [
    { may: ['wang', 'wangElsewhere'], ask: ({ online: { courseId } }) => [`GET /courses/${courseId}/films`] }
  ],
  'PUT /my/lessons/:lessonId/choice': [
    {
      about: 'an elective of one’s own cohort',
      may: ['lin'],
      ask: ({ online: { electiveId } }) => [`PUT /my/lessons/${electiveId}/choice`, { isChosen: true }]
    }
  ],
  'GET /cohorts/:cohortId/electives': [
    {
      about: 'under 徐',
      may: ['wang', 'xu'],
      ask: ({ online: { cohortId } }) => [`GET /cohorts/${cohortId}/electives`],
      shows: { wang: ['林文博'], xu: ['林文博'] }
    }
  ]
} satisfies Record<keyof typeof online | keyof typeof choices, Row>
