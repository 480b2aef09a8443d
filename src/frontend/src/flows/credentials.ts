import type { CredentialRequest } from '../authorize/credential_channel.ts';
import { createVariable, type Observable } from './observable.ts';

export type CredentialsState =
  | { readonly kind: 'waiting' }
  /** A dapp asks for a credential; this page cannot give any, and says so before the dapp hears of it. */
  | { readonly kind: 'unavailable'; readonly origin: string }
  | { readonly kind: 'answered'; readonly origin: string }
  | { readonly kind: 'openedDirectly' };

/** A dapp's request for a verifiable credential. */
export interface CredentialsFlow {
  readonly state: Observable<CredentialsState>;
  receive(request: CredentialRequest): void;
  openedDirectly(): void;
  /** The person has read it: back to the dapp. */
  leave(): void;
}

export function createCredentialsFlow(): CredentialsFlow {
  const state = createVariable<CredentialsState>({ kind: 'waiting' });
  let asked: CredentialRequest | null = null;
  return {
    state,
    receive(request) {
      asked = request;
      state.set({ kind: 'unavailable', origin: request.origin });
    },
    openedDirectly: () => state.set({ kind: 'openedDirectly' }),
    leave() {
      if (asked === null) return;
      const { origin } = asked;
      asked.refuse();
      asked = null;
      state.set({ kind: 'answered', origin });
    },
  };
}
