/** Juno with a local container: its sign-in as a whole, up to the person's document in the satellite. */
import type { Principal } from '@dfinity/principal';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testCanisterWasm } from '../../support/test_canister_wasm.ts';
import { valueOf } from './support/dapp_page.ts';
import { createWorld, type World } from './support/world.ts';

interface User {
  readonly key: string;
  readonly owner?: string;
  readonly version?: bigint;
  readonly data: unknown;
}

/** What the tests use of the package, which is installed when they run. */
interface Juno {
  readonly juno: {
    initSatellite(options: { satelliteId: string; container: string }): Promise<unknown>;
    onAuthStateChange(told: (user: User | null) => void): () => void;
    signIn(options: { internet_identity: object }): Promise<void>;
    signOut(options: { windowReload: boolean }): Promise<void>;
  };
}

interface Place {
  readonly satelliteId: string;
  readonly container: string;
}

/** Runs in the page, before the click. */
async function init({ juno }: Juno, place: Place): Promise<void> {
  await juno.initSatellite(place);
}

/** Runs in the page. @returns the person's document, as Juno tells apps of it */
async function signIn({ juno }: Juno): Promise<User | null> {
  let user: User | null = null;
  const stop = juno.onAuthStateChange((told) => (user = told));
  await juno.signIn({ internet_identity: {} });
  stop();
  return user;
}

/** Runs in the page. */
async function signOut({ juno }: Juno): Promise<void> {
  await juno.signOut({ windowReload: false });
}

describe('Juno with a satellite', () => {
  let world: World;
  let satellite: Principal;
  let identityNumber: string;
  let first: User;

  beforeAll(async () => {
    world = await createWorld({ juno: { folder: 'juno', modules: { juno: '@junobuild/core' } } });
    satellite = await world.network.newCanister(await testCanisterWasm('satellite'));
  });
  afterAll(() => world?.close());

  const place = (): Place => ({
    satelliteId: satellite.toText(),
    container: `http://127.0.0.1:${world.network.port}`,
  });

  it('should find Internet Identity beside the satellite, and keep who signed in there', async () => {
    const dapp = await world.dapp('juno');
    await dapp.run(init, place());
    const { window, outcome } = await dapp.start(signIn, null);
    await window.page.waitForURL(`${world.network.identityOrigin}/#authorize`);
    identityNumber = await window.register();
    first = (await valueOf(outcome))!;
    expect(first).toMatchObject({ version: 1n, data: { provider: 'internet_identity' } });
    // Documents of people are found by their principal, which the satellite saw as the caller.
    expect(first.owner).toBe(first.key);
    await dapp.run(signOut, null);
    await dapp.page.close();
  });

  it('should know the person again', async () => {
    const dapp = await world.dapp('juno');
    await dapp.run(init, place());
    const { window, outcome } = await dapp.start(signIn, null);
    await window.signIn(identityNumber);
    expect(await valueOf(outcome)).toEqual(first);
    await dapp.page.close();
  });

  it('should have met no violation of the content security policy and no script error', () => {
    expect(world.faults).toEqual([]);
  });
});
