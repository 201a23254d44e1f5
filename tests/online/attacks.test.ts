import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { POSTGRES } from '../harness.ts'
import { makeWorld, type World } from '../world.ts'
import { filmOf, LIN_TABLET, makeOnline, pieces, player, type OnlineLesson } from './lesson.ts'

let world: World
let lesson: OnlineLesson
let phone: ReturnType<typeof player>
beforeAll(async () => {
  world = await makeWorld()
})
beforeEach(async () => {
  lesson = await makeOnline(world)
  phone = player(world, lesson)
  phone.wait(60)
})
afterAll(() => world.close())

describe('whoever cheats earns nothing beyond the clock', () => {
  const total = async () => (await filmOf(world, lesson)).coveredMs

  test('a forged length: the whole film told after three seconds', async () => {
    await phone.play()
    phone.wait(3)
    expect((await phone.tell([[0, 60]])).body).toMatchObject({ grantedMs: 3000, unverified: pieces([3, 60]) })
    expect(await total()).toBe(3000)
  })

  test('a jump to the end', async () => {
    await phone.play()
    phone.wait(5)
    expect(
      (
        await phone.tell([
          [0, 1],
          [59, 60]
        ])
      ).body
    ).toMatchObject({ coveredMs: 2000, missingMs: 55_000 })
  })

  test('a hundred small pieces with holes that would close', async () => {
    await phone.play()
    phone.wait(6)
    await phone.tell(Array.from({ length: 30 }, (_, i) => [i * 2, i * 2 + 0.1] as [number, number]))
    expect(await total()).toBeLessThanOrEqual(6000)
  })

  test('ten tabs at once earn what one would', async () => {
    const tabs = Array.from({ length: 10 }, () => player(world, lesson))
    for (const tab of tabs) await tab.play()
    phone.wait(6)
    for (const [at, tab] of tabs.entries()) await tab.tell([[at * 6, at * 6 + 6]])
    expect(await total()).toBe(6000)
  })

  test('two devices in turn earn what one would', async () => {
    const tablet = player(world, lesson, 'lin', LIN_TABLET)
    for (let round = 0; round < 4; round++)
      for (const device of [phone, tablet]) {
        await device.play()
        phone.wait(1)
        await device.tell([[0, 60]])
      }
    expect(await total()).toBe(8000)
  })

  test('two lessons at once earn what one would', async () => {
    const second = await makeOnline(world, { name: '第二个班' })
    const other = player(world, second)
    await phone.play()
    phone.wait(5)
    await other.play()
    phone.wait(5)
    await phone.tell([[0, 60]])
    await other.tell([[0, 60]])
    const elsewhere = (await world.as('lin')(`GET /my/lessons/${second.lessonId}`)).body.parts[1].coveredMs
    expect([await total(), elsewhere]).toEqual([5000, 5000])
  })

  test('a report sent again, or told with a number that has passed, changes nothing', async () => {
    await phone.play()
    phone.wait(10)
    await phone.tell([[0, 10]])
    phone.wait(10)
    for (let i = 0; i < 5; i++)
      expect((await phone.tell([[0, 60]], { again: true })).body).toMatchObject({ grantedMs: 0, unverified: pieces([10, 60]) })
    expect(await total()).toBe(10_000)
    expect((await phone.tell([[10, 20]])).body).toMatchObject({ grantedMs: 10_000 })
  })

  test('playing at double speed covers no more than there was time', async () => {
    await phone.play()
    phone.wait(10)
    await phone.tell([[0, 20]])
    expect(await total()).toBe(10_000)
  })

  test.skipIf(!POSTGRES)('ten reports of one lease at the same moment are taken one after the other', async () => {
    await phone.play()
    phone.wait(6)
    await Promise.all(Array.from({ length: 10 }, (_, i) => phone.tell([[i * 6, i * 6 + 6]])))
    expect(await total()).toBe(6000)
  })

  test.skipIf(!POSTGRES)('ten devices that begin at the same moment: one of them earns', async () => {
    const devices = Array.from({ length: 10 }, () => player(world, lesson))
    const begun = await Promise.all(devices.map(device => device.play()))
    expect(begun.filter(({ status }) => status === 200).length).toBeGreaterThan(0)
    expect(begun.every(({ status }) => status === 200 || status === 409)).toBe(true)
    phone.wait(6)
    await Promise.all(devices.map((device, at) => device.lease() && device.tell([[at * 6, at * 6 + 6]])))
    expect(await total()).toBe(6000)
  })
})
