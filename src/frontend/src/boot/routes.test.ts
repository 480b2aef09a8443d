import { describe, expect, it } from 'vitest';
import { isAuthorizeRoute, isNativeRoute } from './routes.ts';

describe('the page at /authorize', () => {
  it.each([
    '/authorize?client_id=x',
    '/authorize/?response_type=code',
    '/authorize?a=b&client_id=x#authorize',
  ])('should be a native app’s, and answer no opener: %s', (path) => {
    const address = new URL(path, 'https://id.example');
    expect(isNativeRoute(address)).toBe(true);
    expect(isAuthorizeRoute(address)).toBe(false);
  });

  it.each([
    '/authorize',
    '/authorize?openid=x',
    '/authorize?my_client_id=x',
    '/authorize?x=client_id',
    '/?client_id=x#authorize',
    '/#authorize',
  ])('should be for dapps: %s', (path) => {
    const address = new URL(path, 'https://id.example');
    expect(isNativeRoute(address)).toBe(false);
    expect(isAuthorizeRoute(address)).toBe(true);
  });

  it('should not be elsewhere', () => {
    const address = new URL('https://id.example/?client_id=x');
    expect([isNativeRoute(address), isAuthorizeRoute(address)]).toEqual([false, false]);
  });
});
