import { describe, expect, it } from 'vitest';
import { type NativeClient, type NativeLoginSettings, checkNativeLogin, turnsOff } from './settings.ts';

const CLIENT: NativeClient = {
  client_id: 'app',
  name: 'An app — дом 家',
  redirect_uris: ['http://127.0.0.1/callback'],
  allowed_origins: ['https://app.example'],
};
const SETTINGS: NativeLoginSettings = {
  issuer: 'https://identity.example',
  schnorr_key_name: 'key_1',
  clients: [CLIENT],
};

const faultOf = (changes: Partial<NativeLoginSettings>, isProduction = false): string | null => {
  const checked = checkNativeLogin({ ...SETTINGS, ...changes }, isProduction);
  return checked.ok ? null : checked.error;
};
const faultOfClient = (changes: Partial<NativeClient>, isProduction = false) =>
  faultOf({ clients: [{ ...CLIENT, ...changes }] }, isProduction);
const many = <T>(count: number, make: (i: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => make(i));

describe('settings of native login', () => {
  it.each([
    'https://identity.example',
    'https://identity.example:8443',
    'http://localhost:4943',
    'http://rdmx6-jaaaa-aaaaa-aaadq-cai.localhost:4943',
    'http://localhost',
  ])('may have the issuer %s', (issuer) => {
    expect(faultOf({ issuer })).toBeNull();
    expect(faultOf({ issuer }, true)).toBeNull();
  });

  it.each([
    '',
    'identity.example',
    'http://identity.example',
    'http://127.0.0.1:4943',
    'http://localhost.example',
    'https://identity.example/',
    'https://identity.example/path',
    'https://identity.example?x',
    'https://identity.example#x',
    'https://user@identity.example',
    'https://identity.example:443',
    'https://Identity.example',
    'https://identity.example.',
    'https://-a.example',
    'https://a..example',
    'https://[::1]',
    'ftp://identity.example',
    `https://${'a'.repeat(250)}`,
  ])('may not have the issuer %s', (issuer) => {
    expect(faultOf({ issuer })).toMatch(
      /^native_login: issuer ".*" is no https origin, nor an http one of localhost$/,
    );
  });

  it('name a key', () => {
    for (const schnorr_key_name of ['', 'two words', 'k'.repeat(65), 'é']) {
      expect(faultOf({ schnorr_key_name })).toMatch(
        /^native_login: schnorr_key_name .* is no name of a key$/,
      );
    }
  });

  it('hold up to a hundred clients, each id once', () => {
    expect(faultOf({ clients: [] })).toBeNull();
    expect(faultOf({ clients: many(100, (i) => ({ ...CLIENT, client_id: `app${i}` })) })).toBeNull();
    expect(faultOf({ clients: many(101, (i) => ({ ...CLIENT, client_id: `app${i}` })) })).toBe(
      'native_login: more than 100 clients',
    );
    expect(faultOf({ clients: [CLIENT, CLIENT] })).toBe('native_login: client_id "app" is there twice');
  });

  it('give clients an id of printable ASCII', () => {
    expect(faultOfClient({ client_id: 'x'.repeat(255) })).toBeNull();
    for (const client_id of ['', 'x'.repeat(256), 'a b', 'é', 'a\n']) {
      expect(faultOfClient({ client_id })).toMatch(/is not 1 to 255 printable ASCII characters$/);
    }
  });

  it('give clients a name that people can read', () => {
    for (const name of ['', '  ', 'x'.repeat(65), 'é'.repeat(33), 'a\nb', 'a\u202eb', 'a\u200bb', '\0']) {
      expect(faultOfClient({ name })).toMatch(
        /^native_login: client "app": name .* is not 1 to 64 bytes of visible text$/,
      );
    }
  });

  it('give clients addresses and origins, not too many', () => {
    const some = 'native_login: client "app": not 1 to 20 redirect_uris and allowed_origins';
    const uris = (count: number) => many(count, (i) => `http://127.0.0.1/${i}`);
    const origins = (count: number) => many(count, (i) => `https://a${i}.example`);
    expect(faultOfClient({ redirect_uris: uris(20), allowed_origins: origins(20) })).toBeNull();
    for (const count of [0, 21]) {
      expect(faultOfClient({ redirect_uris: uris(count) })).toBe(some);
      expect(faultOfClient({ allowed_origins: origins(count) })).toBe(some);
    }
    expect(faultOfClient({ redirect_uris: ['http://localhost/callback'] })).toBe(
      'native_login: client "app": redirect_uri "http://localhost/callback" is not permitted',
    );
    for (const origin of ['https://app.example/', 'http://app.example', '*', 'null', 'com.example.app:/x']) {
      expect(faultOfClient({ allowed_origins: [origin] })).toBe(
        `native_login: client "app": allowed_origin ${JSON.stringify(origin)} is no https origin`,
      );
    }
  });

  it('take http origins of this machine, unless in production', () => {
    for (const origin of ['http://localhost:5173', 'http://x.localhost']) {
      expect(faultOfClient({ allowed_origins: [origin] })).toBeNull();
      expect(faultOfClient({ allowed_origins: [origin] }, true)).toMatch(/is no https origin$/);
    }
  });

  it('tell of long texts in one short line', () => {
    const fault = faultOf({ issuer: `x\n${'y'.repeat(10_000)}` });
    expect(fault?.length).toBeLessThan(250);
    expect(fault).not.toContain('\n');
  });

  it('turn native login off by an empty issuer without clients alone', () => {
    expect(turnsOff({ issuer: '', schnorr_key_name: 'x', clients: [] })).toBe(true);
    expect(turnsOff({ ...SETTINGS, issuer: '' })).toBe(false);
    expect(turnsOff({ ...SETTINGS, clients: [] })).toBe(false);
  });
});
