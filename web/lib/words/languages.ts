export type Language = 'zh' | 'en'

/** What stands in the page's `lang` attribute. */
export const tagOf = { zh: 'zh-CN', en: 'en' } satisfies Record<Language, string>
