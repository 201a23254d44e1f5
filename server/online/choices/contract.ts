import { Type } from 'typebox'
import { id, minutes, shape } from '../../http/contract.ts'

const count = Type.Integer({ minimum: 0 })
/** In minutes: what has to be chosen, what is, and what of it is completed. */
const chosen = { demanded: minutes, chosen: minutes, completed: minutes }

export const choices = {
  'PUT /my/lessons/:lessonId/choice': {
    says: 'Chooses an elective of one’s own cohort, or takes the choice back before it is begun.',
    permission: 'online.watch',
    params: shape({ lessonId: id }),
    body: shape({ isChosen: Type.Boolean() }),
    reply: shape(chosen)
  },
  'GET /cohorts/:cohortId/electives': {
    says: 'The menu of a cohort, and who has chosen and completed how much of it, by number.',
    permission: 'cohorts.supervise',
    params: shape({ cohortId: id }),
    reply: shape({
      demanded: minutes,
      lessons: Type.Array(shape({ lessonId: id, title: Type.String(), minutes, chosen: count, completed: count })),
      people: Type.Array(
        shape({
          enrolmentId: id,
          number: count,
          name: Type.String(),
          unitAndPost: Type.String(),
          chosen: minutes,
          completed: minutes,
          /** Still to be chosen. */
          toChoose: minutes,
          /** Still to be completed. */
          toComplete: minutes
        })
      )
    })
  }
} as const
