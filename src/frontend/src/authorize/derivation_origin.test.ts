import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  alternativeOriginsUrl,
  parseAlternativeOrigins,
  resolveEffectiveOrigin,
} from './derivation_origin.ts';

const ID = 'bkyz2-fmaaa-aaaaa-qaaaq-cai';
const MAINNET_URL = `https://${ID}.icp0.io/.well-known/ii-alternative-origins`;
const listing = (...origins: unknown[]) => JSON.stringify({ alternativeOrigins: origins });

/** A web of a few addresses; whatever is not in it cannot be reached. */
function web(pages: Record<string, { body?: string; status?: number; headers?: Record<string, string> }>) {
  const asked: { url: string; init: RequestInit | undefined }[] = [];
  const fetchUrl = (async (input: string | URL | Request, init?: RequestInit) => {
    const url = String(input);
    asked.push({ url, init });
    const page = pages[url];
    if (page === undefined) throw new TypeError('Failed to fetch');
    return new Response(init?.method === 'HEAD' ? null : (page.body ?? ''), {
      status: page.status ?? 200,
      headers: page.headers ?? {},
    });
  }) as typeof fetch;
  return { asked, fetchUrl };
}

const ask = (
  fetchUrl: typeof fetch,
  derivationOrigin: string | null,
  requestOrigin = 'https://app.example',
  pageOrigin = 'https://identity.internetcomputer.org',
) => resolveEffectiveOrigin({ requestOrigin, derivationOrigin, pageOrigin }, fetchUrl);

describe('resolveEffectiveOrigin', () => {
  it('should ask nobody when there is no other origin', async () => {
    const { asked, fetchUrl } = web({});
    expect(await ask(fetchUrl, null)).toEqual({ ok: true, value: 'https://app.example' });
    expect(await ask(fetchUrl, `https://${ID}.ic0.app`, `https://${ID}.icp0.io`)).toEqual({
      ok: true,
      value: `https://${ID}.ic0.app`,
    });
    expect(asked).toEqual([]);
  });

  it('should accept an origin that lists the asking one, and remap it', async () => {
    const { asked, fetchUrl } = web({ [MAINNET_URL]: { body: listing('https://app.example') } });
    expect(await ask(fetchUrl, `https://${ID}.icp0.io`)).toEqual({
      ok: true,
      value: `https://${ID}.ic0.app`,
    });
    expect(asked[0]?.init).toMatchObject({ redirect: 'error', credentials: 'omit' });
  });

  it('should compare after remapping', async () => {
    const { fetchUrl } = web({ [MAINNET_URL]: { body: listing('https://other.ic0.app') } });
    expect(await ask(fetchUrl, `https://${ID}.icp0.io`, 'https://other.icp0.io')).toMatchObject({ ok: true });
  });

  it('should find the canister of a custom domain by its gateway, and ask the canister itself', async () => {
    const { asked, fetchUrl } = web({
      'https://shop.example': { headers: { 'x-ic-canister-id': ID } },
      [MAINNET_URL]: { body: listing('https://app.example') },
    });
    expect(await ask(fetchUrl, 'https://shop.example')).toEqual({ ok: true, value: 'https://shop.example' });
    expect(asked.map(({ url }) => url)).toEqual(['https://shop.example', MAINNET_URL]);
  });

  it.each([
    [
      'not listing',
      { [MAINNET_URL]: { body: listing('https://app.example.evil.example') } },
      'is not listed',
    ],
    ['missing', { [MAINNET_URL]: { status: 404 } }, 'answered with status 404'],
    [
      'another success status',
      { [MAINNET_URL]: { status: 203, body: listing('https://app.example') } },
      'status 203',
    ],
    ['unreachable', {}, 'could not be fetched'],
    ['endless', { [MAINNET_URL]: { body: ' '.repeat(20_000) } }, 'longer than'],
  ])('should refuse a list that is %s', async (_name, pages, reason) => {
    const { fetchUrl } = web(pages);
    const outcome = await ask(fetchUrl, `https://${ID}.ic0.app`);
    expect(outcome).toMatchObject({ ok: false, error: expect.stringContaining(reason) });
  });

  it('should refuse an origin that names no canister', async () => {
    const { fetchUrl } = web({ 'https://shop.example': { headers: { 'x-ic-canister-id': '../../evil' } } });
    expect(await ask(fetchUrl, 'https://shop.example')).toMatchObject({ ok: false });
    expect(await ask(fetchUrl, 'https://nowhere.example')).toMatchObject({ ok: false });
  });
});

describe('alternativeOriginsUrl', () => {
  const path = '/.well-known/ii-alternative-origins';
  it.each([
    ['http://rdmx6-jaaaa-aaaaa-aaadq-cai.localhost:4943', `http://localhost:4943${path}?canisterId=${ID}`],
    ['http://localhost', `http://localhost${path}?canisterId=${ID}`],
    ['http://127.0.0.1:8000', `http://127.0.0.1:8000${path}?canisterId=${ID}`],
    ['https://id.ai', MAINNET_URL],
  ])('should ask the gateway that serves the page at %s', (page, url) => {
    expect(alternativeOriginsUrl(ID, page)).toBe(url);
  });
});

describe('parseAlternativeOrigins', () => {
  it('should accept ten distinct origins and no more', () => {
    const origins = Array.from({ length: 11 }, (_, i) => `https://a${i}.example`);
    expect(parseAlternativeOrigins(listing(...origins.slice(1)))).toEqual({
      ok: true,
      value: origins.slice(1),
    });
    expect(parseAlternativeOrigins(listing(...origins))).toMatchObject({ ok: false });
  });
  it.each([
    listing('https://a.example', 'https://a.example'),
    listing('https://a.example/'),
    listing(7),
    '{"alternativeOrigins":{}}',
    '[]',
    'null',
    '<html>',
  ])('should refuse %s', (text) => expect(parseAlternativeOrigins(text).ok).toBe(false));
  it('should answer any JSON with a value', () => {
    fc.assert(fc.property(fc.json(), (text) => void parseAlternativeOrigins(text)));
  });
});
