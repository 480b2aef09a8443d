import { err, ok, type Result } from '../result.ts';
import { passkeyError } from './errors.ts';
import {
  credentialRequest,
  FRAME_HASH,
  type FrameAssertion,
  isReadyResponse,
  parseCredentialResponse,
  readyRequest,
} from './frame_messages.ts';
import type { PasskeyError } from './passkeys.ts';

const READY_EVERY_MS = 100;
const READY_WITHIN_MS = 10_000;

/**
 * Signs with a passkey of a related address, by a frame of that address; the browser asks the person.
 * @param rpId - host name of the frame
 * @param given - takes the frame away when it is aborted; the outcome is then `cancelled`
 */
export async function signInFrame(
  rpId: string,
  challenge: Uint8Array,
  allowed: readonly Uint8Array[],
  given: AbortSignal,
): Promise<Result<FrameAssertion, PasskeyError>> {
  const origin = `https://${rpId}`;
  const frame = document.createElement('iframe');
  frame.allow = `publickey-credentials-get ${origin}`;
  frame.src = `${origin}/${FRAME_HASH}`;
  // Safari asks nobody for a passkey behind a frame that is not there to be seen.
  frame.style.cssText = 'position:fixed;inset:0;width:100%;height:100%;border:0;opacity:0;z-index:1';
  const closed = new AbortController();
  const signal = AbortSignal.any([given, closed.signal]);
  document.body.append(frame);
  try {
    const target = frame.contentWindow;
    if (target === null) return err({ kind: 'unsupported' });
    const id = crypto.randomUUID();
    const hear = <T>(read: (data: unknown) => T | null): Promise<T> =>
      new Promise((resolve, reject) => {
        const stop = (): void => reject(new DOMException('the frame was taken away', 'AbortError'));
        if (signal.aborted) return stop();
        signal.addEventListener('abort', stop);
        const listener = ({ source, origin: from, data }: MessageEvent<unknown>): void => {
          const answer = source === target && from === origin ? read(data) : null;
          if (answer !== null) resolve(answer);
        };
        addEventListener('message', listener, { signal });
      });
    const asking = setInterval(() => target.postMessage(readyRequest(id), origin), READY_EVERY_MS);
    const late = setTimeout(() => closed.abort(), READY_WITHIN_MS);
    try {
      await hear((data) => (isReadyResponse(data, id) ? true : null));
    } finally {
      clearInterval(asking);
      clearTimeout(late);
    }
    const answered = hear((data) => parseCredentialResponse(data, id));
    const copies = allowed.map((credential) => credential.slice());
    target.postMessage(
      credentialRequest({ id, challenge: challenge.slice(), allowed: copies }, rpId),
      origin,
    );
    const answer = await answered;
    return 'error' in answer ? err(passkeyError(new DOMException('', answer.error))) : ok(answer);
  } catch (cause) {
    return err(passkeyError(cause));
  } finally {
    closed.abort();
    frame.remove();
  }
}
