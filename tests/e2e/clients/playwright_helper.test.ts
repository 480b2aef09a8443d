/**
 * `@dfinity/internet-identity-playwright` 2.0.0, unmodified, in the hands of `@playwright/test`: drives the
 * test build, whose passkeys nobody confirms; and the release has nothing of that.
 */
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { ensureChromium } from '../../../scripts/chromium.ts';
import { LOCAL_INIT } from '../../../scripts/local_network/init_arg.ts';
import type { CaptchaConfig, InternetIdentityInit } from '../../../src/declarations/internet_identity.did.ts';
import { bundlePage, installedClient } from './support/client_bundle.ts';
import { serveDapps } from './support/dapp_server.ts';
import { INTERNET_IDENTITY, startIdentityNetwork } from './support/identity_network.ts';

/**
 * A dapp that logs in on a click and shows the principal, until it is reloaded. It takes its time with the answer, for
 * which it closes the window: the helper looks for that only when the click that leads there is over.
 */
const dappCode = (identityProvider: string) => `
  import { AuthClient } from '@dfinity/auth-client';
  document.body.insertAdjacentHTML('beforeend', '<p data-tid="principal"></p>');
  addEventListener('message', (event) => {
    if (!event.isTrusted || event.data.kind !== 'authorize-client-success') return;
    event.stopImmediatePropagation();
    const { data, origin, source } = event;
    setTimeout(() => dispatchEvent(new MessageEvent('message', { data, origin, source })), 2000);
  });
  await AuthClient.create({ idleOptions: { disableIdle: true } }).then((client) => client.logout());
  const client = await AuthClient.create({ idleOptions: { disableIdle: true } });
  const button = document.querySelector('#go');
  button.dataset.tid = 'login-button';
  button.onclick = () => client.login({
    identityProvider: ${JSON.stringify(identityProvider)},
    onSuccess: () => {
      document.querySelector('[data-tid=principal]').textContent = client.getIdentity().getPrincipal().toText();
    },
  });`;

const CAPTCHA: CaptchaConfig = {
  ...LOCAL_INIT.captcha_config[0]!,
  captcha_trigger: { Static: { CaptchaEnabled: null } },
};
/** Nobody signs in with it; that it is offered is enough. */
const GOOGLE: InternetIdentityInit['openid_google'] = [[{ client_id: 'client' }]];

describe('@dfinity/internet-identity-playwright', () => {
  const cleanups: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
  });

  it.each([
    ['without a captcha', {}, {}],
    ['with a captcha', { captcha_config: [CAPTCHA] }, { CAPTCHA: '1' }],
    ['where passkeys are one of several ways', { openid_google: GOOGLE }, { CREATE_PASSKEY: '1' }],
  ] as const)('should sign new and existing identities in to a dapp, %s', async (_name, init, expected) => {
    const network = await startIdentityNetwork({
      wasm: 'internet_identity_test',
      init: { ...LOCAL_INIT, ...(init as Partial<InternetIdentityInit>) },
    });
    cleanups.push(() => network.stop());
    const dapps = await serveDapps({ dapp: await bundlePage(dappCode(network.identityOrigin)) });
    cleanups.push(() => dapps.stop());
    const { code, output } = await playwrightTest({
      DAPP_URL: `${dapps.origin('dapp')}/`,
      GATEWAY_URL: `http://127.0.0.1:${network.port}`,
      CANISTER_ID: INTERNET_IDENTITY,
      ...expected,
    });
    expect(output).toContain('1 passed');
    expect(code).toBe(0);
  });

  it('should find its automatic passkeys in the test build only', () => {
    const mark = 'ii-automatic-passkeys';
    expect(pageFiles('frontend-test')).toContain(mark);
    expect(pageFiles('frontend')).not.toContain(mark);
    expect(pageFiles('frontend')).toContain('navigator.credentials');
  });
});

/** All files of a built front end in one text. */
function pageFiles(name: string): string {
  const folder = fileURLToPath(new URL(`../../../dist/${name}/`, import.meta.url));
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((file) => file.isFile());
  return files.map((file) => readFileSync(`${file.parentPath}/${file.name}`, 'utf8')).join('\n');
}

async function playwrightTest(env: Record<string, string>): Promise<{ code: number | null; output: string }> {
  const folder = installedClient('playwright');
  const child = spawn(process.execPath, ['node_modules/@playwright/test/cli.js', 'test'], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, CHROMIUM_BIN: ensureChromium(), ...env },
  });
  let output = '';
  const collect = (chunk: Buffer): void => {
    output += chunk.toString();
  };
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  return { code, output };
}
