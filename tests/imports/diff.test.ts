import { describe, expect, it } from 'vitest'
import { diffOf, type KeyedRow, type Known } from '../../server/imports/diff.ts'
import { membershipWritten } from '../../server/imports/memberships.ts'
import { understand } from '../../server/imports/rules.ts'
import { CHEN, LIN, sheetOf, WANG, ZHOU } from './paper.ts'

/** The roster before the file: 林 is secretary and 王 deputy at 西梨树村, 周 secretary at 后桃园村 in another township, 陈 without an ID number. */
const known: Known = {
  organisations: [
    { id: 1, name: '安平县委', township: null },
    { id: 2, name: '青石镇党委', township: '青石镇党委' },
    { id: 3, name: '白云镇党委', township: '白云镇党委' },
    { id: 10, name: '西梨树村党支部', township: '青石镇党委' },
    { id: 11, name: '上石门村党总支', township: '青石镇党委' },
    { id: 20, name: '后桃园村党支部', township: '白云镇党委' }
  ],
  people: [
    { id: 100, name: '林大山', idHash: `#${LIN}`, staffNo: null, mobileHash: '#13800000001' },
    { id: 101, name: '王秀英', idHash: `#${WANG}`, staffNo: null, mobileHash: '#13800000002' },
    { id: 102, name: '周桂兰', idHash: `#${ZHOU}`, staffNo: null, mobileHash: null },
    { id: 103, name: '陈志远', idHash: null, staffNo: null, mobileHash: null }
  ],
  posts: [
    { id: 1000, personId: 100, organisationId: 10, role: 'secretary', portfolio: null, from: '2019-06-01' },
    { id: 1001, personId: 101, organisationId: 10, role: 'deputySecretary', portfolio: null, from: '2020-03-01' },
    { id: 1002, personId: 102, organisationId: 20, role: 'secretary', portfolio: null, from: '2018-01-01' },
    { id: 1003, personId: 103, organisationId: 10, role: 'committeeMember', portfolio: 'organization', from: null }
  ]
}

const HEADING = ['乡镇', '党支部', '姓名', '职务', '任职时间', '身份证号', '手机']

const linStays = ['青石镇', '西梨树村党支部', '林大山', '书记', '2019.06', LIN, '13800000001']
const wangStays = ['青石镇', '西梨树村党支部', '王秀英', '副书记', '2020.03', WANG, '13800000002']

function fileOf(...lines: (string | null)[][]): KeyedRow[] {
  const { rows } = understand([sheetOf('花名册', [HEADING, ...lines])], '2026-09-15')
  const hash = (value: string | null) => (value === null ? null : `#${value}`)
  return rows.map(row => ({ row, idHash: hash(row.idNumber), mobileHash: hash(row.mobile) }))
}

