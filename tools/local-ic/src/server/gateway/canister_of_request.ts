/** Which canister a browser's request is for. */
import { parsePrincipalText, principalToText } from '../../encoding/principal.ts';
import { headerOf, type HttpRequest } from '../http/message.ts';

export interface Target {
  readonly canisterId: Uint8Array;
  /** A `raw` host: the client does not want the answer verified. */
  readonly raw: boolean;
}

/**
 * In this order: `<id>.<domain>` and `<id>.raw.<domain>` of the Host header, the `canisterId` parameter, and the
 * `canisterId` or host of the page that made the request (its assets do not carry the parameter).
 */
export function canisterOfRequest(request: HttpRequest, domains: readonly string[]): Target | undefined {
  return (
    fromHost(headerOf(request, 'host') ?? '', domains) ??
    fromParameter(request.query) ??
    fromReferrer(headerOf(request, 'referer'), domains)
  );
}

/** Textual canister id at the front of a host name, with or without a port. */
function fromHost(host: string, domains: readonly string[]): Target | undefined {
  const name = host.toLowerCase().replace(/:\d*$/, '');
  for (const domain of domains) {
    if (!name.endsWith(`.${domain}`)) continue;
    const labels = name.slice(0, -domain.length - 1).split('.');
    const raw = labels.at(-1) === 'raw';
    if (raw) labels.pop();
    const canisterId = labels.length > 0 ? canisterIdOf(labels.at(-1)!) : undefined;
    if (canisterId !== undefined) return { canisterId, raw };
  }
  return undefined;
}

function fromParameter(query: URLSearchParams): Target | undefined {
  const canisterId = canisterIdOf(query.get('canisterId') ?? '');
  return canisterId && { canisterId, raw: false };
}

function fromReferrer(referrer: string | undefined, domains: readonly string[]): Target | undefined {
  if (referrer === undefined || !URL.canParse(referrer)) return undefined;
  const page = new URL(referrer);
  return fromParameter(page.searchParams) ?? fromHost(page.host, domains);
}

/** An id in its one canonical spelling. */
function canisterIdOf(text: string): Uint8Array | undefined {
  const id = parsePrincipalText(text);
  return id !== undefined && id.length > 0 && principalToText(id) === text ? id : undefined;
}
