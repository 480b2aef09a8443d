import { describe, expect, it } from 'vitest';
import { parseCredentialParams } from './request.ts';

const DAPP = 'https://dapp.example';
const PARAMS = {
  issuer: { origin: 'https://issuer.example', canisterId: 'rdmx6-jaaaa-aaaaa-aaadq-cai' },
  credentialSpec: { credentialType: 'VerifiedAdult', arguments: { minAge: 18, country: 'CH' } },
  credentialSubject: '2vxsx-fae',
  derivationOrigin: 'https://other.example',
};

describe('parseCredentialParams', () => {
  it('should read a whole request', () => {
    expect(parseCredentialParams(PARAMS, DAPP)).toEqual({
      ok: true,
      value: {
        origin: DAPP,
        derivationOrigin: 'https://other.example',
        subject: '2vxsx-fae',
        issuer: PARAMS.issuer,
        spec: {
          type: 'VerifiedAdult',
          arguments: [
            ['minAge', 18],
            ['country', 'CH'],
          ],
        },
      },
    });
  });

  it('should do without what is optional, absent or undefined', () => {
    const { issuer, credentialSpec, credentialSubject } = PARAMS;
    const params = {
      issuer: { origin: issuer.origin, canisterId: undefined },
      credentialSpec: { credentialType: credentialSpec.credentialType },
      credentialSubject,
      derivationOrigin: undefined,
    };
    expect(parseCredentialParams(params, DAPP)).toMatchObject({
      ok: true,
      value: { derivationOrigin: null, issuer: { canisterId: null }, spec: { arguments: null } },
    });
  });

  const spec = (fields: object) => ({ credentialSpec: { credentialType: 'A', ...fields } });
  it.each([
    ['issuer', { issuer: 'https://issuer.example' }],
    ['issuer', { issuer: {} }],
    ['issuer', { issuer: { origin: 'https://issuer.example/path' } }],
    ['issuer', { issuer: { origin: 'javascript:alert(1)' } }],
    ['issuer', { issuer: { origin: 'https://issuer.example', canisterId: 'UPPER' } }],
    ['issuer', { issuer: { origin: 'https://issuer.example', canisterId: 7 } }],
    ['credentialSpec', { credentialSpec: null }],
    ['credentialSpec', { credentialSpec: [] }],
    ['credentialSpec', spec({ credentialType: '' })],
    ['credentialSpec', spec({ credentialType: 'x'.repeat(257) })],
    ['credentialSpec', spec({ arguments: 'none' })],
    ['credentialSpec', spec({ arguments: { a: 1.5 } })],
    ['credentialSpec', spec({ arguments: { a: 2 ** 31 } })],
    ['credentialSpec', spec({ arguments: { a: true } })],
    ['credentialSpec', spec({ arguments: { a: 'x'.repeat(2049) } })],
    ['credentialSpec', spec({ arguments: { '': 'x' } })],
    ['credentialSpec', spec({ arguments: Object.fromEntries([...Array(33).keys()].map((i) => [i, 1])) })],
    ['credentialSubject', { credentialSubject: undefined }],
    ['credentialSubject', { credentialSubject: 'x'.repeat(100) }],
    ['derivationOrigin', { derivationOrigin: 'other.example' }],
    ['derivationOrigin', { derivationOrigin: {} }],
  ])('should name %s where it is %j', (field, changes) => {
    expect(parseCredentialParams({ ...PARAMS, ...changes }, DAPP)).toEqual({ ok: false, error: field });
  });

  it.each([[undefined], [null], ['text'], [[]]])('should not read %j', (params) => {
    expect(parseCredentialParams(params, DAPP)).toEqual({ ok: false, error: 'params' });
  });
});
