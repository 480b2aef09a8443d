import { bytesToBase64url } from '../bytes/base64.ts';
import type { Provider } from '../canister/provider.ts';
import { authorizationUrl, channelName, type ProviderAnswer, readAnswer } from './authorization.ts';

/** The window in which a provider asks who somebody is. */
export interface ProviderWindow {
  /** Shows the provider's page, and waits for the person to come back from it. */
  ask(provider: Provider, nonce: string): Promise<ProviderAnswer>;
  /** Closes it; what it asked is answered by nobody any more. */
  close(): void;
}

const STATE_BYTES = 16;

/**
 * Takes over a window that a click has opened.
 * @param redirectUri - our page for people who come back
 */
export function createProviderWindow(opened: WindowProxy, redirectUri: string): ProviderWindow {
  let channel: BroadcastChannel | null = null;
  const close = (): void => {
    channel?.close();
    channel = null;
    opened.close();
  };
  return {
    ask(provider, nonce) {
      const state = bytesToBase64url(crypto.getRandomValues(new Uint8Array(STATE_BYTES)));
      // Providers may cut the tie between their window and whoever opened it; a channel between pages of one origin
      // stays, and its name is known to the window alone that comes back with the state.
      const listening = new BroadcastChannel(channelName(state));
      channel = listening;
      return new Promise((resolve) => {
        listening.onmessage = ({ data }: MessageEvent<unknown>) => {
          if (typeof data === 'string') resolve(readAnswer(data));
        };
        opened.location.href = authorizationUrl(provider, { nonce, state, redirectUri });
      });
    },
    close,
  };
}
