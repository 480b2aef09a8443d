import { decodeProtectedHeader, UnsecuredJWT } from 'jose';
import { expect, it } from 'vitest';
import { createPresentation } from './presentation.ts';

it('should be an unsecured token of both credentials, in their order', () => {
  const jwt = createPresentation('rdmx6-jaaaa-aaaaa-aaadq-cai', 'a.b.c', 'd.e.ü');
  expect(jwt.endsWith('.')).toBe(true);
  expect(decodeProtectedHeader(jwt)).toEqual({ typ: 'JWT', alg: 'none' });
  expect(UnsecuredJWT.decode(jwt).payload).toEqual({
    iss: 'did:icp:rdmx6-jaaaa-aaaaa-aaadq-cai',
    vp: {
      '@context': 'https://www.w3.org/2018/credentials/v1',
      type: 'VerifiablePresentation',
      verifiableCredential: ['a.b.c', 'd.e.ü'],
    },
  });
});
