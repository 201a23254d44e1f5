import { Type, type Static } from 'typebox'
import { Check } from 'typebox/value'
import { BadCourse } from '../curriculum/courses/courseFiles.ts'
import type { PartReader } from '../curriculum/courses/partReaders.ts'
import { faultsOf, sheetIn, toldOf, type Fault, type Sheet } from '../files/yaml.ts'
import { oneOf } from '../http/contract.ts'
import { questionIn } from './questionFields.ts'
import { QUESTION_TYPES, type Quiz } from './rules.ts'

const written = Type.Object(
  {
    /** Basis points (`6000`), or so many of so many (`3/5`). */
    passMark: Type.Unknown(),
    /** How often it may be taken; any number of times where nothing is said. */
    attempts: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000 })),
    questions: Type.Array(
      Type.Object(
        {
          type: oneOf(QUESTION_TYPES),
          stem: Type.Unknown(),
          options: Type.Optional(Type.Array(Type.Unknown())),
          answer: Type.Unknown(),
          score: Type.Integer({ minimum: 1, maximum: 1000 }),
          explanation: Type.Optional(Type.Unknown()),
          source: Type.Optional(Type.Unknown())
        },
        { additionalProperties: false }
      ),
      { minItems: 1, maxItems: 200 }
    )
  },
  { additionalProperties: false }
)

export type WrittenQuestion = Static<typeof written>['questions'][number]

/** Reads a quiz whole, or says everything that is wrong with it. */
export const quizIn = (sheet: Sheet): Quiz | Fault[] => {
  const { value } = sheet
  if (!Check(written, value)) return faultsOf(written, value)
  const faults: Fault[] = []
  const says = (path: Fault['path'], reason: string) => void faults.push({ path, reason })
  const pass = passIn(sheet.textAt(['passMark']))
  if (!pass) says(['passMark'], 'is basis points from 0 to 10000, or so many of so many, such as 3/5')
  const questions = value.questions.map((question, at) => questionIn(sheet, question, ['questions', at], says))
  return faults.length ? faults : { pass: pass!, attempts: value.attempts ?? null, questions }
}

const passIn = (text: string): Quiz['pass'] | null => {
  const [, part, whole = '10000'] = /^(\d{1,5})(?:\s*(?:\/|of)\s*(\d{1,5}))?$/.exec(text) ?? []
  const pass = { part: Number(part), whole: Number(whole) }
  return part !== undefined && pass.whole > 0 && pass.part <= pass.whole ? pass : null
}

/** The `quiz` part of a course package. It adds nothing to the measured minutes of an online course. */
export const quizReader: PartReader = {
  fields: Type.Object({ file: Type.String({ minLength: 1 }) }),
  read: async ({ entry, files, mistake, mistakeIn }) => {
    const file: string = entry.file!
    if (!files.has(file)) throw mistake(['file'], 'no such file')
    const sheet = sheetIn(await files.read(file))
    if ('reason' in sheet) throw mistakeIn(file, sheet.line, sheet.reason)
    const quiz = quizIn(sheet)
    if (Array.isArray(quiz))
      throw new BadCourse(quiz.map(fault => mistakeIn(file, sheet.lineOf(fault.path), toldOf(fault)).message).join('\n'))
    return { body: quiz, lengthMs: 0, characters: 0, media: null }
  }
}
