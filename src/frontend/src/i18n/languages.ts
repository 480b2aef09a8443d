/** The languages of this page, by the tag that documents name them with, in their own words. */
export const LANGUAGE_NAMES = {
  en: 'English',
  de: 'Deutsch',
  es: 'Español',
  fr: 'Français',
  it: 'Italiano',
  ja: '日本語',
  zh: '中文',
} as const;

export type Language = keyof typeof LANGUAGE_NAMES;

export function isLanguage(text: string): text is Language {
  return Object.hasOwn(LANGUAGE_NAMES, text);
}

/**
 * The language for somebody.
 * @param chosen - what they chose here before; null if nothing
 * @param preferred - language tags as the browser has them, the best one first
 */
export function pickLanguage(chosen: string | null, preferred: readonly string[]): Language {
  if (chosen !== null && isLanguage(chosen)) return chosen;
  for (const tag of preferred) {
    const [language] = tag.toLowerCase().split('-');
    if (language !== undefined && isLanguage(language)) return language;
  }
  return 'en';
}
