import { describe, expect, it } from 'vitest';
import type { BuiltAsset } from '../../src/backend/assets/built_asset.ts';
import { sha256 } from '../../src/backend/encoding/sha256.ts';
import { Pages } from './pages.ts';

const asset = (path: string, text: string, contentType: string): BuiltAsset => {
  const bytes = new TextEncoder().encode(text);
  const html = contentType === 'text/html';
  return {
    path,
    contentType,
    encoding: html ? null : 'gzip',
    sha256: html ? new Uint8Array() : sha256(bytes),
    inlineScriptHashes: [],
    bytes: () => bytes,
  };
};

const pages = new Pages([
  asset('/index.html', '<h1>Demo</h1>', 'text/html'),
  asset('/app.js', 'run()', 'text/javascript'),
  asset('/.well-known/ii-alternative-origins', '{}', 'application/json'),
]);

const CERTIFICATE = Uint8Array.of(0xd9, 0xd9, 0xf7);
const get = (url: string) => {
  const { status_code, headers, body } = pages.respond({ method: 'GET', url }, CERTIFICATE);
  return { status: status_code, headers: new Map(headers), text: new TextDecoder().decode(body) };
};

describe("the demo's pages", () => {
  it('serves the page at the root, with whatever query', () => {
    for (const url of ['/', '/?canisterId=abc', '/index.html']) {
      const { status, headers, text } = get(url);
      expect([status, text]).toEqual([200, '<h1>Demo</h1>']);
      expect(headers.get('Content-Type')).toBe('text/html');
      expect(headers.has('Content-Encoding')).toBe(false);
    }
  });

  it('says how a file is encoded', () => {
    expect(get('/app.js').headers.get('Content-Encoding')).toBe('gzip');
  });

  it('lets every origin read the alternative origins, and nothing else', () => {
    expect(get('/.well-known/ii-alternative-origins').headers.get('Access-Control-Allow-Origin')).toBe('*');
    expect(get('/app.js').headers.has('Access-Control-Allow-Origin')).toBe(false);
  });

  it('proves a 404 at the wildcard path', () => {
    const { status, headers, text } = get('/nowhere/to/be/found');
    expect([status, text]).toEqual([404, '']);
    const wildcard = Buffer.from('d9d9f78269687474705f65787072633c2a3e', 'hex').toString('base64');
    expect(headers.get('IC-Certificate')).toContain(`expr_path=:${wildcard}:`);
  });

  it('certifies 32 bytes that change with a page', () => {
    expect(pages.rootHash().length).toBe(32);
    expect(new Pages([asset('/index.html', '<h1>Other</h1>', 'text/html')]).rootHash()).not.toEqual(
      pages.rootHash(),
    );
  });
});
