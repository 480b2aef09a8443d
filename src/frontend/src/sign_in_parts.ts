import { breathe } from './breathe.ts';
import { createAgentCanister } from './canister/agent_canister.ts';
import type { CanisterPage } from './canister/canister_page.ts';
import { decodePublicConfig } from './canister/public_config.ts';
import type { AccessParts } from './flows/access_ports.ts';
import { createBrowserPasskeys } from './passkey/browser_passkeys.ts';
import { createPins } from './pin/stored_pins.ts';

// The root of the script that is loaded while the person reads: agent, codecs, WebAuthn.

export async function createSignInParts(page: CanisterPage): Promise<AccessParts> {
  const passkeys = createBrowserPasskeys({ ...page, userAgent: navigator.userAgent });
  const { relatedHostnames, providers } = decodePublicConfig(page.config);
  await breathe();
  const canister = createAgentCanister(page, passkeys);
  return { passkeys, pins: createPins(), relatedHostnames, providers, canister };
}
