/** The archive beside Internet Identity on one network: deployed by it, called by anyone, stopped and upgraded at will. */
import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { IDL } from '@dfinity/candid';
import { Principal } from '@icp-sdk/core/principal';
import type { Actor } from '@dfinity/pic';
import { LOCAL_INIT, RETAIN_ALL } from '../../scripts/local_network/init_arg.ts';
import {
  idlFactory,
  init,
  type ArchiveInit,
  type Entry,
  type _SERVICE,
} from '../../src/declarations/archive.did.ts';
import type { ArchiveConfig, InternetIdentityInit } from '../../src/declarations/internet_identity.did.ts';
import { builtWasm } from './build_under_test.ts';
import { CANISTER_ID, type InternetIdentity } from './internet_identity.ts';

export const POLLING_INTERVAL_NS = 5_000_000_000n;

/** Bytes of the archive's module. */
export const archiveWasm = (): Uint8Array => builtWasm('archive');

/** Another module that does the same: with a custom section that nobody reads. */
export const otherArchiveWasm = (): Uint8Array =>
  // Gzip members one behind the other are one file: the second holds section 0 of 2 bytes, a name of one letter.
  Buffer.concat([archiveWasm(), gzipSync(Uint8Array.of(0, 2, 1, 0x78))]);

export const hashOf = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest();

export function archiveConfig(changes: Partial<ArchiveConfig> = {}): ArchiveConfig {
  return {
    module_hash: hashOf(archiveWasm()),
    entries_buffer_limit: 1000n,
    entries_fetch_limit: 100,
    polling_interval_ns: POLLING_INTERVAL_NS,
    ...changes,
  };
}

/** The init argument of Internet Identity with an archive configured. */
export const withArchive = (changes: Partial<ArchiveConfig> = {}): InternetIdentityInit => ({
  ...LOCAL_INIT,
  archive_config: [archiveConfig(changes)],
});

/** As {@link withArchive}, for an upgrade that changes nothing else. */
export const onlyArchive = (changes: Partial<ArchiveConfig> = {}): InternetIdentityInit => ({
  ...RETAIN_ALL,
  archive_config: [archiveConfig(changes)],
});

export class DeployedArchive {
  readonly ii: InternetIdentity;
  readonly id: Principal;

  constructor(ii: InternetIdentity, id: Principal) {
    this.ii = ii;
    this.id = id;
  }

  /** Deploys the archive that is configured. */
  static async deploy(ii: InternetIdentity, wasm = archiveWasm()): Promise<DeployedArchive> {
    const deployed = await ii.as().deploy_archive(wasm);
    if (!('success' in deployed)) throw new Error(`no archive: ${JSON.stringify(deployed)}`);
    return new DeployedArchive(ii, Principal.fromUint8Array(deployed.success.toUint8Array()));
  }

  /** The archive's methods, called by nobody in particular or by `caller`. */
  as(caller: Principal = Principal.anonymous()): Actor<_SERVICE> {
    type Factory = Parameters<typeof this.ii.pic.createActor>[0];
    const actor = this.ii.pic.createActor<_SERVICE>(idlFactory as unknown as Factory, this.id);
    actor.setPrincipal(caller);
    return actor;
  }

  /** Lets so many polling intervals pass. */
  async poll(times = 1): Promise<void> {
    for (let n = 0; n < times; n++) {
      await this.ii.advance(POLLING_INTERVAL_NS);
      await this.ii.pic.tick(4);
    }
  }

  /** Every entry, by as many calls as it takes. */
  async entries(): Promise<Entry[]> {
    const found: Entry[] = [];
    for (;;) {
      const { entries } = await this.as().get_entries([BigInt(found.length)], [50]);
      if (entries.length === 0) return found;
      for (const [entry] of entries) found.push(entry!);
    }
  }

  /** Gauges of the archive's `/metrics` by name and labels. */
  async metrics(): Promise<Record<string, number>> {
    const reply = await this.as().http_request({
      method: 'GET',
      url: '/metrics',
      headers: [],
      body: new Uint8Array(),
    });
    const lines = new TextDecoder().decode(Uint8Array.from(reply.body)).split('\n');
    const samples = lines
      .filter((line) => line !== '' && !line.startsWith('#'))
      .map((line) => line.split(' '));
    return Object.fromEntries(samples.map(([name, value]) => [name!, Number(value)]));
  }

  stop(): Promise<void> {
    return this.ii.pic.stopCanister({ canisterId: this.id, sender: CANISTER_ID });
  }

  start(): Promise<void> {
    return this.ii.pic.startCanister({ canisterId: this.id, sender: CANISTER_ID });
  }

  /** Upgrades the archive by hand, as its controller. */
  upgrade(changes: Partial<ArchiveInit> = {}): Promise<void> {
    const arg = new Uint8Array(IDL.encode(init({ IDL }), [archiveInit(changes)]));
    return this.ii.pic.upgradeCanister({
      canisterId: this.id,
      wasm: archiveWasm(),
      arg,
      sender: CANISTER_ID,
    });
  }
}

/** What Internet Identity installs the archive with. */
export function archiveInit(changes: Partial<ArchiveInit> = {}): ArchiveInit {
  return {
    ii_canister: CANISTER_ID as never,
    max_entries_per_call: 1000,
    polling_interval_ns: POLLING_INTERVAL_NS,
    error_buffer_limit: 20,
    ...changes,
  };
}