describe('additions and changes', () => {
  it('a person who is known and holds the post is unchanged', () => {
    const { people, organisationsToAdd, townshipsToAdd, left } = diffOf(fileOf(linStays), known)
    expect(people).toMatchObject([{ kind: 'unchanged', personId: 100, matchedBy: 'id', added: [], endedPostIds: [] }])
    expect({ organisationsToAdd, townshipsToAdd, left }).toEqual({ organisationsToAdd: [], townshipsToAdd: [], left: [] })
  })

  it('a newcomer joins, with the organisation and the township that are not there yet', () => {
    const diff = diffOf(fileOf(['柳林镇', '下槐荫村党支部', '陈小云', '书记', '2025.01', CHEN, null]), known)
    expect(diff.people).toMatchObject([
      {
        kind: 'joined',
        personId: null,
        added: [{ organisationId: null, role: 'secretary', from: '2025-01-01', otherSecretaryId: null }]
      }
    ])
    expect(diff.townshipsToAdd).toEqual(['柳林镇'])
    expect(diff.organisationsToAdd).toMatchObject([
      { name: '下槐荫村党支部', township: '柳林镇', type: 'branch', level: 'village', field: 'rural', similarIds: [] }
    ])
  })

  it('a deputy who becomes secretary changes post: the one ends, the other begins, and the present secretary is named', () => {
    const diff = diffOf(fileOf(['青石镇', '西梨树村党支部', '王秀英', '书记', '2026.08', WANG, '13800000002']), known)
    expect(diff.people).toMatchObject([
      {
        kind: 'changedPost',
        personId: 101,
        added: [{ role: 'secretary', organisationId: 10, otherSecretaryId: 100 }],
        endedPostIds: [1001]
      }
    ])
  })

  it('a further post is added and nothing ends', () => {
    const diff = diffOf(fileOf(['青石镇', '西梨树村党支部', '王秀英', '副书记、宣传委员', '2020.03', WANG, null]), known)
    expect(diff.people).toMatchObject([{ kind: 'changedPost', added: [{ portfolio: 'publicity' }], endedPostIds: [] }])
    const elsewhere = diffOf(fileOf(['白云镇', '后桃园村党支部', '林大山', '第一书记', '2026.08', LIN, null]), known)
    expect(elsewhere.people).toMatchObject([{ kind: 'changedPost', added: [{ organisationId: 20 }], endedPostIds: [] }])
  })

  it('another mobile or another beginning is a change of details', () => {
    const diff = diffOf(fileOf(['青石镇', '西梨树村党支部', '林大山', '书记', '2019.07', LIN, '13900000009']), known)
    expect(diff.people).toMatchObject([
      { kind: 'changedDetails', newDetails: ['mobile'], redated: [{ postId: 1000, from: '2019-07-01', was: '2019-06-01' }] }
    ])
  })

  it('name and mobile know a person without an ID number in the file', () => {
    const diff = diffOf(fileOf(['青石镇', '西梨树村党支部', '林大山', '书记', null, null, '13800000001']), known)
    expect(diff.people).toMatchObject([{ kind: 'unchanged', personId: 100, matchedBy: 'nameAndMobile' }])
  })

  it('name and organisation alone ask, and the answer settles it', () => {
    const file = fileOf(['青石镇', '西梨树村党支部', '陈志远', '组织委员', null, CHEN, null])
    expect(diffOf(file, known).people).toMatchObject([
      { kind: 'samePerson', personId: null, candidates: [{ personId: 103, alike: 'nameAndOrganisation' }] }
    ])
    expect(diffOf(file, known, 'additions', { '花名册!2': 103 }).people).toMatchObject([
      { kind: 'changedDetails', personId: 103, matchedBy: 'answer', candidates: [], newDetails: ['idNumber'] }
    ])
    expect(diffOf(file, known, 'additions', { '花名册!2': null }).people).toMatchObject([{ kind: 'joined', personId: null }])
  })

  it('a namesake with another ID number is somebody else', () => {
    const diff = diffOf(fileOf(['青石镇', '西梨树村党支部', '林大山', '宣传委员', null, CHEN, null]), known)
    expect(diff.people).toMatchObject([{ kind: 'joined', candidates: [] }])
  })

  it('an ID number that is known under another name asks', () => {
    const diff = diffOf(fileOf(['青石镇', '西梨树村党支部', '林大珊', '书记', null, LIN, null]), known)
    expect(diff.people).toMatchObject([{ kind: 'samePerson', candidates: [{ personId: 100, alike: 'idUnderOtherName' }] }])
  })

  it('a branch whose name differs only in its kind is shown beside the one that may be meant', () => {
    const diff = diffOf(fileOf(['青石镇', '上石门村党支部', '陈小云', '书记', null, CHEN, null]), known)
    expect(diff.organisationsToAdd).toMatchObject([{ name: '上石门村党支部', similarIds: [11] }])
  })

  it('two rows of one person are one change', () => {
    const diff = diffOf(fileOf(linStays, ['青石镇', '西梨树村党支部', '林大山', '统战委员', '2026.01', LIN, null]), known)
    expect(diff.people).toMatchObject([
      {
        kind: 'changedPost',
        rows: [
          { sheet: '花名册', row: 2 },
          { sheet: '花名册', row: 3 }
        ],
        added: [{ portfolio: 'unitedFront', row: 3 }]
      }
    ])
  })

  it('refused rows change nothing', () =>
    expect(diffOf(fileOf(['青石镇', '西梨树村党支部', null, '书记', null, CHEN, null]), known).people).toEqual([]))
})

