/** Identities with a PIN, as the published front end made them. */
import { Actor, HttpAgent } from '@dfinity/agent';
import { ECDSAKeyIdentity } from '@dfinity/identity';
import type { BrowserContext } from 'playwright-core';
import { type _SERVICE as Service, idlFactory } from '../../../src/declarations/internet_identity.did.ts';
import { storePin } from '../../../src/frontend/src/pin/testing/store_pin.ts';
import { INTERNET_IDENTITY } from '../clients/support/identity_network.ts';

interface Where {
  readonly context: BrowserContext;
  readonly network: { readonly port: number; readonly identityOrigin: string };
}

/** As many as the published front end took, at least. */
const ITERATIONS = 600_000;

/** Makes an identity whose only key lies in the browser, behind a PIN. @returns its number */
export async function storePinIdentity({ context, network }: Where, pin: string): Promise<string> {
  const page = await context.newPage();
  await page.goto(`${network.identityOrigin}/about`);
  const publicKey = await page.evaluate(
    async ([source, secret, iterations]) => {
      const make = (0, eval)(`(${source})`) as typeof storePin;
      const made = await make(secret, iterations);
      Object.assign(globalThis, { made });
      return [...new Uint8Array(await crypto.subtle.exportKey('spki', made.publicKey))];
    },
    [storePin.toString(), pin, ITERATIONS] as const,
  );
  const number = await register(network.port, Uint8Array.from(publicKey));
  await page.evaluate(async (key) => {
    const request = indexedDB.open('browser-identities');
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      request.onupgradeneeded = () => request.result.createObjectStore('identities');
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error ?? new Error('no database'));
    });
    const { made } = globalThis as unknown as { made: unknown };
    const transaction = database.transaction('identities', 'readwrite');
    transaction.objectStore('identities').put(made, key);
    await new Promise((resolve) => (transaction.oncomplete = resolve));
    database.close();
  }, number);
  await page.close();
  return number;
}

async function register(port: number, publicKey: Uint8Array): Promise<string> {
  const agent = await HttpAgent.create({
    host: `http://127.0.0.1:${port}`,
    identity: await ECDSAKeyIdentity.generate(),
    shouldFetchRootKey: true,
  });
  const canister = Actor.createActor<Service>(idlFactory, { agent, canisterId: INTERNET_IDENTITY });
  await canister.identity_registration_start();
  const finished = await canister.identity_registration_finish({
    authn_method: {
      authn_method: { PubKey: { pubkey: publicKey } },
      security_settings: { protection: { Unprotected: null }, purpose: { Authentication: null } },
      metadata: [
        ['alias', { String: 'Chrome on Linux' }],
        ['usage', { String: 'browser_storage_key' }],
      ],
      last_authentication: [],
    },
    name: [],
  });
  if ('Err' in finished) throw new Error(`not registered: ${Object.keys(finished.Err).join()}`);
  return String(finished.Ok.identity_number);
}
