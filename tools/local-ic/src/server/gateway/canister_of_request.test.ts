import { describe, expect, it } from 'vitest';
import { parsePrincipalText, principalToText } from '../../encoding/principal.ts';
import type { HttpRequest } from '../http/message.ts';
import { canisterOfRequest } from './canister_of_request.ts';

const ID = 'rdmx6-jaaaa-aaaaa-aaadq-cai';
const OTHER = 'ryjl3-tyaaa-aaaaa-aaaba-cai';

function find(host: string, query = '', referer?: string, domains = ['localhost']): string | undefined {
  const headers: [string, string][] = [['host', host]];
  if (referer !== undefined) headers.push(['referer', referer]);
  const request = { headers, query: new URLSearchParams(query) } as unknown as HttpRequest;
  const names = { find: (name: string) => (name === 'ledger.test' ? parsePrincipalText(OTHER) : undefined) };
  const target = canisterOfRequest(request, { domains, names });
  return target && `${principalToText(target.canisterId)}${target.raw ? ' raw' : ''}`;
}

describe('the canister of a request', () => {
  it.each([
    [`${ID}.localhost:4943`, '', undefined, ID],
    [`${ID}.localhost`, '', undefined, ID],
    [`${ID}.raw.localhost:4943`, '', undefined, `${ID} raw`],
    [`sub.${ID}.localhost`, '', undefined, ID],
    [`branch-7--${ID}.localhost`, '', undefined, ID],
    ['Ledger.test:80', `canisterId=${ID}`, undefined, OTHER],
    ['localhost', '', 'http://ledger.test/page', OTHER],
    ['localhost:4943', `canisterId=${ID}`, undefined, ID],
    ['127.0.0.1:4943', `canisterId=${ID}`, undefined, ID],
    ['localhost', '', `http://localhost/?canisterId=${ID}`, ID],
    ['localhost', '', `http://${ID}.localhost:4943/page`, ID],
    // The host decides before the parameter, the parameter before the referrer.
    [`${ID}.localhost`, `canisterId=${OTHER}`, undefined, ID],
    ['localhost', `canisterId=${ID}`, `http://localhost/?canisterId=${OTHER}`, ID],
    ['localhost', '', undefined, undefined],
    ['localhost', 'canisterId=nonsense', 'not a URL', undefined],
    ['localhost', 'canisterId=aaaaa-aa', undefined, undefined],
    [`${ID}.example.org`, '', undefined, undefined],
    [`${ID}localhost`, '', undefined, undefined],
    ['.localhost', '', undefined, undefined],
  ])('should be found from host %s, query %s, referrer %s', (host, query, referer, expected) => {
    expect(find(host, query, referer)).toBe(expected);
  });

  it('should be found below the configured domains only', () => {
    expect(find(`${ID}.ic.test`, '', undefined, ['ic.test', 'localhost'])).toBe(ID);
    expect(find(`${ID}.localhost`, '', undefined, ['ic.test'])).toBe(undefined);
  });
});