describe('a list of the roster’s own, with numbers behind stars', () => {
  const LIN_SHOWN = '*'.repeat(14) + LIN.slice(-4)
  const born = (birthMonth: string) => ({ gender: null, birthMonth, ethnicGroup: null, education: null })
  const withNumbers: Known = {
    ...known,
    people: known.people.map(person =>
      person.id === 100 ? { ...person, idLastFour: LIN.slice(-4), details: born('1971-05') } : person
    )
  }
  const shown = (birthMonth: string | null, number = LIN_SHOWN, place = '西梨树村党支部') => {
    const lines = [
      [...HEADING, '出生年月'],
      ['青石镇', place, '林大山', '书记', '2019.06', number, '*******0001', birthMonth]
    ]
    return understand([sheetOf('花名册', lines)], '2026-09-15').rows.map(row => ({
      row,
      idHash: null,
      mobileHash: row.mobile && `#${row.mobile}`
    }))
  }

  it('goes in without a flag, and name, last four and month of birth say who it is, at another place too', () => {
    const file = shown('1971-05')
    expect(file[0]!.row).toMatchObject({ idNumber: null, mobile: null, problems: [], flags: [] })
    expect(diffOf(file, withNumbers).people).toMatchObject([
      { kind: 'unchanged', personId: 100, matchedBy: 'nameAndLastFour', newDetails: [] }
    ])
    expect(diffOf(shown('1971-05', LIN_SHOWN, '上石门村党总支'), withNumbers).people).toMatchObject([
      { kind: 'changedPost', personId: 100, added: [{ organisationId: 11 }] }
    ])
    expect(diffOf(shown('1971-05', `990101********${LIN.slice(-4)}`), withNumbers).people).toMatchObject([{ kind: 'unchanged' }])
  })

  it('asks where the month of birth is missing or another, or where two people fit', () => {
    const asks = [{ kind: 'samePerson', candidates: [{ personId: 100 }] }]
    expect(diffOf(shown(null), withNumbers).people).toMatchObject(asks)
    expect(diffOf(shown('1972-01'), withNumbers).people).toMatchObject(asks)
    const twin = { ...withNumbers.people[0]!, id: 105, idHash: '#other' }
    const both = { ...withNumbers, people: [...withNumbers.people, twin] }
    expect(diffOf(shown('1971-05'), both).people).toMatchObject([
      { kind: 'samePerson', candidates: [{ personId: 100 }, { personId: 105 }] }
    ])
  })

  it('another last four is another person, in one place too', () => {
    const last = LIN.slice(-4) === '0000' ? '0001' : '0000'
    expect(diffOf(shown('1971-05', '*'.repeat(14) + last), withNumbers).people).toMatchObject([
      { kind: 'joined', personId: null, candidates: [] }
    ])
  })

  it('stars that hide more than the first fourteen are no number', () => {
    expect(shown('1971-05', '***')[0]!.row.problems).toMatchObject([{ kind: 'id-length' }])
  })
})

