import type { AccessMethod, Canister, Session } from '../canister/canister.ts';
import { bytesEqual } from '../bytes/equal.ts';
import type { Phrases } from '../recovery/phrases.ts';
import { err, ok, type Result } from '../result.ts';
import { type Notice, phraseErrorToNotice } from './notice.ts';

/** Opens a session with the identity's own phrase, as typed: a locked phrase obeys nobody else. */
export async function openByOwnPhrase(
  loadPhrases: () => Promise<Phrases>,
  canister: Canister,
  number: string,
  { publicKey }: AccessMethod,
  typed: string,
): Promise<Result<Session, Notice>> {
  const phrases = await loadPhrases().catch(() => null);
  if (phrases === null) return err({ kind: 'lostConnection' });
  const phrase = phrases.read(typed);
  if (!phrase.ok) return err(phraseErrorToNotice(phrase.error));
  const key = await phrases.keyOf(phrase.value.words);
  if (!bytesEqual(key.publicKey, publicKey)) return err({ kind: 'wrongPhrase', number });
  return ok(await canister.openSessionByKey(number, key, 'recovery'));
}
