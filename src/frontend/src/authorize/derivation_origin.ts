import { err, ok, type Result } from '../result.ts';
import { isLocalHost, parseOrigin, remapToIc0App } from './origin.ts';

// A dapp may ask for the principals of another origin when that origin lists it in
// `/.well-known/ii-alternative-origins`. Contract: clients.md 6.

/** At most this many alternative origins may be listed. */
export const MAX_ALTERNATIVE_ORIGINS = 10;
/** Ten origins of 255 bytes fit several times over. */
const MAX_LIST_BYTES = 16_384;
const TIMEOUT_MS = 10_000;

const CANISTER_DOMAINS = ['ic0.app', 'icp0.io', 'internetcomputer.org', 'localhost'];
const CANISTER_ID = /^[a-z2-7]{5}(-[a-z2-7]{1,5}){1,12}$/;

export interface OriginsToCompare {
  readonly requestOrigin: string;
  readonly derivationOrigin: string | null;
  /** Where this page was opened; decides which gateway answers for a canister. */
  readonly pageOrigin: string;
}

/**
 * The origin that the canister derives the principal for.
 * @returns the origin after the icp0.io remapping, or one sentence that says why the derivation
 * origin does not count
 */
export async function resolveEffectiveOrigin(
  { requestOrigin, derivationOrigin, pageOrigin }: OriginsToCompare,
  fetchUrl: typeof fetch,
): Promise<Result<string, string>> {
  const asking = remapToIc0App(requestOrigin);
  if (derivationOrigin === null) return ok(asking);
  const effective = remapToIc0App(derivationOrigin);
  if (effective === asking) return ok(asking);
  const canisterId = await findCanisterId(derivationOrigin, fetchUrl);
  if (canisterId === null) return err(`no canister was found behind ${derivationOrigin}`);
  const listed = await fetchAlternativeOrigins(alternativeOriginsUrl(canisterId, pageOrigin), fetchUrl);
  if (!listed.ok) return listed;
  if (!listed.value.some((origin) => remapToIc0App(origin) === asking)) {
    return err(`${requestOrigin} is not listed in the alternative origins of ${derivationOrigin}`);
  }
  return ok(effective);
}

/** The canister behind an origin: by its host name, else as its gateway says; null when neither tells. */
export async function findCanisterId(origin: string, fetchUrl: typeof fetch): Promise<string | null> {
  const { hostname } = new URL(origin);
  const label = hostname.slice(0, Math.max(hostname.indexOf('.'), 0));
  if (CANISTER_DOMAINS.some((domain) => hostname.endsWith(`.${domain}`)) && CANISTER_ID.test(label)) {
    return label;
  }
  try {
    const response = await fetchUrl(origin, {
      ...REQUEST,
      method: 'HEAD',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const id = response.headers.get('x-ic-canister-id');
    return id !== null && CANISTER_ID.test(id) ? id : null;
  } catch {
    return null;
  }
}

/**
 * Where a gateway serves the list of a canister. The canister's own certified domain is asked, not the
 * custom domain that claims to be it.
 */
export function alternativeOriginsUrl(canisterId: string, pageOrigin: string): string {
  const path = '/.well-known/ii-alternative-origins';
  const page = new URL(pageOrigin);
  if (!isLocalHost(page.hostname)) return `https://${canisterId}.icp0.io${path}`;
  const host = page.hostname.endsWith('localhost') ? 'localhost' : page.hostname;
  const port = page.port === '' ? '' : `:${page.port}`;
  return `${page.protocol}//${host}${port}${path}?canisterId=${canisterId}`;
}

// Neither cookies nor a redirect may decide what a canister has certified.
const REQUEST = { redirect: 'error', credentials: 'omit', referrerPolicy: 'no-referrer' } as const;

async function fetchAlternativeOrigins(
  url: string,
  fetchUrl: typeof fetch,
): Promise<Result<readonly string[], string>> {
  let text: string;
  try {
    const response = await fetchUrl(url, {
      ...REQUEST,
      headers: { Accept: 'application/json' },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (response.status !== 200) return err(`${url} answered with status ${response.status}`);
    const body = await readAtMost(response, MAX_LIST_BYTES);
    if (body === null) return err(`${url} is longer than ${MAX_LIST_BYTES} bytes`);
    text = body;
  } catch {
    return err(`${url} could not be fetched`);
  }
  return parseAlternativeOrigins(text);
}

async function readAtMost(response: Response, limit: number): Promise<string | null> {
  const reader = response.body?.getReader();
  if (reader === undefined) return '';
  const decoder = new TextDecoder();
  let text = '';
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    length += value.length;
    if (length > limit) {
      await reader.cancel();
      return null;
    }
    text += decoder.decode(value, { stream: true });
  }
}

/** The origins of an `ii-alternative-origins` file: at most ten, distinct, each in its normal form. */
export function parseAlternativeOrigins(text: string): Result<readonly string[], string> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return err('the list of alternative origins is not JSON');
  }
  const list =
    typeof json === 'object' && json !== null && 'alternativeOrigins' in json
      ? json.alternativeOrigins
      : null;
  if (!Array.isArray(list)) return err('the list of alternative origins has no alternativeOrigins');
  if (list.length > MAX_ALTERNATIVE_ORIGINS) {
    return err(`more than ${MAX_ALTERNATIVE_ORIGINS} alternative origins are listed`);
  }
  const origins: string[] = [];
  for (const entry of list as unknown[]) {
    if (typeof entry !== 'string' || parseOrigin(entry) === null)
      return err('an alternative origin is malformed');
    if (origins.includes(entry)) return err('an alternative origin is listed twice');
    origins.push(entry);
  }
  return ok(origins);
}
