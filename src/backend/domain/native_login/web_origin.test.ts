import { describe, expect, it } from 'vitest';
import { principalOrigin } from './web_origin.ts';

describe('the origin that principals are derived for', () => {
  it.each([
    ['https://abcde-cai.icp0.io', 'https://abcde-cai.ic0.app'],
    ['https://abcde-cai.raw.icp0.io', 'https://abcde-cai.raw.ic0.app'],
    ['https://abcde-cai.ic0.app', 'https://abcde-cai.ic0.app'],
    ['https://app.example', 'https://app.example'],
    ['http://abcde-cai.icp0.io', 'http://abcde-cai.icp0.io'],
    ['https://a.b.icp0.io', 'https://a.b.icp0.io'],
    ['https://abcde-cai.icp0.io:8443', 'https://abcde-cai.icp0.io:8443'],
    ['https://abcde-cai.icp0.io.example', 'https://abcde-cai.icp0.io.example'],
    ['https://icp0.io', 'https://icp0.io'],
  ])('of %s is %s', (origin, expected) => {
    expect(principalOrigin(origin)).toBe(expected);
  });
});
