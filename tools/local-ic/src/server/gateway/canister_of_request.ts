/** Which canister a browser's request is for. */
import { parsePrincipalText, principalToText } from '../../encoding/principal.ts';
import type { CanisterNames } from './canister_names.ts';
import { headerOf, type HttpRequest } from '../http/message.ts';

export interface Target {
  readonly canisterId: Uint8Array;
  /** A `raw` host: the client does not want the answer verified. */
  readonly raw: boolean;
}

/** How host names lead to canisters. */
export interface Hosts {
  /** Domains below which canisters are served by their id. */
  readonly domains: readonly string[];
  readonly names: Pick<CanisterNames, 'find'>;
}

/**
 * In this order: `<id>.<domain>` and `<id>.raw.<domain>` of the Host header, a name that is such a header, the
 * `canisterId` parameter, and the `canisterId` or host of the page that made the request (its assets do not carry the
 * parameter).
 */
export function canisterOfRequest(request: HttpRequest, hosts: Hosts): Target | undefined {
  return (
    fromHost(headerOf(request, 'host') ?? '', hosts) ??
    fromParameter(request.query) ??
    fromReferrer(headerOf(request, 'referer'), hosts)
  );
}

/** Canister of a host name, with or without a port: by its textual id in front, or by its name. */
function fromHost(host: string, { domains, names }: Hosts): Target | undefined {
  const whole = host.toLowerCase().replace(/:\d*$/, '');
  for (const domain of domains) {
    if (!whole.endsWith(`.${domain}`)) continue;
    const labels = whole.slice(0, -domain.length - 1).split('.');
    const raw = labels.at(-1) === 'raw';
    if (raw) labels.pop();
    // Anything may stand before the id: `<prefix>--<id>`.
    const canisterId = canisterIdOf(labels.at(-1)?.split('--').at(-1) ?? '');
    if (canisterId !== undefined) return { canisterId, raw };
  }
  const named = names.find(whole);
  return named && { canisterId: named, raw: false };
}

function fromParameter(query: URLSearchParams): Target | undefined {
  const canisterId = canisterIdOf(query.get('canisterId') ?? '');
  return canisterId && { canisterId, raw: false };
}

function fromReferrer(referrer: string | undefined, hosts: Hosts): Target | undefined {
  if (referrer === undefined || !URL.canParse(referrer)) return undefined;
  const page = new URL(referrer);
  return fromParameter(page.searchParams) ?? fromHost(page.host, hosts);
}

/** An id in its one canonical spelling. */
function canisterIdOf(text: string): Uint8Array | undefined {
  const id = parsePrincipalText(text);
  return id !== undefined && id.length > 0 && principalToText(id) === text ? id : undefined;
}
