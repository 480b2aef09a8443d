/** The two domains that Internet Identity itself is served from, as statistics tell passkeys apart (contract, 2.9). */
import { utf8Text } from '../encoding/bytes.ts';

/** By the number that stands for a domain in events and totals: only ever extended at the end. */
export const II_DOMAINS = ['ic0.app', 'internetcomputer.org', 'other'] as const;

/** Index in {@link II_DOMAINS}. */
export type IiDomain = 0 | 1 | 2;

export const IC0_APP = 0;
export const INTERNET_COMPUTER_ORG = 1;
export const OTHER_DOMAIN = 2;

const IC0_APP_ORIGIN = 'https://identity.ic0.app';
const INTERNET_COMPUTER_ORG_ORIGIN = 'https://identity.internetcomputer.org';

/**
 * The domain that a device belongs to.
 * @param origin - UTF-8 bytes of the origin that its passkey was made at; empty when none is known
 */
export function iiDomain(origin: Uint8Array): IiDomain {
  // Lengths first: decoding the text costs more than all the rest.
  switch (origin.length) {
    case IC0_APP_ORIGIN.length:
      return utf8Text(origin) === IC0_APP_ORIGIN ? IC0_APP : OTHER_DOMAIN;
    case INTERNET_COMPUTER_ORG_ORIGIN.length:
      return utf8Text(origin) === INTERNET_COMPUTER_ORG_ORIGIN ? INTERNET_COMPUTER_ORG : OTHER_DOMAIN;
    default:
      return OTHER_DOMAIN;
  }
}
