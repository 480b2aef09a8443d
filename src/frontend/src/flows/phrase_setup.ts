import type { AccessMethod, Session } from '../canister/canister.ts';
import type { AccessPorts } from './access_ports.ts';
import { canisterErrorToNotice, type Notice } from './notice.ts';
import { createVariable, type Observable } from './observable.ts';
import { openByOwnPhrase } from './own_phrase.ts';
import { createTurns } from './turns.ts';

export type PhraseSetupState =
  | { readonly kind: 'explaining'; readonly replaces: boolean; readonly notice: Notice | null }
  /** The phrase in use is locked: it has to be typed before another one takes its place. */
  | { readonly kind: 'typingOld'; readonly typed: string; readonly notice: Notice | null }
  | { readonly kind: 'working' }
  | { readonly kind: 'showing'; readonly number: string; readonly words: readonly string[] }
  | {
      readonly kind: 'confirming';
      /** Which words are asked for, from 0. */
      readonly positions: readonly number[];
      readonly wrong: boolean;
    };

/** Making a recovery phrase: shown once, proved to be written down, and only then saved. */
export interface PhraseSetupFlow {
  readonly state: Observable<PhraseSetupState>;
  begin(): void;
  submitOld(typed: string): void;
  /** The person says that the words are written down. */
  written(): void;
  /** @param words - in the order of the positions asked for */
  confirm(words: readonly string[]): void;
  /** Looks at the words once more, before they are saved. */
  showAgain(): void;
  cancel(): void;
}

interface Setup {
  readonly ports: Pick<AccessPorts, 'loadParts' | 'loadPhrases'>;
  readonly session: Session;
  /** The phrase that the new one replaces. */
  readonly old: AccessMethod | null;
  /** At least 0, less than 1. */
  readonly random: () => number;
  /** @param notice - null when the person has given up */
  readonly done: (notice: Notice | null) => void;
}

const ASKED_WORDS = 3;

export function createPhraseSetup({ ports, session, old, random, done }: Setup): PhraseSetupFlow {
  const explain = (notice: Notice | null): void =>
    state.set({ kind: 'explaining', replaces: old !== null, notice });
  const state = createVariable<PhraseSetupState>({
    kind: 'explaining',
    replaces: old !== null,
    notice: null,
  });
  const turns = createTurns(ports.loadParts, explain);
  let words: readonly string[] = [];
  // The phrase's own session, where a locked one is replaced.
  let changer = session;

  const show = (): void => state.set({ kind: 'showing', number: session.number, words });
  const makePhrase = (): void => {
    state.set({ kind: 'working' });
    turns.start(async (isCurrent) => {
      const phrases = await ports.loadPhrases().catch(() => null);
      if (!isCurrent()) return;
      if (phrases === null) return explain({ kind: 'lostConnection' });
      words = phrases.make();
      show();
    });
  };
  const save = (): void => {
    state.set({ kind: 'working' });
    turns.start(async (isCurrent, { canister }) => {
      const phrases = await ports.loadPhrases();
      const { publicKey } = await phrases.keyOf(words);
      const method = { kind: 'recoveryPhrase', publicKey } as const;
      const saved =
        old === null
          ? await canister.addMethod(changer, method)
          : await canister.replaceMethod(changer, old.publicKey, method);
      if (!isCurrent()) return;
      if (saved.ok) return done({ kind: 'phraseSaved' });
      // The words are written down already: the same ones are tried again.
      explain(canisterErrorToNotice(saved.error, session.number));
    });
  };

  return {
    state,
    begin() {
      if (words.length > 0) return save();
      if (old?.locked === true && changer === session) {
        return state.set({ kind: 'typingOld', typed: '', notice: null });
      }
      makePhrase();
    },
    submitOld(typed) {
      if (old === null) return;
      state.set({ kind: 'working' });
      turns.start(async (isCurrent, { canister }) => {
        const opened = await openByOwnPhrase(ports.loadPhrases, canister, session.number, old, typed);
        if (!isCurrent()) return;
        if (!opened.ok) return state.set({ kind: 'typingOld', typed, notice: opened.error });
        changer = opened.value;
        makePhrase();
      });
    },
    written() {
      state.set({ kind: 'confirming', positions: pick(ASKED_WORDS, words.length, random), wrong: false });
    },
    confirm(typed) {
      const { value } = state;
      if (value.kind !== 'confirming') return;
      const right = value.positions.every(
        (position, i) => words[position] === typed[i]?.trim().toLowerCase(),
      );
      if (right) save();
      else state.set({ ...value, wrong: true });
    },
    showAgain: show,
    cancel() {
      turns.abandon();
      done(null);
    },
  };
}

/** Some different numbers below a bound, in rising order. */
function pick(count: number, bound: number, random: () => number): number[] {
  const picked = new Set<number>();
  while (picked.size < Math.min(count, bound)) picked.add(Math.floor(random() * bound));
  return [...picked].sort((a, b) => a - b);
}
