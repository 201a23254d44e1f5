import { api, Refused } from '$lib/api.ts'
import { writtenAgain, type Lesson, type Written } from './draft.ts'
import { backOf, forthOf, newIds, renamed, type Act, type Known, type Step } from './steps.ts'

/** What is to change; `text` says it to whoever may take it back. */
export type Change = { text: string; remove?: Lesson[]; change?: { before: Lesson; after: Written }[]; add?: Written[] }

type Kept = { done: Step[]; undone: Step[]; news: string | null }

/** More than anybody goes back. */
const MOST = 40

/**
 * The acts on one timetable, each of which is one request, and can be taken back and taken again. They are kept with the tab, so that they
 * outlive a reload and the way from page to page; the server refuses a step whose lessons somebody has changed since.
 */
export const historyOf = (cohortId: number) => {
  const place = `timetable-steps-${cohortId}`
  let done = $state.raw<Step[]>([])
  let undone = $state.raw<Step[]>([])
  let isGoing = $state(false)

  const keep = (news: string | null = null) => {
    try {
      sessionStorage.setItem(place, JSON.stringify({ done, undone, news } satisfies Kept))
    } catch {
      // A full or forbidden store: the steps live as long as the page.
    }
  }
  const send = async (act: Act) => (await api('POST /cohorts/:cohortId/timetable', { params: { cohortId }, body: act })).added

  /** Nothing that goes out of step can ever be taken: it is forgotten, and the refusal says why. */
  const step = async (take: () => Promise<void>, forget: () => void) => {
    if (isGoing) return
    isGoing = true
    try {
      await take()
    } catch (caught) {
      if (caught instanceof Refused && caught.code === 'lesson-changed-meanwhile') forget()
      throw caught
    } finally {
      isGoing = false
      keep()
    }
  }

  return {
    get last() {
      return done.at(-1)?.text ?? null
    },
    get next() {
      return undone.at(-1)?.text ?? null
    },
    /** What this tab knows from before, and what was done on another page. */
    recall(): string | null {
      try {
        const kept = JSON.parse(sessionStorage.getItem(place) ?? 'null') as Kept | null
        done = kept?.done ?? []
        undone = kept?.undone ?? []
        keep()
        return kept?.news ?? null
      } catch {
        return null
      }
    },
    /** `isNews`: another page will say that it is done. */
    async carryOut({ text, remove = [], change = [], add = [] }: Change, isNews = false) {
      const known = (lesson: Lesson): Known => ({ lessonId: lesson.id, ...writtenAgain(lesson) })
      const changed = change.map(({ before, after }) => ({ before: known(before), after: { lessonId: before.id, ...after } }))
      // What this page has not seen, it does not overwrite: somebody else may be at the same timetable.
      const seen = [...remove.map(known), ...changed.map(({ before }) => before)]
      const ids = await send({ remove: remove.map(({ id }) => id), change: changed.map(({ after }) => after), add, seen })
      const added = add.map((lesson, at) => ({ lessonId: ids[at]!, ...lesson }))
      done = [...done, { text, removed: remove.map(known), changed, added }].slice(-MOST)
      undone = []
      keep(isNews ? text : null)
    },
    undo: () =>
      step(
        async () => {
          const last = done.at(-1)
          if (!last) return
          const ids = newIds(last.removed, await send(backOf(last)))
          undone = renamed([...undone, last], ids)
          done = renamed(done.slice(0, -1), ids)
        },
        () => (done = done.slice(0, -1))
      ),
    redo: () =>
      step(
        async () => {
          const next = undone.at(-1)
          if (!next) return
          const ids = newIds(next.added, await send(forthOf(next)))
          done = renamed([...done, next], ids)
          undone = renamed(undone.slice(0, -1), ids)
        },
        () => (undone = undone.slice(0, -1))
      )
  }
}

export type History = ReturnType<typeof historyOf>
