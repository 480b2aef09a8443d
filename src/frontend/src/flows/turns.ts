import type { AccessParts } from './access_ports.ts';
import type { Notice } from './notice.ts';

/**
 * Steps that take their time, one at a time. What an earlier step still brings is dropped, so a late
 * answer cannot pull the person away from where they went meanwhile.
 */
export interface Turns {
  /** Begins a step; the one before no longer counts. */
  start(step: (isCurrent: () => boolean, parts: AccessParts) => Promise<void>): void;
  /** The step that runs no longer counts; an open passkey prompt is closed. */
  abandon(): void;
}

/** @param fail - called when the parts cannot be loaded, or a step throws */
export function createTurns(loadParts: () => Promise<AccessParts>, fail: (notice: Notice) => void): Turns {
  let turn = 0;
  let loaded: AccessParts | null = null;
  return {
    start(step) {
      const own = ++turn;
      const isCurrent = (): boolean => own === turn;
      const run = async (): Promise<void> => {
        try {
          loaded ??= await loadParts();
        } catch {
          if (isCurrent()) fail({ kind: 'lostConnection' });
          return;
        }
        if (isCurrent()) await step(isCurrent, loaded);
      };
      run().catch((cause: unknown) => {
        console.error(cause);
        if (isCurrent()) fail({ kind: 'fault' });
      });
    },
    abandon() {
      turn++;
      loaded?.passkeys.cancel();
    },
  };
}
