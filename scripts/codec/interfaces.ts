/** Every Candid interface of the project that code is generated from. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface CandidSource {
  /** The interface, from the root. */
  readonly did: string;
  /** An interface whose types it uses. */
  readonly typesOf?: string;
  /** Name of its declarations in `src/declarations/`, without `.did.ts`. */
  readonly name: string;
  /** What the types and the codec are called there. */
  readonly codec: string;
  /** Whether its methods are ours, or those of others that are called. */
  readonly role: 'served' | 'called';
}

export const IDENTITY: CandidSource = {
  did: 'internet_identity.did',
  name: 'internet_identity',
  codec: 'canister',
  role: 'served',
};

export const ARCHIVE: CandidSource = {
  did: 'src/archive/archive.did',
  name: 'archive',
  codec: 'archive',
  role: 'served',
};

export const SOURCES: readonly CandidSource[] = [
  IDENTITY,
  ARCHIVE,
  {
    did: 'src/archive/calls.did',
    typesOf: ARCHIVE.did,
    name: 'archive_calls',
    codec: 'archive_calls',
    role: 'called',
  },
  {
    did: 'src/backend/calls.did',
    typesOf: ARCHIVE.did,
    name: 'identity_calls',
    codec: 'identity_calls',
    role: 'called',
  },
];

/** Text of an interface, with the types that it takes from another. */
export function didText(root: string, { did, typesOf }: CandidSource): string {
  const own = readFileSync(join(root, did), 'utf8');
  if (typesOf === undefined) return own;
  const [types] = readFileSync(join(root, typesOf), 'utf8').split(/^service\b/m);
  return `${types}\n${own}`;
}
