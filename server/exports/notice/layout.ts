/**
 * GB/T 9704-2012 in the units of a word processor. A4, 上白边 37 mm, 订口 28 mm, 版心 156 × 225 mm; 22 行, 28 字, 3 号; 1 mm is 1440 / 25.4 twips.
 * 单位: twips (1/20 of a point), font sizes in half-points, the grid's extra letter pitch in 1/4096 of a point.
 */
const twips = (mm: number): number => Math.round((mm * 1440) / 25.4)

const AREA = { width: twips(156), height: twips(225) }
export const LINES = 22
export const LETTERS = 28

/** 初号 … 4 号, in half-points. */
export const SIZE = { second: 44, third: 32, fourth: 28, table: 21, head: 72 } as const

/** 版心 turned by a quarter for annexes that are read across. */
export const PAGE = {
  width: twips(210),
  height: twips(297),
  upright: {
    top: twips(37),
    left: twips(28),
    right: twips(210) - twips(28) - AREA.width,
    bottom: twips(297) - twips(37) - AREA.height
  },
  across: {
    top: twips(28),
    left: twips(37),
    right: twips(297) - twips(37) - AREA.height,
    bottom: twips(210) - twips(28) - AREA.width
  }
} as const

/** 一字线上距版心下边缘 7 mm: a line of 4 号 that ends 25 mm above the edge of the paper has its dash there. */
export const FOOTER = twips(25)

/** Twenty-two lines never need more than the area has, so they are cut off, not rounded. */
export const LINE = Math.floor(AREA.height / LINES)
export const CHAR_SPACE = Math.floor((AREA.width / 20 / LETTERS - SIZE.third / 2) * 4096)

/** One letter of 3 号 as the grid sets it, in twips. */
export const LETTER = AREA.width / LETTERS
export const AREA_WIDTH = AREA.width

/** 发文机关标志上边缘至版心上边缘 35 mm; 红色分隔线在发文字号之下 4 mm. */
export const ABOVE_HEAD = twips(35)
/** In points, as borders want it. */
export const RULE_BELOW = Math.round((4 * 72) / 25.4)

/** Named, never shipped: these are on the department's computers. */
export const FONT = {
  title: '方正小标宋简体',
  body: '仿宋_GB2312',
  level1: '黑体',
  level2: '楷体_GB2312',
  number: '宋体'
} as const
export const RED = 'FF0000'
