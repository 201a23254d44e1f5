import { plainPicture } from '../../files/pictures.ts'
import { endpoints } from '../../http/endpoints.ts'
import type { ConstraintRefusals } from '../../http/errors.ts'
import { badInput, notFound, refuse, Refusal } from '../../http/refusals.ts'
import { actsOn } from '../acts.ts'
import { calendarOf, usesOf } from '../calendar.ts'
import { holdKept } from '../keeping.ts'
import { curriculumToExtend, curriculumToImport, curriculumToUse, maintains } from '../permissions.ts'
import { sheetActsOn } from '../sheets.ts'
import { bases } from './contract.ts'
import { BASE_FORM } from './form.ts'
import { baseToMaintain, baseToSee, baseToUse } from './permissions.ts'
import { addPicture, BASES, basesListed, pictureOf, picturesOf, removePicture, type Base } from './queries.ts'
import { LARGEST_PICTURE, MOST_PICTURES } from './rules.ts'

export const constraints: ConstraintRefusals = {
  teaching_bases_once: () =>
    refuse('base-known', '基地库里已经有这个基地。', 'This teaching base is already on the list.', { field: 'name' }),
  teaching_base_picture_removals_once: () =>
    refuse('picture-removed', '这张图片已经撤下。', 'This picture has already been taken away.')
}

const acts = actsOn(BASES, { idName: 'baseId', used: id => ({ baseId: id }), zh: '个基地', en: 'teaching base' })
const sheets = sheetActsOn(BASES, BASE_FORM)

const told = ({ path: _path, ...base }: Base) => ({ ...base, topics: [...base.topics] })

export const baseRoutes = endpoints(bases, {
  'GET /teaching-bases': {
    permission: curriculumToUse,
    answer: async ({ db, actor, found, query }) => ({
      bases: (await basesListed(db, found, query)).map(base => ({
        ...told(base),
        mayChange: maintains(actor, base)
      }))
    })
  },
  'POST /teaching-bases': {
    permission: curriculumToExtend,
    answer: asking => {
      const { organisationId: _asked, ...facts } = asking.body
      return acts.add(asking, asking.found, facts)
    }
  },
  'POST /teaching-bases/reading': { permission: curriculumToImport, prepare: sheets.prepare, answer: sheets.read },
  'POST /teaching-bases/imports': { permission: curriculumToImport, prepare: sheets.prepare, answer: sheets.carryOut },
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
    answer: asking => acts.change(asking, asking.found, asking.body)
  },
  'DELETE /teaching-bases/:baseId': { permission: baseToMaintain, answer: asking => acts.remove(asking, asking.found) },
  'POST /teaching-bases/:baseId/visibility': {
    permission: baseToMaintain,
    answer: asking => acts.turn(asking, asking.found, asking.body.isHidden)
  },
  'GET /teaching-bases/:baseId/changes': { permission: baseToMaintain, answer: asking => acts.changes(asking, asking.found) },
  'GET /teaching-bases/:baseId/uses': {
    permission: baseToUse,
    answer: ({ db, actor, found }) => usesOf(db, actor, { baseId: found.id })
  },
  'GET /teaching-bases/:baseId/calendar': {
    permission: baseToUse,
    answer: ({ db, actor, found, query, now }) => calendarOf(db, actor, { baseId: found.id }, query.from, now)
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
      const base = await holdKept(db, BASES, found.id)
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
      const base = await holdKept(db, BASES, found.id)
      const picture = (await picturesOf(db, base.id)).find(({ id }) => id === params.pictureId)
      if (!picture) throw notFound()
      await removePicture(db, picture.id, actor.accountId, now)
      note({ baseId: base.id, pictureId: picture.id, caption: picture.caption }, base.organisationId)
      return { done: true }
    }
  }
})
