/** Internet Identity and its archive side by side, while either of them is stopped, restarted or upgraded. */
import { afterEach, describe, expect, it } from 'vitest';
import { DeployedArchive, withArchive } from '../../support/archive.ts';
import { changeAmidFailures } from '../../support/archive_failures.ts';
import { CANISTER_ID, identity, InternetIdentity } from '../../support/internet_identity.ts';

describe('the archive beside Internet Identity', () => {
  let ii: InternetIdentity;
  afterEach(() => ii.tearDown());

  it('should lose and double nothing, whoever stops, starts or is upgraded', async () => {
    ii = await InternetIdentity.create(withArchive({ entries_fetch_limit: 3 }));
    await changeAmidFailures(ii, await DeployedArchive.deploy(ii), 6);
  });

  it('should go on after both were stopped', async () => {
    ii = await InternetIdentity.create(withArchive());
    const archive = await DeployedArchive.deploy(ii);
    await ii.register(identity('alice'));
    await archive.stop();
    await ii.pic.stopCanister({ canisterId: CANISTER_ID });
    await ii.pic.startCanister({ canisterId: CANISTER_ID });
    await archive.start();
    await archive.poll(2);
    expect(await archive.entries()).toHaveLength(1);
  });
});
