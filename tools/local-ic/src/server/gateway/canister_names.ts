/**
 * Names of canisters in host names. A file lists them, one `<host name>:<canister id>` a line, as icp-cli's network
 * launcher writes it for `domain_custom_provider_local_file`. Internet Identity has its names without one.
 */
import { readFileSync, statSync } from 'node:fs';
import { parsePrincipalText } from '../../encoding/principal.ts';

/** Larger files are not lists of names. */
const MAX_FILE_BYTES = 1024 * 1024;

const INTERNET_IDENTITY = 'rdmx6-jaaaa-aaaaa-aaadq-cai';
/** Since its second version, Internet Identity's pages come from a canister of their own on mainnet. */
const INTERNET_IDENTITY_PAGES = 'uqzsh-gqaaa-aaaaq-qaada-cai';

/** By the part of the host name before the gateway's domain; the first id that exists is meant. */
const WELL_KNOWN: Readonly<Record<string, readonly string[]>> = {
  internet_identity: [INTERNET_IDENTITY],
  identity: [INTERNET_IDENTITY],
  'id.ai': [INTERNET_IDENTITY_PAGES, INTERNET_IDENTITY],
};

export interface NamesOptions {
  readonly domains: readonly string[];
  /** File with names; it may come to be later, and change. */
  readonly file: string | undefined;
  /** Whether the network has a canister. */
  exists(canisterId: Uint8Array): boolean;
}

export class CanisterNames {
  readonly #options: NamesOptions;
  #listed: ReadonlyMap<string, Uint8Array> = new Map();
  #readAt = '';

  constructor(options: NamesOptions) {
    this.#options = options;
  }

  /**
   * The canister with a name.
   * @param host - in lower case, without a port
   */
  find(host: string): Uint8Array | undefined {
    this.#follow();
    const listed = this.#listed.get(host);
    if (listed !== undefined) return listed;
    for (const domain of this.#options.domains) {
      if (!host.endsWith(`.${domain}`)) continue;
      const name = host.slice(0, -domain.length - 1);
      if (!Object.hasOwn(WELL_KNOWN, name)) continue;
      const ids = WELL_KNOWN[name]!.map((text) => parsePrincipalText(text)!);
      return ids.find((id) => this.#options.exists(id)) ?? ids.at(-1);
    }
    return undefined;
  }

  /** Reads the file when it is another one than last time; without one there are no listed names. */
  #follow(): void {
    const { file } = this.#options;
    if (file === undefined) return;
    const version = versionOf(file);
    if (version === this.#readAt) return;
    this.#readAt = version;
    this.#listed = version === '' ? new Map() : readNames(file);
  }
}

/** What tells one version of a file from another; nothing where there is no such file. */
function versionOf(path: string): string {
  try {
    const { ino, mtimeMs, size } = statSync(path);
    return size > MAX_FILE_BYTES ? '' : `${ino} ${mtimeMs} ${size}`;
  } catch {
    return '';
  }
}

/** The names in a file; none where it is no file, or may not be read. */
function readNames(path: string): Map<string, Uint8Array> {
  try {
    return parseNames(readFileSync(path, 'utf8'));
  } catch {
    return new Map();
  }
}

/** Lines that name no canister are skipped. */
export function parseNames(text: string): Map<string, Uint8Array> {
  const names = new Map<string, Uint8Array>();
  for (const line of text.split('\n')) {
    const colon = line.indexOf(':');
    const id = parsePrincipalText(line.slice(colon + 1).trim());
    if (colon > 0 && id !== undefined && id.length > 0)
      names.set(line.slice(0, colon).trim().toLowerCase(), id);
  }
  return names;
}
