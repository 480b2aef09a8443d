import { afterEach, describe, expect, it } from 'vitest';
import { LOCAL_INIT } from '../../scripts/local_network/init_arg.ts';
import {
  archiveConfig,
  archiveInit,
  archiveWasm,
  DeployedArchive,
  hashOf,
  onlyArchive,
  otherArchiveWasm,
  withArchive,
} from '../support/archive.ts';
import { CANISTER_ID, DAY_NS, identity, InternetIdentity, wasm } from '../support/internet_identity.ts';

const ALICE = identity('alice');

describe('deploy_archive', () => {
  let ii: InternetIdentity;
  afterEach(() => ii.tearDown());

  it('should create and install an archive whose controller is Internet Identity', async () => {
    ii = await InternetIdentity.create(withArchive());
    const archive = await DeployedArchive.deploy(ii);
    const { init, canister_status: status } = await archive.as().status();
    expect(init).toEqual(archiveInit());
    expect(status.settings.controllers.map(String)).toEqual([CANISTER_ID.toText()]);
    expect(Uint8Array.from(status.module_hash[0]!)).toEqual(Uint8Array.from(hashOf(archiveWasm())));
    expect((await ii.as().stats()).archive_info).toEqual({
      archive_canister: [archive.id],
      archive_config: [archiveConfig()].map((config) => ({
        ...config,
        module_hash: Uint8Array.from(config.module_hash),
      })),
    });
  });

  it('should be refused where no archive is configured', async () => {
    ii = await InternetIdentity.create(LOCAL_INIT);
    expect(await ii.as().deploy_archive(archiveWasm())).toEqual({ failed: 'archive deployment disabled' });
  });

  it('should refuse another module and create nothing for it', async () => {
    ii = await InternetIdentity.create(withArchive());
    expect(await ii.as().deploy_archive(wasm())).toEqual({ failed: 'invalid wasm module' });
    expect((await ii.as().stats()).archive_info.archive_canister).toEqual([]);
  });

  it('should answer with the archive that runs already, whatever module was sent', async () => {
    ii = await InternetIdentity.create(withArchive());
    const { id } = await DeployedArchive.deploy(ii);
    expect(await ii.as(ALICE).deploy_archive(new Uint8Array([1]))).toEqual({ success: id });
    await ii.upgrade();
    expect(await ii.as(ALICE).deploy_archive(new Uint8Array([1]))).toEqual({ success: id });
  });

  it('should say so while somebody else creates it', async () => {
    ii = await InternetIdentity.create(withArchive());
    const first = await ii.sending().deploy_archive(archiveWasm());
    const second = await ii.sending(ALICE).deploy_archive(archiveWasm());
    const both = [await first(), await second()];
    expect(both).toContainEqual({ creation_in_progress: null });
    expect(both.filter((result) => 'success' in result)).toHaveLength(1);
  });

  it('should upgrade the archive to a module that is configured later, and to other settings', async () => {
    ii = await InternetIdentity.create(withArchive());
    const archive = await DeployedArchive.deploy(ii);
    await ii.register(ALICE);
    await archive.poll();

    await ii.upgrade(onlyArchive({ module_hash: hashOf(otherArchiveWasm()) }));
    expect(await ii.as().deploy_archive(archiveWasm())).toEqual({ failed: 'invalid wasm module' });
    expect(await ii.as().deploy_archive(otherArchiveWasm())).toEqual({ success: archive.id });
    const { canister_status: status } = await archive.as().status();
    expect(Uint8Array.from(status.module_hash[0]!)).toEqual(Uint8Array.from(hashOf(otherArchiveWasm())));

    await ii.upgrade(onlyArchive({ polling_interval_ns: 3_000_000_000n }));
    await DeployedArchive.deploy(ii);
    expect((await archive.as().status()).init.polling_interval_ns).toBe(3_000_000_000n);
    expect(await archive.entries()).toHaveLength(1);
  });

  it('should tell what the system said of an installation that failed, and install when asked again', async () => {
    const broken = new Uint8Array([0, 0x61, 0x73, 0x6d]);
    ii = await InternetIdentity.create(withArchive({ module_hash: hashOf(broken) }));
    expect(await ii.as().deploy_archive(broken)).toHaveProperty(
      'failed',
      expect.stringMatching(/^failed to install archive canister! error code: \d, message: ./),
    );
    const [created] = (await ii.as().stats()).archive_info.archive_canister;
    await ii.upgrade(onlyArchive());
    expect(await ii.as().deploy_archive(archiveWasm())).toEqual({ success: created });
  });

  it('should tell that creating costs more cycles than there are, and create when it does not', async () => {
    const cost = 2n ** 63n;
    ii = await InternetIdentity.create({ ...withArchive(), canister_creation_cycles_cost: [cost] });
    const expected = /^failed to create archive! error code: 2, message: ./;
    for (let n = 0; n < 2; n++) {
      expect(await ii.as().deploy_archive(archiveWasm())).toEqual({
        failed: expect.stringMatching(expected),
      });
    }
    await ii.upgrade({ ...onlyArchive(), canister_creation_cycles_cost: [0n] });
    expect(await ii.as().deploy_archive(archiveWasm())).toHaveProperty('success');
  });

  it('should go on after an upgrade in the middle of it, a day later', async () => {
    ii = await InternetIdentity.create(withArchive());
    const outcome = ii
      .as()
      .deploy_archive(archiveWasm())
      .then((result) => 'success' in result)
      .catch(() => false);
    await ii.upgrade();
    if (!(await outcome)) await ii.advance(DAY_NS);
    const archive = await DeployedArchive.deploy(ii);
    await ii.register(ALICE);
    await archive.poll();
    expect(await archive.entries()).toHaveLength(1);
  });
});

it('should be small enough for one message', () => {
  expect(archiveWasm().length).toBeLessThan(2 * 1024 * 1024 - 1000);
});
