import type { contract as courses } from '../../server/curriculum/courses/contract.ts'
import type { contract as teachers } from '../../server/curriculum/teachers/contract.ts'
import type { contract as textbooks } from '../../server/curriculum/textbooks/contract.ts'
import type { contract as venues } from '../../server/curriculum/venues/contract.ts'
import type { contract as reports } from '../../server/exports/catalogues/contract.ts'
import { asked, FILES, OWN_COURSE, TEXTBOOK, type Listed } from './preparedCatalogues.ts'
import type { Prepared } from './prepared.ts'
import type { Row } from './row.ts'

/** Files are read into the part of the tree whose lists one keeps. */
export const imported = <List extends Listed>(list: List): Record<`POST ${List}/reading` | `POST ${List}/imports`, Row> => {
  const rows: Record<string, Row> = {
    [`POST ${list}/reading`]: [
      {
        about: 'into 安澜县',
        may: ['wang'],
        ask: ({ world }) => [`POST ${list}/reading?${asked(world)}`, Buffer.from(FILES[list])]
      },
      {
        about: 'into the city above',
        may: [],
        ask: ({ world }) => [`POST ${list}/reading?${asked(world, '安河市')}`, Buffer.from(FILES[list])]
      }
    ],
    [`POST ${list}/imports`]: [
      {
        may: ['wang'],
        ask: ({ world, catalogues }) => [
          `POST ${list}/imports?${asked(world)}&seal=${catalogues.seals[list]}`,
          Buffer.from(FILES[list])
        ]
      }
    ]
  }
  return rows as ReturnType<typeof imported<List>>
}

/** What everybody who plans may look at, and only those of its own part may change. */
const things = <List extends string, Param extends string>(
  list: List,
  param: Param,
  idOf: (prepared: Prepared) => { kept: number; unused: number }
): Record<
  | `${'GET' | 'DELETE'} ${List}/:${Param}`
  | `GET ${List}/:${Param}/${'changes' | 'uses' | 'calendar'}`
  | `POST ${List}/:${Param}/visibility`,
  Row
> => {
  const rows: Record<string, Row> = {
    [`GET ${list}/:${param}`]: [{ may: ['wang'], ask: prepared => [`GET ${list}/${idOf(prepared).kept}`] }],
    [`GET ${list}/:${param}/changes`]: [{ may: ['wang'], ask: prepared => [`GET ${list}/${idOf(prepared).kept}/changes`] }],
    [`GET ${list}/:${param}/uses`]: [{ may: ['wang'], ask: prepared => [`GET ${list}/${idOf(prepared).kept}/uses`] }],
    [`GET ${list}/:${param}/calendar`]: [{ may: ['wang'], ask: prepared => [`GET ${list}/${idOf(prepared).kept}/calendar`] }],
    [`POST ${list}/:${param}/visibility`]: [
      { may: ['wang'], ask: prepared => [`POST ${list}/${idOf(prepared).kept}/visibility`, { isHidden: true }] }
    ],
    [`DELETE ${list}/:${param}`]: [{ may: ['wang'], ask: prepared => [`DELETE ${list}/${idOf(prepared).unused}`] }]
  }
  return rows as ReturnType<typeof things<List, Param>>
}

const {
  'GET /textbooks/:textbookId/uses': _uses,
  'GET /textbooks/:textbookId/calendar': _calendar,
  ...ofTextbooks
} = things('/textbooks', 'textbookId', ({ catalogues }) => catalogues.textbook)
const { 'GET /courses/:courseId/calendar': _none, ...ofCourses } = things(
  '/courses',
  'courseId',
  ({ catalogues }) => catalogues.course
)

const added = (call: string, body: object): Row => [
  { about: 'of 安澜县', may: ['wang'], ask: ({ world }) => [call, { organisationId: world.at['安澜县'], ...body }] },
  { about: 'of the city above', may: [], ask: ({ world }) => [call, { organisationId: world.at['安河市'], ...body }] }
]

const tang = { name: '唐老师', unit: '农广校', title: '讲师' }
const teacher = {
  gender: null,
  birthMonth: null,
  category: null,
  specialty: null,
  courses: [],
  contact: null,
  feeRate: null,
  reviewStatus: 'passed',
  remark: null
}
const hall = { name: '礼堂', place: '农广校', capacity: 200 }

