// Runs inline, before anything else is loaded; kept to a few hundred bytes.
//
// It tells the dapp that this window listens, keeps what the dapp sends until the application can
// read it, answers the heartbeat of the signer protocol (ICRC-29) for the window's whole life, and
// starts the application. It decides nothing: the application checks every message that is kept.
import type { Inbox } from './inbox.ts';
import { isAuthorizeRoute, isCredentialsRoute } from './routes.ts';

/** The application's first scripts; each imports those that it needs, so their order does not matter. */
declare const SCRIPT_PATHS: readonly string[];

/** More than an honest dapp sends while the page loads; a flood is dropped. */
const MAX_EARLY = 32;

const opener = window.opener as WindowProxy | null;
const inbox: Inbox = { early: [], receive: null };
window.iiInbox = inbox;

const ready = isCredentialsRoute(location)
  ? { jsonrpc: '2.0', method: 'vc-flow-ready' }
  : isAuthorizeRoute(location) && { kind: 'authorize-ready' };

if (opener && ready) {
  addEventListener('message', (event: MessageEvent) => {
    if (event.source !== opener) return;
    const { jsonrpc, method, id } = event.data ?? {};
    if (jsonrpc === '2.0' && method === 'icrc29_status') {
      // An opaque origin cannot be addressed.
      if (event.origin !== 'null') opener.postMessage({ jsonrpc, id, result: 'ready' }, event.origin);
    } else if (inbox.receive) inbox.receive(event);
    else if (inbox.early.length < MAX_EARLY) inbox.early.push(event);
  });
  // The dapp's origin is not known yet, and the message says nothing but that the window listens.
  opener.postMessage(ready, '*');
}

const canisterId = new URLSearchParams(location.search).get('canisterId');
const query = canisterId ? `?canisterId=${encodeURIComponent(canisterId)}` : '';
const onerror = () => document.body.setAttribute('data-load-failed', '');
for (const path of SCRIPT_PATHS) {
  const script = document.createElement('script');
  document.head.append(Object.assign(script, { type: 'module', src: path + query, onerror }));
}
