// The page that providers send people back to, as one inline script: it hands over what stands in its
// address to the page that waits, and closes. Nothing of it is checked here.
import { channelName } from '../openid/authorization.ts';

declare const CLOSE_TEXTS: Readonly<Record<string, string>>;

const { hash } = location;
const state = new URLSearchParams(hash.slice(1)).get('state');
// The token is not for the history of this window.
history.replaceState(null, '', location.pathname + location.search);
if (state) {
  const channel = new BroadcastChannel(channelName(state));
  channel.postMessage(hash);
  channel.close();
}
window.close();

// Where browsers do not let it.
const [language = 'en'] = navigator.language.split('-');
document.documentElement.lang = CLOSE_TEXTS[language] === undefined ? 'en' : language;
document.body.textContent = CLOSE_TEXTS[language] ?? CLOSE_TEXTS['en'] ?? '';
