/** The files of native login among those that the site serves and certifies. */
import type { Header } from '../../certified/http_certification.ts';
import {
  DISCOVERY_PATHS,
  JWKS_PATH,
  discoveryDocument,
  keySet,
} from '../../domain/native_login/documents.ts';
import type { NativeLoginSettings } from '../../domain/native_login/settings.ts';
import { utf8 } from '../../encoding/bytes.ts';
import { type Canister, publishRoot } from '../canister.ts';
import { type Site, type SiteResponse, addFile, fixedResponse } from '../site.ts';
import { ANY_ORIGIN, JSON_TYPE } from './answers.ts';

const PREFLIGHT: readonly Header[] = [
  ANY_ORIGIN,
  ['Access-Control-Allow-Methods', 'GET, HEAD, POST, OPTIONS'],
  ['Access-Control-Allow-Headers', 'Authorization, Content-Type'],
  ['Access-Control-Max-Age', '86400'],
];

/**
 * Adds what is known ahead, before the site is certified.
 * @param publicKey - null while it is not known
 */
export function addDocuments(
  site: Site,
  { issuer }: NativeLoginSettings,
  publicKey: Uint8Array | null,
): void {
  const discovery = jsonFile(site, discoveryDocument(issuer));
  for (const path of DISCOVERY_PATHS) site.files.set(path, discovery);
  if (publicKey !== null) site.files.set(JWKS_PATH, jsonFile(site, keySet(publicKey)));
  site.preflight = fixedResponse(204, PREFLIGHT, site.security, new Uint8Array(0));
  for (const segment of ['.well-known', 'oauth2']) site.firstSegments.add(segment);
}

/** Adds the key set once its key was fetched, and certifies it. */
export function addKeySet(canister: Canister, publicKey: Uint8Array): void {
  const { site, certified } = canister;
  if (site.files.has(JWKS_PATH)) return;
  addFile(site, certified, JWKS_PATH, jsonFile(site, keySet(publicKey)));
  publishRoot(canister);
}

function jsonFile({ security }: Site, json: string): SiteResponse {
  return fixedResponse(200, [JSON_TYPE, ANY_ORIGIN], security, utf8(json));
}
