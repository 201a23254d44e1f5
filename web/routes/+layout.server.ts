import { seniorStepIn } from '$lib/shell/preferences.ts'
import type { Language } from '$lib/words/languages.ts'
import type { LayoutServerLoad } from './$types'

export const load: LayoutServerLoad = ({ cookies }) => {
  const language: Language = cookies.get('lang') === 'en' ? 'en' : 'zh'
  return { language, chosenSenior: seniorStepIn(cookies.get('senior')) }
}
