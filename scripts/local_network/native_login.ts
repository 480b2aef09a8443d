/** Login of native apps on the local network: for the demo on the command line. */
import { Actor, type HttpAgent } from '@dfinity/agent';
import type { Principal } from '@dfinity/principal';
import {
  idlFactory,
  type _SERVICE,
  type NativeLoginConfig,
} from '../../src/declarations/internet_identity.did.ts';

/** The demo on the command line asks for the principal that people have at the demo's page. */
export const DEMO_CLIENT = 'demo-native-cli';

/** Fields in the order in which they are compared. */
const FIELDS = [
  ...['issuer', 'schnorr_key_name', 'clients'],
  ...['client_id', 'name', 'redirect_uris', 'allowed_origins'],
];

/** What is configured at a port: an issuer is an address, and so are the origins of canisters. */
export function localNativeLogin(internetIdentity: string, demo: string, port: number): NativeLoginConfig {
  return {
    issuer: `http://${internetIdentity}.localhost:${port}`,
    schnorr_key_name: 'key_1',
    clients: [
      {
        client_id: DEMO_CLIENT,
        name: 'Demo on the command line',
        redirect_uris: ['http://127.0.0.1/callback'],
        allowed_origins: [`http://${demo}.localhost:${port}`],
      },
    ],
  };
}

/** Whether the canister runs with these settings; not when nothing is installed, or an older version. */
export async function hasNativeLogin(
  agent: HttpAgent,
  canisterId: Principal,
  wanted: NativeLoginConfig,
): Promise<boolean> {
  try {
    const canister = Actor.createActor<_SERVICE>(idlFactory, { agent, canisterId });
    const [current] = (await canister.config()).native_login;
    return JSON.stringify(current, FIELDS) === JSON.stringify(wanted, FIELDS);
  } catch {
    return false;
  }
}
