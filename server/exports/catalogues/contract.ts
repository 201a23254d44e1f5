import { baseChoice } from '../../curriculum/bases/contract.ts'
import { courseChoice } from '../../curriculum/courses/contract.ts'
import { teacherChoice } from '../../curriculum/teachers/contract.ts'
import { bytes, shape } from '../../http/contract.ts'

/** The catalogues in the department's forms, as they are listed; each comes back the same way. */
export const contract = {
  'POST /teachers/exports': {
    says: 'The teachers as they are listed, as an XLSX workbook in form Q.',
    permission: 'curriculum.use',
    body: shape(teacherChoice),
    reply: bytes
  },
  'POST /courses/exports': {
    says: 'The courses as they are listed, as an XLSX workbook in form R.',
    permission: 'curriculum.use',
    body: shape(courseChoice),
    reply: bytes
  },
  'POST /teaching-bases/exports': {
    says: 'The teaching bases as they are listed, as an XLSX workbook in form S.',
    permission: 'curriculum.use',
    body: shape(baseChoice),
    reply: bytes
  }
} as const