describe('the complete list of its townships', () => {
  it('who is not named leaves; other townships are not touched', () => {
    const { left, heldBack } = diffOf(fileOf(linStays), known, 'complete')
    expect(left).toEqual([
      { personId: 101, endedPostIds: [1001], endsMembership: false, leavesAltogether: true },
      { personId: 103, endedPostIds: [1003], endsMembership: false, leavesAltogether: true }
    ])
    expect(heldBack).toEqual([])
  })

  it('by default nobody leaves', () => expect(diffOf(fileOf(linStays), known).left).toEqual([]))

  it('where a row of the organisation was refused nobody of it leaves: the missing person may be that row', () => {
    const refused = ['青石镇', '西梨树村党支部', null, '副书记', '2020.03', WANG, null]
    const { left, heldBack } = diffOf(fileOf(linStays, refused), known, 'complete')
    expect(left).toEqual([])
    expect(heldBack.map(leaving => leaving.personId)).toEqual([101, 103])
  })

  it('a person who is asked about does not leave meanwhile', () => {
    const asked = ['青石镇', '西梨树村党支部', '陈志远', '组织委员', null, CHEN, null]
    expect(diffOf(fileOf(linStays, wangStays, asked), known, 'complete').left).toEqual([])
  })

  it('is silent about ranks: nobody loses one or leaves for it, and a rank that is stated takes the place of the one before', () => {
    const ranked: Known = {
      ...known,
      people: [...known.people, { id: 104, name: '何文涛', idHash: null, staffNo: null, mobileHash: '#13800000004' }],
      posts: [
        ...known.posts,
        { id: 1004, personId: 100, organisationId: 10, role: 'civilServant', portfolio: null, from: '2019-06-01' },
        { id: 1005, personId: 104, organisationId: 10, role: 'leadingCadre', portfolio: null, from: '2019-06-01' }
      ]
    }
    const silent = diffOf(fileOf(linStays), ranked, 'complete')
    expect(silent.people).toMatchObject([{ kind: 'unchanged', endedPostIds: [] }])
    expect(silent.left.map(leaving => leaving.personId)).toEqual([101, 103])
    const promoted = ['青石镇', '西梨树村党支部', '林大山', '书记、四级调研员', '2019.06', LIN, '13800000001']
    expect(diffOf(fileOf(promoted), ranked).people).toMatchObject([{ added: [{ role: 'leadingCadre' }], endedPostIds: [1004] }])
  })

  it('is silent about 村级后备 unless it names some; then whoever is missing leaves the pool', () => {
    const withReserves: Known = {
      ...known,
      people: [...known.people, { id: 104, name: '何文涛', idHash: null, staffNo: null, mobileHash: '#13800000004' }],
      posts: [
        ...known.posts,
        { id: 1004, personId: 100, organisationId: 10, role: 'reserve', portfolio: null, from: '2025-06-01' },
        { id: 1005, personId: 104, organisationId: 10, role: 'reserve', portfolio: null, from: '2025-06-01' }
      ]
    }
    const silent = diffOf(fileOf(linStays), withReserves, 'complete')
    expect(silent.people).toMatchObject([{ kind: 'unchanged', endedPostIds: [] }])
    expect(silent.left.map(leaving => leaving.personId)).toEqual([101, 103])
    const named = ['青石镇', '西梨树村党支部', '陈小云', '村级后备', '2026.03', CHEN, null]
    const naming = diffOf(fileOf(linStays, named), withReserves, 'complete')
    expect(naming.left.map(leaving => leaving.personId)).toEqual([101, 103, 104])
    expect(naming.people[1]).toMatchObject({ kind: 'joined', added: [{ role: 'reserve', from: '2026-03-01' }] })
  })

  it('a mover is named at the new place and ends at the old one', () => {
    const mover = ['白云镇', '后桃园村党支部', '王秀英', '副书记', '2026.08', WANG, null]
    const stays = ['白云镇', '后桃园村党支部', '周桂兰', '书记', '2018.01', ZHOU, null]
    const diff = diffOf(fileOf(linStays, mover, stays), known, 'complete')
    expect(diff.people.find(change => change.personId === 101)).toMatchObject({
      kind: 'changedPost',
      added: [{ organisationId: 20 }],
      endedPostIds: [1001]
    })
    expect(diff.left.map(leaving => leaving.personId)).toEqual([103])
  })
})

