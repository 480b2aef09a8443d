import { mount } from 'svelte';
import App from './App.svelte';
import { receiveRequest } from './authorize/channel.ts';
import { isIpAddress } from './authorize/origin.ts';
import { suggestedProvider } from './authorize/suggested_provider.ts';
import {
  isAuthorizeRoute,
  isCredentialsRoute,
  isFrameRoute,
  isHelpRoute,
  isNativeRoute,
} from './boot/routes.ts';
import { breathe } from './breathe.ts';
import { type CanisterPage, readCanisterPage } from './canister/canister_page.ts';
import type { AccessParts, AccessPorts } from './flows/access_ports.ts';
import { type AuthorizeFlow, createAuthorizeFlow } from './flows/authorize.ts';
import { type Language, pickLanguage } from './i18n/languages.ts';
import { useLanguage } from './i18n/texts.ts';
import { createPageLinks, readJoinAddress } from './flows/page_links.ts';
import type { OpenRoute } from './open_route.ts';
import { readBrowserFacts } from './passkey/browser_facts.ts';
import { keepChosenLanguage, readChosenLanguage } from './session/chosen_language.ts';
import { createRememberedIdentities } from './session/remembered.ts';
import { createSettings } from './session/settings.ts';
import { createVisitedApps } from './session/visited_apps.ts';
import { applyStyles } from './styles/apply.ts';

/** An honest dapp answers `authorize-ready` at once; this leaves time for a slow machine. */
const REQUEST_TIMEOUT_MS = 10_000;

/** How often to look whether the dapp's window is still there; no event tells. */
const CLOSED_POLL_MS = 500;

const served = readCanisterPage(document.body, location);
if (served === null) document.body.setAttribute('data-load-failed', '');
else
  start(served).catch((cause: unknown) => {
    console.error(cause);
    document.body.setAttribute('data-load-failed', '');
  });

async function start(page: CanisterPage): Promise<void> {
  if (isFrameRoute(location)) return (await import('./credential_frame.ts')).answerInFrame(page);
  const storage = openStorage();
  // The page is usable in English too, should the catalogue not arrive.
  const picked = pickLanguage(readChosenLanguage(storage), navigator.languages);
  const language = useLanguage(picked).catch((cause: unknown) => console.error(cause));
  const ports: AccessPorts = {
    loadParts: createPartsLoader(page),
    loadPhrases: () => import('./recovery/bip39_phrases.ts').then(({ bip39Phrases }) => bip39Phrases),
    loadProviderFlows: () =>
      import('./provider_part.ts').then(({ createProviderFlows }) => createProviderFlows(callbackAddress())),
    openWindow: () => open('', '_blank', 'popup,width=480,height=640'),
    remembered: createRememberedIdentities(storage, Date.now),
    visited: createVisitedApps(storage),
    settings: createSettings(storage),
    hostname: page.hostname,
    now: Date.now,
    after,
  };
  const opened = await openRoute(page, ports, picked);
  await language;
  await breathe();
  applyStyles(document);
  const target = document.getElementById('app') ?? document.body;
  target.replaceChildren();
  mount(App, {
    target,
    props: {
      links: createPageLinks(location, page.canisterId),
      blocked: opened.route === 'about' || opened.route === 'selfService' ? null : whyBlocked(page),
      open: opened,
      chooseLanguage: async (wanted) => {
        await useLanguage(wanted);
        keepChosenLanguage(storage, wanted);
      },
    },
  });
  await breathe();
  if ('flow' in opened && 'access' in opened.flow) opened.flow.access.prepare();
  // A dapp that opens this window again at the same address moves only to the fragment: nothing is
  // loaded, and nobody would announce the window to it.
  addEventListener('popstate', () => location.reload());
}

async function openRoute(page: CanisterPage, ports: AccessPorts, language: Language): Promise<OpenRoute> {
  if (isCredentialsRoute(location)) return openCredentials(page, ports, language);
  if (isNativeRoute(location)) return openNativeLogin(ports);
  if (isAuthorizeRoute(location)) {
    return { route: 'authorize', flow: openAuthorize(page, ports) };
  }
  // Apps open the routes above, and somebody waits there: these need not have loaded the others.
  const pages = await import('./own_pages.ts');
  if (isHelpRoute(location, 'about')) return { route: 'about', Page: pages.AboutPage };
  if (isHelpRoute(location, 'self-service')) {
    const flow = pages.createSelfServiceFlow(readBrowserFacts(), Date.now);
    return { route: 'selfService', flow, Page: pages.SelfServicePage };
  }
  const joining = readJoinAddress(location.search);
  return joining === null
    ? { route: 'manage', flow: pages.createManageFlow(ports, Math.random), Page: pages.ManagePage }
    : { route: 'join', flow: pages.createJoinFlow(ports, joining), Page: pages.JoinPage };
}

