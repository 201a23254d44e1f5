/** The five standings, in the order in which they are added up everywhere. */
export const standings = ['covered', 'outstanding', 'notYetDue', 'exempt', 'left'] as const

export type Standing = (typeof standings)[number]
