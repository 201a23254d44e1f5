/** 1 lesson · 4 lessons · 1 050 lessons. The count comes as it will be read. */
export const counted = (count: number | string, one: string, many = `${one}s`) => `${count} ${String(count) === '1' ? one : many}`
