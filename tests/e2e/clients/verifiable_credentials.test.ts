/** `@dfinity/verifiable-credentials` 1.2.0, unmodified: the person is told, then the dapp. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { valueOf } from './support/dapp_page.ts';
import { createWorld, type World } from './support/world.ts';

interface Client {
  readonly credentials: {
    requestVerifiablePresentation(options: {
      onSuccess: (answer: unknown) => void;
      onError: (reason?: string) => void;
      credentialData: object;
      issuerData: object;
      identityProvider: URL;
    }): void;
  };
  readonly principal: { readonly Principal: { anonymous(): unknown } };
}

/** Runs in the page. */
function request({ credentials, principal }: Client, identityProvider: string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    credentials.requestVerifiablePresentation({
      onSuccess: resolve,
      onError: (reason) => reject(new Error(reason)),
      credentialData: {
        credentialSpec: { credentialType: 'VerifiedAdult', arguments: { minAge: 18 } },
        credentialSubject: principal.Principal.anonymous(),
      },
      issuerData: { origin: 'https://issuer.example', canisterId: principal.Principal.anonymous() },
      identityProvider: new URL(identityProvider),
    });
  });
}

describe('@dfinity/verifiable-credentials', () => {
  let world: World;
  beforeAll(async () => {
    world = await createWorld({
      dapp: {
        folder: 'verifiable-credentials',
        modules: {
          credentials: '@dfinity/verifiable-credentials/request-verifiable-presentation',
          principal: '@icp-sdk/core/principal',
        },
      },
    });
  });
  afterAll(() => world?.close());

  it('should hear that there is no credential, once the person has read so', async () => {
    const dapp = await world.dapp('dapp');
    const { window, outcome } = await dapp.start(request, world.network.identityOrigin);
    const message = window.page.locator('[data-message=noCredentials]');
    expect(await message.textContent()).toContain(new URL(world.dapps.origin('dapp')).host);
    await window.page.locator('[data-action=leave]').click();
    expect(await valueOf(outcome)).toEqual({ Err: { version: '1', code: 'UNKNOWN' } });
    await dapp.page.close();
  });

  it('should hear that the person closed the window', async () => {
    const dapp = await world.dapp('dapp');
    const { window, outcome } = await dapp.start(request, world.network.identityOrigin);
    await window.page.locator('[data-action=leave]').waitFor();
    await window.page.close();
    expect(await outcome).toEqual({ rejected: 'UserInterrupt' });
    await dapp.page.close();
  });

  it('should find a page that says so where nobody asks', async () => {
    const page = await world.context.newPage();
    await page.goto(`${world.network.identityOrigin}/vc-flow`);
    await page.locator('[data-message=openedDirectly]').waitFor();
    await page.close();
    expect(world.faults).toEqual([]);
  });
});
