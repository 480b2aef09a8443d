/**
 * A project that pastes README's block into its `dfx.json` and deploys: a foreign folder, the block as it
 * stands, and the calls that dfx makes for a custom canister on a local network.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Actor, CanisterStatus, HttpAgent } from '@dfinity/agent';
import { Ed25519KeyIdentity } from '@dfinity/identity';
import { IDL } from '@dfinity/candid';
import { Principal } from '@dfinity/principal';
import { PocketIc, SubnetStateType } from '@dfinity/pic';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { createCanister, installCode } from '../../scripts/local_network/deploy.ts';
import { idlFactory, init, type _SERVICE } from '../../src/declarations/internet_identity.did.ts';
import { BUILT } from '../support/build_under_test.ts';
import { encodeText } from '../support/candid_text.ts';
import { readmeBlock } from '../support/readme.ts';

interface CustomCanister {
  type: string;
  candid: string;
  wasm: string;
  init_arg: string;
  specified_id: string;
  remote: { id: { ic: string } };
}

const root = fileURLToPath(new URL('../..', import.meta.url));
const NEW_SUBNET = { state: { type: SubnetStateType.New } } as const;
const canisterOf = (json: string) =>
  (JSON.parse(json) as { internet_identity: CustomCanister }).internet_identity;

describe("README's block in another project's dfx.json", () => {
  const workspace = mkdtempSync(join(tmpdir(), 'dfx-'));
  const project = join(workspace, 'dapp');
  let pic: PocketIc;
  let agent: HttpAgent;

  beforeAll(async () => {
    // The checkout beside the project that the local block speaks of.
    mkdirSync(join(workspace, 'internet-identity'));
    symlinkSync(BUILT, join(workspace, 'internet-identity/dist'));
    mkdirSync(project);
    writeFileSync(
      join(project, 'dfx.json'),
      JSON.stringify({ canisters: JSON.parse(readmeBlock('dfx block, local')) as object }),
    );
    pic = await PocketIc.create(inject('pocketIcUrl'), {
      nns: NEW_SUBNET,
      ii: NEW_SUBNET,
      application: [NEW_SUBNET],
    });
    const port = await pic.makeLive();
    // 1. GET /api/v2/status for the root key.
    agent = await HttpAgent.create({
      host: `http://127.0.0.1:${port}`,
      identity: Ed25519KeyIdentity.generate(new Uint8Array(32).fill(1)),
      shouldFetchRootKey: true,
      retryTimes: 0,
    });
  });
  afterAll(async () => {
    await pic.stopLive();
    await pic.tearDown();
    rmSync(workspace, { recursive: true });
  });

  it('should deploy with the calls that dfx makes', async () => {
    const config = (
      JSON.parse(readFileSync(join(project, 'dfx.json'), 'utf8')) as {
        canisters: { internet_identity: CustomCanister };
      }
    ).canisters.internet_identity;
    expect(config.type).toBe('custom');
    const wasm = readFileSync(resolve(project, config.wasm));
    const candid = readFileSync(resolve(project, config.candid), 'utf8');
    const arg = encodeText(config.init_arg, init({ IDL }));

    // 2. Creation, routed by the id that it must get.
    const specified = Principal.fromText(config.specified_id);
    const id = await createCanister(agent, specified, specified);
    expect(id.toText()).toBe(config.remote.id.ic);

    // 3. What is there now, and what is installed afterwards.
    const status = () =>
      CanisterStatus.request({ agent, canisterId: id, paths: ['module_hash', 'candid', 'controllers'] });
    expect((await status()).get('module_hash')).toBeNull();
    await installCode(agent, id, wasm, arg, { install: null });
    const installed = await status();
    expect(installed.get('module_hash')).toBe(createHash('sha256').update(wasm).digest('hex'));
    expect(installed.get('candid')).toBe(candid);

    const actor = Actor.createActor<_SERVICE>(idlFactory, { agent, canisterId: id });
    const [captcha] = (await actor.config()).captcha_config;
    expect(captcha).toEqual({
      max_unsolved_captchas: 50n,
      captcha_trigger: { Static: { CaptchaDisabled: null } },
    });

    // 4. Deploying again upgrades.
    await installCode(agent, id, wasm, arg, { upgrade: [] });
    expect((await actor.stats()).users_registered).toBe(0n);
  });

  it('should name files of the release that the release workflow attaches', () => {
    const release = canisterOf(readmeBlock('dfx block, release'));
    const workflow = readFileSync(join(root, '.github/workflows/release.yml'), 'utf8');
    for (const url of [release.candid, release.wasm]) {
      expect(workflow).toContain(`release/${url.split('/').at(-1)}`);
    }
    const local = canisterOf(readmeBlock('dfx block, local'));
    expect({ ...release, candid: '', wasm: '' }).toEqual({ ...local, candid: '', wasm: '' });
  });

  it("should be what the repository's own dfx.json says", () => {
    const own = (
      JSON.parse(readFileSync(join(root, 'dfx.json'), 'utf8')) as {
        canisters: { internet_identity: CustomCanister };
      }
    ).canisters.internet_identity;
    const local = canisterOf(readmeBlock('dfx block, local'));
    expect(own.init_arg).toBe(local.init_arg);
    expect(own.remote).toEqual(local.remote);
  });
});
