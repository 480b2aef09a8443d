import { describe, expect, it } from 'vitest';
import { isIpAddress, isLocalHost, parseOrigin, remapToIc0App } from './origin.ts';

describe('remapToIc0App', () => {
  it.each([
    ['https://rdmx6-jaaaa-aaaaa-aaadq-cai.icp0.io', 'https://rdmx6-jaaaa-aaaaa-aaadq-cai.ic0.app'],
    ['https://abc.raw.icp0.io', 'https://abc.raw.ic0.app'],
    ['https://abc.ic0.app', 'https://abc.ic0.app'],
    ['https://icp0.io', 'https://icp0.io'],
    ['http://abc.icp0.io', 'http://abc.icp0.io'],
    ['https://abc.icp0.io:8443', 'https://abc.icp0.io:8443'],
    ['https://a.b.icp0.io', 'https://a.b.icp0.io'],
    ['https://abc.icp0.io.evil.example', 'https://abc.icp0.io.evil.example'],
  ])('should map %s to %s', (origin, mapped) => expect(remapToIc0App(origin)).toBe(mapped));
});

describe('parseOrigin', () => {
  it.each([
    'https://a.example',
    'http://localhost:4943',
    'http://[::1]:8000',
    'https://xn--bcher-kva.example',
  ])('should accept %s', (text) => expect(parseOrigin(text)).toBe(text));
  it.each([
    'https://a.example/',
    'https://a.example:443',
    'HTTPS://a.example',
    'https://u@a.example',
    'data:,x',
    'x',
  ])('should refuse %s', (text) => expect(parseOrigin(text)).toBeNull());
});

describe('hosts', () => {
  it('should tell local hosts from others', () => {
    for (const host of ['localhost', 'a.localhost', '127.0.0.1', '[::1]'])
      expect(isLocalHost(host)).toBe(true);
    for (const host of ['localhost.example', 'notlocalhost', '127.0.0.1.nip.io', 'id.ai']) {
      expect(isLocalHost(host)).toBe(false);
    }
  });
  it('should tell IP addresses from names', () => {
    for (const host of ['127.0.0.1', '10.0.0.7', '[::1]']) expect(isIpAddress(host)).toBe(true);
    for (const host of ['localhost', '1.2.3.4.example']) expect(isIpAddress(host)).toBe(false);
  });
});