function after(milliseconds: number, call: () => void): () => void {
  const timer = setTimeout(call, milliseconds);
  return () => clearTimeout(timer);
}

function openAuthorize(page: CanisterPage, ports: AccessPorts): AuthorizeFlow {
  const flow = createAuthorizeFlow({
    ...ports,
    pageOrigin: page.origin,
    suggests: suggestedProvider(location.search),
    fetchUrl: (url, init) => fetch(url, init),
    loadAppAccounts: () =>
      import('./flows/app_accounts.ts').then(({ createAppAccountsFlow }) => createAppAccountsFlow),
  });
  const opener = window.opener as WindowProxy | null;
  const inbox = window.iiInbox;
  if (opener === null || inbox === undefined) {
    flow.openedDirectly();
  } else {
    receiveRequest({ opener, inbox, ownOrigin: page.origin }, (outcome) => flow.receive(outcome));
    setTimeout(() => flow.giveUpWaiting(), REQUEST_TIMEOUT_MS);
    setInterval(() => opener.closed && flow.appClosed(), CLOSED_POLL_MS);
  }
  return flow;
}

async function openCredentials(
  page: CanisterPage,
  access: AccessPorts,
  language: Language,
): Promise<OpenRoute> {
  const pages = await import('./credentials_page.ts');
  const loadIssuers = () =>
    import('./canister/agent_issuers.ts').then(({ createAgentIssuers }) => createAgentIssuers(page));
  const fetchUrl: typeof fetch = (url, init) => fetch(url, init);
  const ports = { ...access, pageOrigin: page.origin, fetchUrl, loadIssuers };
  const flow = pages.createCredentialsFlow(ports, language);
  const opener = window.opener as WindowProxy | null;
  const inbox = window.iiInbox;
  if (opener === null || inbox === undefined) {
    flow.openedDirectly();
  } else {
    pages.receiveCredentialRequest({ opener, inbox, ownOrigin: page.origin }, (pending) =>
      flow.receive(pending),
    );
    setTimeout(() => flow.giveUpWaiting(), REQUEST_TIMEOUT_MS);
    setInterval(() => opener.closed && flow.appClosed(), CLOSED_POLL_MS);
  }
  return { route: 'credentials', flow, Page: pages.CredentialsPage };
}

/** Where providers send people back to. A gateway that tells canisters apart by the query needs it there, too. */
function callbackAddress(): string {
  const address = new URL('/callback', location.origin);
  const canisterId = new URLSearchParams(location.search).get('canisterId');
  if (canisterId !== null) address.searchParams.set('canisterId', canisterId);
  return address.href;
}

async function openNativeLogin(ports: AccessPorts): Promise<OpenRoute> {
  const pages = await import('./native_login_page.ts');
  // The address with the request in it is not one to come back to.
  const goTo = (url: string): void => location.replace(url);
  const flow = pages.createNativeLoginFlow({ ...ports, query: location.search, goTo });
  return { route: 'nativeLogin', flow, Page: pages.NativeLoginPage };
}

function whyBlocked({ hostname }: CanisterPage): 'ipAddress' | 'noWebAuthn' | null {
  if (isIpAddress(hostname)) return 'ipAddress';
  return typeof PublicKeyCredential === 'function' ? null : 'noWebAuthn';
}

/** The browser's storage, or null where it is forbidden: reading the property throws then. */
function openStorage(): Storage | null {
  try {
    return localStorage;
  } catch {
    return null;
  }
}

function createPartsLoader(page: CanisterPage): () => Promise<AccessParts> {
  let loading: Promise<AccessParts> | null = null;
  return () => {
    loading ??= import('./sign_in_parts.ts')
      .then(({ createSignInParts }) => createSignInParts(page))
      .catch((cause: unknown) => {
        loading = null;
        throw cause;
      });
    return loading;
  };
}
