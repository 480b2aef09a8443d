import { relativeTime } from '../i18n/dates.ts';
import { locale, texts } from '../i18n/texts.ts';

/** When something was last used, in words. @param then - milliseconds since 1970; null for never */
export function lastUsedText(then: number | null): string {
  return then === null
    ? texts.manage.neverUsed
    : texts.choose.lastUsed(relativeTime(then, Date.now(), locale()));
}