/** Courses, teachers, rooms and textbooks: seen by whoever plans cohorts, changed by those of the part that keeps them. */
export const CATALOGUES = {
  'GET /courses': [
    {
      may: ['wang', 'wangElsewhere'],
      ask: () => ['GET /courses'],
      shows: { wang: ['院坝议事实务'], wangElsewhere: [] }
    }
  ],
  'POST /courses': added('POST /courses', { ...OWN_COURSE, code: 'K-10' }),
  ...imported('/courses'),
  ...ofCourses,
  'GET /courses/:courseId': [
    {
      about: 'from a file: everybody’s',
      may: ['wang', 'wangElsewhere'],
      ask: ({ online: { courseId } }) => [`GET /courses/${courseId}`]
    },
    { about: 'of 安澜县', may: ['wang'], ask: ({ catalogues }) => [`GET /courses/${catalogues.course.kept}`] }
  ],
  'PUT /courses/:courseId': [
    {
      may: ['wang'],
      ask: ({ catalogues }) => [`PUT /courses/${catalogues.course.kept}`, { ...OWN_COURSE, minutes: 120 }]
    }
  ],
  'POST /courses/:courseId/core-theory-requests': [
    {
      may: ['wang'],
      ask: ({ catalogues }) => [`POST /courses/${catalogues.mayAsk}/core-theory-requests`, { reason: '讲的是理论' }]
    }
  ],
  'GET /core-theory-requests': [
    {
      about: 'at the root of the tree; further down nothing waits',
      may: ['gao', 'liang'],
      ask: () => ['GET /core-theory-requests'],
      shows: { gao: ['讲的是理论'], liang: [] }
    }
  ],
  'POST /courses/:courseId/core-theory': [
    {
      about: 'at the root of the tree',
      may: ['gao'],
      ask: ({ catalogues }) => [`POST /courses/${catalogues.asking}/core-theory`, { what: 'marked', reason: '按教学大纲' }]
    }
  ],
  'GET /teachers': [
    { may: ['wang', 'wangElsewhere'], ask: () => ['GET /teachers'], shows: { wang: ['贺老师'], wangElsewhere: [] } }
  ],
  'POST /teachers': added('POST /teachers', tang),
  ...imported('/teachers'),
  ...things('/teachers', 'teacherId', ({ catalogues }) => catalogues.teacher),
  'PUT /teachers/:teacherId': [
    {
      may: ['wang'],
      ask: ({ catalogues }) => [
        `PUT /teachers/${catalogues.teacher.kept}`,
        { name: '贺小梅', unit: '县农广校', title: '高级讲师', ...teacher }
      ]
    }
  ],
  'GET /venues': [{ may: ['wang', 'wangElsewhere'], ask: () => ['GET /venues'], shows: { wang: ['县党校'], wangElsewhere: [] } }],
  'POST /venues': added('POST /venues', hall),
  ...things('/venues', 'venueId', ({ catalogues }) => catalogues.venue),
  'PUT /venues/:venueId': [
    {
      may: ['wang'],
      ask: ({ catalogues }) => [
        `PUT /venues/${catalogues.venue.kept}`,
        { name: '401', place: '县农广校', capacity: 90, kind: 'classroom', equipment: null, contact: null }
      ]
    }
  ],
  'GET /textbooks': [
    { may: ['wang', 'wangElsewhere'], ask: () => ['GET /textbooks'], shows: { wang: ['甲书'], wangElsewhere: [] } }
  ],
  'POST /textbooks': added('POST /textbooks', TEXTBOOK),
  ...ofTextbooks,
  'PUT /textbooks/:textbookId': [
    {
      may: ['wang'],
      ask: ({ catalogues }) => [`PUT /textbooks/${catalogues.textbook.kept}`, { ...TEXTBOOK, name: '甲书', year: 2025 }]
    }
  ],
  'POST /teachers/exports': [{ may: ['wang', 'wangElsewhere'], ask: () => ['POST /teachers/exports', {}] }],
  'POST /courses/exports': [{ may: ['wang', 'wangElsewhere'], ask: () => ['POST /courses/exports', {}] }],
  'POST /teaching-bases/exports': [{ may: ['wang', 'wangElsewhere'], ask: () => ['POST /teaching-bases/exports', {}] }]
} satisfies Record<
  keyof typeof courses | keyof typeof teachers | keyof typeof venues | keyof typeof textbooks | keyof typeof reports,
  Row
>
