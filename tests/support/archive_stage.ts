/** Internet Identity with its archive for all tests of a file. */
import { afterAll, beforeAll } from 'vitest';
import { DeployedArchive, withArchive } from './archive.ts';
import { identity, InternetIdentity } from './internet_identity.ts';

export const ALICE = identity('alice');

export interface ArchiveStage {
  readonly ii: InternetIdentity;
  readonly archive: DeployedArchive;
}

export function useArchiveStage(changes: Parameters<typeof withArchive>[0] = {}): ArchiveStage {
  let ii: InternetIdentity | undefined;
  let archive: DeployedArchive | undefined;
  beforeAll(async () => {
    ii = await InternetIdentity.create(withArchive(changes));
    archive = await DeployedArchive.deploy(ii);
  });
  afterAll(() => ii?.tearDown());
  return {
    get ii() {
      return ii!;
    },
    get archive() {
      return archive!;
    },
  };
}
