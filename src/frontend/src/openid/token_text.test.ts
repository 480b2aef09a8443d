import { expect, it } from 'vitest';
import { accountIn } from './token_text.ts';

const jwt = (claims: unknown): string => `h.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.s`;

it('should name an account by its address, its name, or not at all', () => {
  expect(accountIn(jwt({ email: 'ada@a.example', name: 'Ada' }))).toBe('ada@a.example');
  expect(accountIn(jwt({ name: 'Ädä' }))).toBe('Ädä');
  for (const text of [jwt({ email: 7 }), jwt(null), 'no token', '', 'a.!.b'])
    expect(accountIn(text)).toBe('');
});
