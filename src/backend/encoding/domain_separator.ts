import { concatBytes, utf8 } from './bytes.ts';

/** What goes before something hashed so that it means nothing elsewhere: a name with its length in one byte. */
export type DomainSeparator = Uint8Array & { readonly domainSeparator: true };

/** @param name - ASCII of at most 255 characters */
export function domainSeparator(name: string): DomainSeparator {
  return concatBytes(Uint8Array.of(name.length), utf8(name)) as DomainSeparator;
}
