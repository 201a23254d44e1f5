import { plainPicture } from '../files/pictures.ts'
import { endpoints } from '../http/endpoints.ts'
import type { ConstraintRefusals } from '../http/errors.ts'
import { badInput, notFound, refuse, Refusal } from '../http/refusals.ts'
import {
  addBase,
  addPicture,
  basesFor,
  changeBase,
  holdBase,
  pastOf,
  pictureOf,
  picturesOf,
  removePicture,
  type Base,
  type PastBase
} from './bases.ts'
import { bases } from './contract.ts'
import { baseToMaintain, baseToSee, curriculumToExtend, curriculumToUse, maintains } from './permissions.ts'
import { changesBetween, LARGEST_PICTURE, MOST_PICTURES, tidied } from './rules.ts'

export const constraints: ConstraintRefusals = {
  teaching_bases_once: () =>
    refuse('base-known', '基地库里已经有这个基地。', 'This teaching base is already on the list.', { field: 'name' }),
  teaching_base_picture_removals_once: () => alreadyRemoved()
}

const alreadyRemoved = () => refuse('picture-removed', '这张图片已经撤下。', 'This picture has already been taken away.')

const told = ({ path: _path, ...base }: Base) => ({ ...base, topics: [...base.topics] })

/** What became different with a row, seen against the one before it. */
const changeOf = (row: PastBase, before: PastBase | undefined) => {
  const fields = before ? changesBetween(before, row) : []
  const { recordedAt, recordedBy } = row
  if (!before) return { recordedAt, recordedBy, fields, what: 'added' as const }
  const turned = row.isHidden ? ('hidden' as const) : ('shown' as const)
  return { recordedAt, recordedBy, fields, what: row.isHidden === before.isHidden ? ('changed' as const) : turned }
}

export const baseRoutes = endpoints(bases, {
  'GET /teaching-bases': {
    permission: curriculumToUse,
    answer: async ({ db, actor, found }) => ({
      bases: (await basesFor(db, found)).map(base => ({ ...told(base), mayChange: maintains(actor, base) }))
    })
  },
  'POST /teaching-bases': {
    permission: curriculumToExtend,
    answer: async ({ db, actor, found, body, now, note }) => {
      const { organisationId: _asked, ...sent } = body
      const facts = tidied(sent)
      const id = await addBase(db, { ...facts, organisationId: found.id, isHidden: false }, actor.accountId, now)
      note({ baseId: id, name: facts.name }, found.id)
      return { id }
    }
  },
  'GET /teaching-bases/:baseId': {
    permission: baseToSee,
    answer: async ({ db, actor, found: { base, mayPlan } }) => ({
      ...told(base),
      ...(mayPlan ? {} : { contact: null, cost: null }),
      mayChange: maintains(actor, base),
      pictures: await picturesOf(db, base.id)
    })
  },
  'PUT /teaching-bases/:baseId': {
    permission: baseToMaintain,
    answer: async ({ db, actor, found, body, now, note }) => {
      const base = await holdBase(db, found.id)
      const facts = tidied(body)
      const changed = changesBetween(base, facts)
      if (!changed.length) throw refuse('same-base', '和现在的资料一样。', 'This is what is already known of the base.')
      const { organisationId, isHidden } = base
      await changeBase(db, base.id, { ...facts, organisationId, isHidden }, actor.accountId, now)
      note({ baseId: base.id, name: facts.name, changed }, organisationId)
      return { done: true }
    }
  },
  'POST /teaching-bases/:baseId/visibility': {
    permission: baseToMaintain,
    answer: async ({ db, actor, found, body, now, note }) => {
      const { id, path: _path, organisationName: _name, ...base } = await holdBase(db, found.id)
      if (base.isHidden === body.isHidden)
        throw body.isHidden
          ? refuse('already-hidden', '这个基地已经停用。', 'This base is hidden already.')
          : refuse('not-hidden', '这个基地没有停用。', 'This base is not hidden.')
      await changeBase(db, id, { ...base, isHidden: body.isHidden }, actor.accountId, now)
      note({ baseId: id, name: base.name, isHidden: body.isHidden }, base.organisationId)
      return { done: true }
    }
  },
  'GET /teaching-bases/:baseId/changes': {
    permission: baseToMaintain,
    answer: async ({ db, found }) => {
      const past = await pastOf(db, found.id)
      return { changes: past.map((row, at) => changeOf(row, past[at + 1])) }
    }
  },
  'POST /teaching-bases/:baseId/pictures': {
    permission: baseToMaintain,
    answer: async ({ db, actor, found, query, body, now, note }) => {
      if (!(body instanceof Uint8Array))
        throw badInput('no-picture', '没有收到图片。', 'No picture came with the request.', { field: 'picture' })
      if (body.length > LARGEST_PICTURE)
        throw new Refusal(
          413,
          'picture-too-large',
          { zh: '图片不能超过 5 MB。', en: 'A picture has at most 5 MB.' },
          { bytes: body.length },
          'picture'
        )
      const picture = plainPicture(body)
      if (!picture)
        throw badInput(
          'not-a-picture',
          '只收完整的 JPEG、PNG 或 WebP 图片。',
          'Only whole JPEG, PNG or WebP pictures are taken.',
          {
            field: 'picture'
          }
        )
      const base = await holdBase(db, found.id)
      if ((await picturesOf(db, base.id)).length >= MOST_PICTURES)
        throw refuse(
          'too-many-pictures',
          `一个基地最多 ${MOST_PICTURES} 张图片。`,
          `A base has at most ${MOST_PICTURES} pictures.`,
          {
            field: 'picture'
          }
        )
      const caption = query.caption.trim()
      const id = await addPicture(db, { ...picture, baseId: base.id, caption, addedBy: actor.accountId }, now)
      note({ baseId: base.id, pictureId: id, caption }, base.organisationId)
      return { id }
    }
  },
  'GET /teaching-bases/:baseId/pictures/:pictureId': {
    permission: baseToSee,
    answer: async ({ db, params }) => {
      const picture = await pictureOf(db, params.baseId, params.pictureId)
      if (!picture) throw notFound()
      return { ...picture, fileName: `${params.pictureId}.${picture.mediaType.slice('image/'.length)}` }
    }
  },
  'POST /teaching-bases/:baseId/pictures/:pictureId/removal': {
    permission: baseToMaintain,
    answer: async ({ db, actor, found, params, now, note }) => {
      const base = await holdBase(db, found.id)
      const picture = (await picturesOf(db, base.id)).find(({ id }) => id === params.pictureId)
      if (!picture) throw notFound()
      await removePicture(db, picture.id, actor.accountId, now)
      note({ baseId: base.id, pictureId: picture.id, caption: picture.caption }, base.organisationId)
      return { done: true }
    }
  }
})
