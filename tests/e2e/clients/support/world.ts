/** What a client's tests stand on: a network, dapp pages, a browser and a person with passkeys. */
import type { Browser, BrowserContext } from 'playwright-core';
import { launchBrowser, Passkeys, watchForFaults } from '../../support/browser.ts';
import { bundleClient, type ClientSource } from './client_bundle.ts';
import { DappPage } from './dapp_page.ts';
import { type DappServer, serveDapps } from './dapp_server.ts';
import { type IdentityNetwork, type NetworkSettings, startIdentityNetwork } from './identity_network.ts';

const PATIENCE_MS = 20_000;

export interface World {
  readonly network: IdentityNetwork;
  readonly dapps: DappServer;
  readonly browser: Browser;
  readonly context: BrowserContext;
  readonly passkeys: Passkeys;
  /** Violations of the content security policy and script errors so far. */
  readonly faults: string[];
  /** Opens the page of a dapp. */
  dapp(name: string): Promise<DappPage>;
  close(): Promise<void>;
}

/** @param clients - the client library of each dapp, by the dapp's name */
export async function createWorld(
  clients: Readonly<Record<string, ClientSource>>,
  settings: NetworkSettings = {},
): Promise<World> {
  const scripts = Object.fromEntries(
    await Promise.all(
      Object.entries(clients).map(async ([name, source]) => [name, await bundleClient(source)] as const),
    ),
  );
  const network = await startIdentityNetwork(settings);
  const dapps = await serveDapps(scripts);
  const browser = await launchBrowser();
  const context = await browser.newContext();
  context.setDefaultTimeout(PATIENCE_MS);
  const faults = watchForFaults(context);
  const passkeys = await Passkeys.forContext(context);
  return {
    network,
    dapps,
    browser,
    context,
    passkeys,
    faults,
    dapp: (name) => DappPage.open(context, passkeys, dapps.origin(name)),
    async close() {
      await browser.close();
      await dapps.stop();
      await network.stop();
    },
  };
}