describe('what a file leaves open', () => {
  it('a month without a day agrees with any day of it', () => {
    const midJune = { ...known, posts: known.posts.map(post => (post.id === 1000 ? { ...post, from: '2019-06-15' } : post)) }
    expect(diffOf(fileOf(linStays), midJune).people).toMatchObject([{ kind: 'unchanged', redated: [] }])
    const otherDay = ['青石镇', '西梨树村党支部', '林大山', '书记', '2019.06.20', LIN, '13800000001']
    expect(diffOf(fileOf(otherDay), midJune).people).toMatchObject([{ redated: [{ from: '2019-06-20', was: '2019-06-15' }] }])
  })

  it('details that are written another way are no change, and those not stated are left', () => {
    const details = { gender: 'male', birthMonth: '1971-04', ethnicGroup: '汉', education: '大学本科' } as const
    const people = known.people.map(person => (person.id === 100 ? { ...person, details } : person))
    const heading = ['乡镇', '党支部', '姓名', '职务', '身份证号', '手机', '民族', '学历', '性别']
    const file = (group: string, education: string) =>
      understand(
        [sheetOf('花名册', [heading, ['青石镇', '西梨树村党支部', '林大山', '书记', LIN, '13800000001', group, education, '']])],
        '2026-09-15'
      ).rows.map(row => ({ row, idHash: `#${row.idNumber}`, mobileHash: `#${row.mobile}` }))
    expect(diffOf(file('汉族', '本科'), { ...known, people }).people).toMatchObject([{ kind: 'unchanged', newDetails: [] }])
    expect(diffOf(file('', ''), { ...known, people }).people).toMatchObject([{ kind: 'unchanged' }])
    expect(diffOf(file('苗族', '研究生'), { ...known, people }).people).toMatchObject([
      { kind: 'changedDetails', newDetails: ['ethnicGroup', 'education'] }
    ])
  })

  it('a department that is no township stands over its branches all the same', () => {
    const organisations = [
      ...known.organisations,
      { id: 30, name: '县直机关', township: null },
      { id: 31, name: '县财政局党支部', township: '县直机关' }
    ]
    const diff = diffOf(fileOf(['县直机关', '县财政局党支部', '陈小云', '书记', '2025.01', CHEN, null]), {
      ...known,
      organisations
    })
    expect(diff).toMatchObject({
      townshipsToAdd: [],
      organisationsToAdd: [],
      people: [{ kind: 'joined', added: [{ organisationId: 31 }] }]
    })
  })
})

