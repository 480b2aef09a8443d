import { expect, it } from 'vitest';
import { suggestedProvider } from './suggested_provider.ts';

it.each([
  ['', null],
  ['?canisterId=rdmx6-jaaaa-aaaaa-aaadq-cai', null],
  ['?openid=https%3A%2F%2Faccounts.google.com', { issuer: 'https://accounts.google.com', company: 'Google' }],
  [
    '?openid=https%3A%2F%2Flogin.microsoftonline.com%2F%7Btid%7D%2Fv2.0',
    { issuer: 'https://login.microsoftonline.com/{tid}/v2.0', company: 'Microsoft' },
  ],
  ['?openid=https%3A%2F%2Fevil.example', { issuer: 'https://evil.example', company: '' }],
  ['?openid=constructor', { issuer: 'constructor', company: '' }],
  ['?openid=', { issuer: '', company: '' }],
  ['?sso=corp.example', { issuer: null, company: '' }],
])('should tell what %j suggests', (search, suggestion) =>
  expect(suggestedProvider(search)).toEqual(suggestion),
);
