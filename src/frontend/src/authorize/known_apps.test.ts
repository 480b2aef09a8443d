import { describe, expect, it } from 'vitest';
import { knownAppName } from './known_apps.ts';

describe('the name of an app', () => {
  it('should be known for its exact address', () => {
    expect(knownAppName('https://oc.app')).toBe('OpenChat');
    expect(knownAppName('https://nns.ic0.app')).toBe('NNS Dapp');
  });

  it.each([
    'http://oc.app',
    'https://oc.app:8443',
    'https://www.oc.app',
    'https://oc.app.example',
    'https://xoc.app',
    'https://constructor',
    'http://localhost:4943',
  ])('should be nobody’s at %s', (origin) => {
    expect(knownAppName(origin)).toBeNull();
  });
});
