import type { shellWords } from '$lib/words/shell.ts'

type Words = Pick<ReturnType<typeof shellWords>, 'places' | 'pages'>

/** How a page is called by those who use it: the longest address it begins with. An address nobody knows stays as it is. */
export function pageName(path: string, { places, pages }: Words): string {
  const names: Record<string, string> = {
    '/sign-in': pages.signIn,
    '/password': pages.password,
    '/learn': places.today,
    '/learn/lessons': pages.lesson,
    '/learn/cohorts': places.myCohorts,
    '/learn/bases': pages.base,
    '/learn/record': places.record,
    '/learn/me': places.me,
    '/teach': pages.teach,
    '/manage': places.queue,
    '/manage/cohorts': places.cohorts,
    '/manage/roster': places.roster,
    '/manage/imports': places.imports,
    '/manage/curriculum': places.courses,
    '/manage/curriculum/bases': pages.base,
    '/manage/complaints': places.complaints,
    '/manage/derogations': places.derogations,
    '/manage/removals': places.removals,
    '/manage/core-theory': places.coreTheory,
    '/coverage': places.coverage,
    '/admin': places.accounts
  }
  if (/^\/learn\/lessons\/\d+\/quiz\//.test(path)) return pages.quiz
  const begins = Object.keys(names).filter(one => path === one || path.startsWith(`${one}/`))
  return names[begins.toSorted((a, b) => b.length - a.length)[0] ?? ''] ?? path
}
