import { afterAll, expect, it } from 'vitest';
import { DeployedArchive, withArchive } from '../../support/archive.ts';
import { changeAmidFailures } from '../../support/archive_failures.ts';
import { InternetIdentity } from '../../support/internet_identity.ts';

let ii: InternetIdentity;
afterAll(() => ii.tearDown());

it('nothing is lost or doubled between Internet Identity and its archive over sixty failures', async () => {
  ii = await InternetIdentity.create(withArchive({ entries_fetch_limit: 3 }));
  const archive = await DeployedArchive.deploy(ii);
  await changeAmidFailures(ii, archive, 60);
  expect((await archive.as().status()).call_info.call_errors.length).toBeGreaterThan(0);
});
