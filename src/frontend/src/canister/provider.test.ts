import { expect, it } from 'vitest';
import { type Provider, providerOf } from './provider.ts';

const provider = (issuer: string, clientId = 'c'): Provider => ({
  ...{ name: issuer, logo: '', issuer, clientId },
  ...{ authUri: 'https://a.example', scopes: [] },
});
const PLAIN = provider('https://a.example');
const TENANTS = provider('https://b.example/{tid}/v2.0');

it('should find the provider of an account by its issuer and audience', () => {
  const find = (iss: string, aud = 'c') => providerOf([PLAIN, TENANTS], { iss, aud });
  expect(find('https://a.example')).toBe(PLAIN);
  expect(find('https://b.example/tenant-1/v2.0')).toBe(TENANTS);
  expect(find('https://a.example', 'other')).toBeNull();
  expect(find('https://aXexample')).toBeNull();
  expect(find('https://b.example/a/b/v2.0')).toBeNull();
  expect(find('https://b.example//v2.0')).toBeNull();
});
