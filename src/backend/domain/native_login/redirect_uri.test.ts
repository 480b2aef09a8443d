import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findRedirectUri, parseRedirectUri, withParameters } from './redirect_uri.ts';

describe('a redirect URI', () => {
  it.each([
    ['https://app.example/callback', 'https'],
    ['https://app.example', 'https'],
    ['https://app.example:8443/a/b', 'https'],
    ['https://app.example/%63b;x=1,2(3)@', 'https'],
    ['com.example.app:/callback', 'privateUse'],
    ['com.example.app:/', 'privateUse'],
    ['a.b-c.d1:/x/y', 'privateUse'],
    ['http://127.0.0.1/callback', 'loopback'],
    ['http://127.0.0.1:8080', 'loopback'],
    ['http://[::1]:1/', 'loopback'],
  ])('may be %s', (uri, kind) => {
    expect(parseRedirectUri(uri)?.kind).toBe(kind);
  });

  it.each([
    '',
    'callback',
    '/callback',
    '//app.example/callback',
    'https:app.example/callback',
    'https:///callback',
    'https://app.example/callback?x=1',
    'https://app.example/callback?',
    'https://app.example/callback#',
    'https://user@app.example/',
    'https://user:pass@app.example/',
    'https://app.example/*',
    'https://*.example/',
    'https://app.example\\callback',
    'https://app.example:443/',
    'https://app.example:0/',
    'https://app.example:70000/',
    'https://app.example./',
    'https://APP.example/',
    'https://äpp.example/',
    'https://app.example/é',
    'https://app.example/a b',
    'http://app.example/callback',
    'http://localhost/callback',
    'http://localhost:80/callback',
    'http://app.localhost/callback',
    'http://127.0.0.2/callback',
    'http://127.0.0.1.example/callback',
    'http://[::1].example/callback',
    'http://[::2]/callback',
    'http://[::1%25eth0]/callback',
    'myapp:/callback',
    'javascript:/callback',
    'data:/x',
    'file:/etc/passwd',
    'com.example.app:callback',
    'com.example.app://host/callback',
    'com.example.app:/callback?x',
    'com.example.app:/*',
    'com..example:/callback',
    '.example:/callback',
    'com.example.:/callback',
    'Com.example.app:/callback',
    '1com.example:/callback',
    `https://app.example/${'a'.repeat(500)}`,
  ])('may not be %s', (uri) => {
    expect(parseRedirectUri(uri)).toBeNull();
    expect(findRedirectUri([uri], uri)).toBeNull();
  });

  it('is found by the very same characters, where the port of this machine does not count', () => {
    const registered = ['https://app.example/cb', 'http://127.0.0.1:9999/cb', 'a.b:/cb'];
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 65_535 }), (port) => {
        expect(findRedirectUri(registered, `http://127.0.0.1:${port}/cb`)?.kind).toBe('loopback');
        expect(findRedirectUri(registered, `http://[::1]:${port}/cb`)).toBeNull();
        const onWeb = findRedirectUri(registered, `https://app.example:${port}/cb`);
        expect(onWeb).toBeNull();
      }),
    );
    expect(findRedirectUri(registered, 'http://127.0.0.1/cb')?.kind).toBe('loopback');
    expect(findRedirectUri(registered, 'https://app.example/cb')?.origin).toBe('https://app.example');
    expect(findRedirectUri(registered, 'a.b:/cb')?.kind).toBe('privateUse');
  });

  it('is found by nothing that was made from it by one change of a character', () => {
    const registered = ['https://app.example/cb', 'http://127.0.0.1/cb', 'a.b:/cb', 'http://[::1]/cb'];
    const change = fc.record({
      uri: fc.constantFrom(...registered),
      at: fc.nat(30),
      put: fc.string({ unit: 'binary-ascii', minLength: 1, maxLength: 1 }),
      drop: fc.boolean(),
    });
    fc.assert(
      fc.property(change, ({ uri, at, put, drop }) => {
        const place = at % uri.length;
        const other = uri.slice(0, place) + put + uri.slice(place + (drop ? 1 : 0));
        if (registered.includes(other)) return;
        expect(findRedirectUri(registered, other)).toBeNull();
      }),
      { numRuns: 2000 },
    );
  });

  it('gets parameters that say what they said', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (state, code) => {
        const url = new URL(
          withParameters('https://app.example/cb', [
            ['code', code],
            ['none', null],
            ['state', state],
          ]),
        );
        expect([...url.searchParams]).toEqual([
          ['code', code],
          ['state', state],
        ]);
      }),
    );
  });
});
