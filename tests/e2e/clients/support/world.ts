/** What a client's tests stand on: a network, dapp pages, a browser and a person with passkeys. */
import type { Browser, BrowserContext } from 'playwright-core';
import { launchBrowser, newContext, Passkeys, watchForFaults } from '../../support/browser.ts';
import { bundleClient, type ClientSource } from './client_bundle.ts';
import { DappPage } from './dapp_page.ts';
import { type DappServer, serveDapps } from './dapp_server.ts';
import { serveHttps } from './https_front.ts';
import {
  INTERNET_IDENTITY,
  type IdentityNetwork,
  type NetworkSettings,
  startIdentityNetwork,
} from './identity_network.ts';

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

export interface WorldSettings extends NetworkSettings {
  /**
   * Whether everything is found under its name on the Internet Computer, over HTTPS: Internet Identity at the
   * default addresses of the clients, canisters below `icp0.io`, dapps at `https://<name>.example.com`.
   */
  readonly asOnTheInternet?: boolean;
}

/** @param clients - the client library of each dapp, by the dapp's name */
export async function createWorld(
  clients: Readonly<Record<string, ClientSource>>,
  { asOnTheInternet = false, ...settings }: WorldSettings = {},
): Promise<World> {
  const scripts = Object.fromEntries(
    await Promise.all(
      Object.entries(clients).map(async ([name, source]) => [name, await bundleClient(source)] as const),
    ),
  );
  const network = await startIdentityNetwork(settings);
  const local = await serveDapps(scripts);
  const identity = `${INTERNET_IDENTITY}.localhost:${network.port}`;
  const front = asOnTheInternet
    ? await serveHttps({
        'id.ai': identity,
        'identity.internetcomputer.org': identity,
        'identity.ic0.app': identity,
        '*.icp0.io': `*.localhost:${network.port}`,
        '*.example.com': `*.localhost:${local.port}`,
      })
    : null;
  const dapps =
    front === null ? local : { ...local, origin: (name: string) => `https://${name}.example.com` };
  const browser = await launchBrowser(front?.browserArgs ?? []);
  const context = await newContext(browser);
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
      await front?.stop();
      await dapps.stop();
      await network.stop();
    },
  };
}
