import { expect, it } from 'vitest';
import { suggestedProvider } from './suggested_provider.ts';

it.each([
  ['', null],
  ['?canisterId=rdmx6-jaaaa-aaaaa-aaadq-cai', null],
  ['?openid=https%3A%2F%2Faccounts.google.com', 'Google'],
  ['?openid=https%3A%2F%2Flogin.microsoftonline.com%2F%7Btid%7D%2Fv2.0', 'Microsoft'],
  ['?openid=https%3A%2F%2Fevil.example', ''],
  ['?openid=constructor', ''],
  ['?openid=', ''],
  ['?sso=corp.example', ''],
])('should name the company that %j suggests', (search, company) =>
  expect(suggestedProvider(search)).toBe(company),
);
