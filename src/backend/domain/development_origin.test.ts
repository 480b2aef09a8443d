import { expect, test } from 'vitest';
import { isDevelopmentOrigin } from './development_origin.ts';

test.each([
  ...['http://dapp.example', 'https://localhost', 'https://x.localhost:8080', 'http://1.2.3.4'],
  ...['https://10.0.0.1', 'https://127.0.0.1:4943', 'https://192.168.0.7', 'https://172.16.5.4:443/x'],
  ...['https://172.31.0.1', 'https://[::1]', 'https://[::1]:8000', 'https://[0:0:0:0:0:0:0:1]'],
])('%s is a development origin', (origin) => {
  expect(isDevelopmentOrigin(origin)).toBe(true);
});

test.each([
  ...['https://dapp.example', 'https://1.2.3.4', 'https://172.15.0.1', 'https://172.32.0.1'],
  ...[
    'https://10.example.com',
    'https://10.0.0.1.example',
    'https://[::2]',
    'https://[::11]',
    'nonsense',
    '',
  ],
  ...['https://192.1680.0.1', 'ic0.app', 'https://[::]', 'https://[::'],
])('%s is not', (origin) => {
  expect(isDevelopmentOrigin(origin)).toBe(false);
});