describe('memberships', () => {
  const members: Known = {
    ...known,
    memberships: [
      { personId: 100, organisationId: 10, stage: 'full', from: '2010-01-01', until: null },
      { personId: 102, organisationId: 20, stage: 'probationary', from: '2026-01-01', until: null },
      { personId: 103, organisationId: 11, stage: 'full', from: '2012-01-01', until: '2026-10-01' },
      { personId: 103, organisationId: 10, stage: 'full', from: '2026-10-01', until: null }
    ]
  }
  const changeOf = (line: (string | null)[], to = members, scope: 'additions' | 'complete' = 'additions') => {
    const { people } = diffOf(membersOf(line), to, scope)
    return people[0]!
  }

  it.each([
    ['the same place and stage', ['青石镇', '西梨树村党支部', '林大山', '党员', LIN], null],
    ['another place', ['白云镇', '后桃园村党支部', '林大山', '党员', LIN], { organisationId: 20, stage: 'full' }],
    ['another place that is new', ['白云镇', '新村党支部', '林大山', '党员', LIN], { organisationId: null, stage: 'full' }],
    ['another stage', ['白云镇', '后桃园村党支部', '周桂兰', '党员', ZHOU], { organisationId: 20, stage: 'full' }],
    ['nothing before', ['青石镇', '西梨树村党支部', '王秀英', '党员', WANG], { organisationId: 10, stage: 'full' }],
    ['a place that is already known to come', ['青石镇', '西梨树村党支部', '陈志远', '党员', null], null]
  ])('%s', (_what, line, expected) => {
    const answered = diffOf(membersOf(line), members, 'additions', { '党员名册!2': line[2] === '陈志远' ? 103 : null })
    const change = line[2] === '陈志远' ? answered.people[0]! : changeOf(line)
    if (expected) expect(change).toMatchObject({ kind: 'changedPost', membership: expected, endedPostIds: [] })
    else expect(change).toMatchObject({ kind: 'unchanged', membership: null })
  })

  it('a second post elsewhere leaves a secretary a member of the own branch; a stage it names is that of the own branch', () => {
    const helps = ['白云镇', '后桃园村党支部', '林大山', '第一书记、党员', LIN]
    expect(changeOf(helps)).toMatchObject({ added: [{ organisationId: 20 }], membership: null })
    expect(changeOf(['白云镇', '后桃园村党支部', '林大山', '第一书记、预备党员', LIN])).toMatchObject({
      membership: { organisationId: 10, stage: 'probationary' }
    })
  })

  it('a new post where none is left in the old place takes the membership along', () => {
    const without = { ...members, posts: members.posts.filter(({ personId }) => personId !== 100) }
    expect(changeOf(['白云镇', '后桃园村党支部', '林大山', '书记、党员', LIN], without)).toMatchObject({
      membership: { organisationId: 20 }
    })
    const stays = { ...without, posts: [...without.posts, { ...members.posts[0]!, organisationId: 20 }] }
    expect(changeOf(['白云镇', '后桃园村党支部', '林大山', '书记、党员', LIN], stays)).toMatchObject({ kind: 'unchanged' })
  })

  it('the row of a cadre who has nothing but a rank there does not move the membership', () => {
    const cadre = { ...members, posts: [{ ...members.posts[0]!, organisationId: 20, role: 'civilServant' as const }] }
    expect(changeOf(['白云镇', '后桃园村党支部', '林大山', '党员', LIN], cadre)).toMatchObject({ membership: null })
  })

  it('a complete list that names members ends those it does not name; one that names none ends none', () => {
    const { left } = diffOf(membersOf(['青石镇', '西梨树村党支部', '林大山', '党员', LIN]), members, 'complete')
    expect(left).toMatchObject([
      { personId: 101, endsMembership: false, leavesAltogether: true },
      { personId: 103, endsMembership: true, leavesAltogether: true }
    ])
    const silent = diffOf(membersOf(['青石镇', '西梨树村党支部', '林大山', '书记', LIN]), members, 'complete')
    expect(silent.left).toMatchObject([
      { personId: 101, endsMembership: false, leavesAltogether: true },
      { personId: 103, endsMembership: false, leavesAltogether: false }
    ])
    const elsewhere = diffOf(
      membersOf(['青石镇', '西梨树村党支部', '林大山', '书记', LIN], ['白云镇', '后桃园村党支部', '周桂兰', '预备党员', ZHOU]),
      members,
      'complete'
    )
    expect(elsewhere.left.filter(({ endsMembership }) => endsMembership)).toEqual([])
  })

  function membersOf(...lines: (string | null)[][]): KeyedRow[] {
    const heading = ['乡镇', '党支部', '姓名', '职务', '身份证号']
    const { rows } = understand([sheetOf('党员名册', [heading, ...lines])], '2026-09-15')
    return rows.map(row => ({ row, idHash: row.idNumber && `#${row.idNumber}`, mobileHash: null }))
  }
})

describe('the day on which a membership begins', () => {
  const stated = { organisationKey: '青石镇|西梨树村党支部', organisationId: 10, stage: 'full' as const, sheet: '', row: 2 }
  const held = (organisationId: number, stage: string, from: string, until: string | null = null) => ({
    personId: 1,
    organisationId,
    stage,
    from,
    until
  })
  it.each([
    ['of a newcomer is that of 转正', '2016-07-01', [], '2016-07-01'],
    ['without it is the effective date', null, [], '2026-09-15'],
    ['after probation there is that of 转正', '2026-07-01', [held(10, 'probationary', '2025-07-01')], '2026-07-01'],
    ['after a move is the effective date', '2016-07-01', [held(20, 'full', '2016-07-01')], '2026-09-15'],
    ['lies after what was before', '2016-07-01', [held(20, 'full', '2010-01-01', '2020-01-01')], '2026-09-15'],
    ['is not before probation', '2016-07-01', [held(10, 'probationary', '2025-07-01')], '2026-09-15']
  ])('%s', (_what, fullSince, known, expected) =>
    expect(membershipWritten({ ...stated, fullSince }, known, '2026-09-15').from).toBe(expected)
  )
})
