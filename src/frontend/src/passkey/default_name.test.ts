import { describe, expect, it } from 'vitest';
import { defaultPasskeyName } from './default_name.ts';

const NO_MODEL = '00000000-0000-0000-0000-000000000000';
const IPHONE = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 Safari/604.1';
const LINUX = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/142.0.0.0 Safari/537.36';

describe('defaultPasskeyName', () => {
  it.each([
    ['fbfc3007-154e-4ecc-8c0b-6e020557d7bd', 'platform', IPHONE, 'Apple Passwords'],
    [NO_MODEL, 'platform', IPHONE, 'Passkey on iPhone'],
    [NO_MODEL, 'cross_platform', LINUX, 'Security key or phone'],
    [NO_MODEL, null, LINUX, 'Passkey on Linux'],
    ['constructor', null, '', 'Passkey'],
  ] as const)('should name %s (%s) sensibly', (aaguid, attachment, userAgent, name) => {
    expect(defaultPasskeyName({ aaguid, attachment, userAgent })).toBe(name);
  });
});
