/**
 * Who may log in native apps here, and under which name this canister issues what they get. It comes with the init or
 * upgrade argument and is checked then, so that whoever reads it later need not.
 */
import { utf8Length } from '../../encoding/bytes.ts';
import { refused, ok, type Result } from '../result.ts';
import { findRedirectUri, parseRedirectUri } from './redirect_uri.ts';
import { parseWebOrigin } from './web_origin.ts';

/** An app that may ask. Public: it has no secret, and its id is not one. */
export interface NativeClient {
  readonly client_id: string;
  /** As consent shows it. */
  readonly name: string;
  readonly redirect_uris: readonly string[];
  /** Origins whose principals the app may get, as they are shown. */
  readonly allowed_origins: readonly string[];
}

export interface NativeLoginSettings {
  /** Origin under which browsers and apps reach this canister. */
  readonly issuer: string;
  /** Of the Internet Computer's threshold Ed25519 keys the one that signs id tokens. */
  readonly schnorr_key_name: string;
  readonly clients: readonly NativeClient[];
}

const MAX_CLIENTS = 100;
const MAX_PER_CLIENT = 20;
export const CLIENT_ID_LIMIT = 255;
const NAME_LIMIT = 64;

const PRINTABLE_ASCII = /^[!-~]+$/;
const CONTROL_CHARACTERS = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

/** Whether the settings are those that turn native login off: an argument without any keeps what is there. */
export function turnsOff({ issuer, clients }: NativeLoginSettings): boolean {
  return issuer === '' && clients.length === 0;
}

/** Refused with the text that aborts the installation. */
export function checkNativeLogin(settings: NativeLoginSettings, isProduction: boolean): Result<void, string> {
  const { issuer, schnorr_key_name: keyName, clients } = settings;
  if (parseWebOrigin(issuer) === null) {
    return fault(`issuer ${quoted(issuer)} is no https origin, nor an http one of localhost`);
  }
  if (!PRINTABLE_ASCII.test(keyName) || keyName.length > NAME_LIMIT) {
    return fault(`schnorr_key_name ${quoted(keyName)} is no name of a key`);
  }
  if (clients.length > MAX_CLIENTS) return fault(`more than ${MAX_CLIENTS} clients`);
  const ids = new Set<string>();
  for (const client of clients) {
    const { client_id: id } = client;
    if (!PRINTABLE_ASCII.test(id) || id.length > CLIENT_ID_LIMIT) {
      return fault(`client_id ${quoted(id)} is not 1 to ${CLIENT_ID_LIMIT} printable ASCII characters`);
    }
    if (ids.has(id)) return fault(`client_id ${quoted(id)} is there twice`);
    ids.add(id);
    const wrong = clientFault(client, isProduction);
    if (wrong !== null) return fault(`client ${quoted(id)}: ${wrong}`);
  }
  return ok(undefined);
}

/** The client with an id, if it is registered. */
export function findClient({ clients }: NativeLoginSettings, id: string | undefined): NativeClient | null {
  return clients.find(({ client_id }) => client_id === id) ?? null;
}

/** Whether a client may still have what it asked for. */
export function stillPermits(client: NativeClient, redirectUri: string, origin: string): boolean {
  return (
    findRedirectUri(client.redirect_uris, redirectUri) !== null && client.allowed_origins.includes(origin)
  );
}

function clientFault(client: NativeClient, isProduction: boolean): string | null {
  const { name, redirect_uris: uris, allowed_origins: origins } = client;
  if (name.trim() === '' || utf8Length(name) > NAME_LIMIT || CONTROL_CHARACTERS.test(name)) {
    return `name ${quoted(name)} is not 1 to ${NAME_LIMIT} bytes of visible text`;
  }
  for (const list of [uris, origins]) {
    if (list.length === 0 || list.length > MAX_PER_CLIENT) {
      return `not 1 to ${MAX_PER_CLIENT} redirect_uris and allowed_origins`;
    }
  }
  for (const uri of uris) {
    if (parseRedirectUri(uri) === null) return `redirect_uri ${quoted(uri)} is not permitted`;
  }
  for (const origin of origins) {
    const parsed = parseWebOrigin(origin);
    if (parsed === null || (isProduction && !parsed.isHttps)) {
      return `allowed_origin ${quoted(origin)} is no https origin`;
    }
  }
  return null;
}

function fault(text: string) {
  return refused(`native_login: ${text}`);
}

/** A configured text within an error's one line. */
function quoted(text: string): string {
  return JSON.stringify(text.length > 100 ? `${text.slice(0, 100)}...` : text);
}
