/** Creating the archive's canister, installing and upgrading it (contract, 5.4). */
import {
  decode_canister_status_reply,
  decode_create_canister_reply,
  encode_archive_init_request,
  encode_canister_status_request,
  encode_create_canister_request,
  encode_install_code_request,
} from '../../../declarations/identity_calls_codec.ts';
import { ok, refused, type Result } from '../../domain/result.ts';
import { equalBytes } from '../../encoding/bytes.ts';
import { sha256 } from '../../encoding/sha256.ts';
import { CallError, MANAGEMENT_CANISTER } from '../../ic/ic.ts';
import type { Canister } from '../canister.ts';

const ENTRIES_PER_CALL = 1000;
const KEPT_CALL_ERRORS = 20;
/** How long an answer of the system about the archive's module holds. */
const STATUS_NS = 3_600_000_000_000n;

export type DeployError = { readonly kind: 'inProgress' } | { readonly kind: 'failed'; readonly why: string };

/**
 * Makes the archive run the configured module with the configured argument.
 * @param wasm - the module; not looked at when the archive runs it already
 * @returns principal of the archive
 */
export async function deployArchive(
  canister: Canister,
  wasm: Uint8Array,
): Promise<Result<Uint8Array, DeployError>> {
  const { archive, ic } = canister;
  const config = canister.settings.configuration().archive_config;
  if (config === null) return failed('archive deployment disabled');
  const began = ic.now();
  if (archive.isBeingCreated(began)) return refused({ kind: 'inProgress' });

  const init = encode_archive_init_request({
    ii_canister: ic.canisterId(),
    max_entries_per_call: ENTRIES_PER_CALL,
    polling_interval_ns: config.polling_interval_ns,
    error_buffer_limit: KEPT_CALL_ERRORS,
  });
  try {
    const known = archive.canister;
    if (known !== null && equalBytes(archive.installed!.init, init)) {
      const running = await moduleHash(canister, known);
      if (running !== null && equalBytes(running, config.module_hash)) return ok(known);
    }
  } catch (error) {
    return failed(callText('failed to install archive canister', error));
  }
  if (!equalBytes(sha256(wasm), config.module_hash)) return failed('invalid wasm module');

  const created = await ensureCreated(canister, began);
  if (!created.ok) return created;
  try {
    await installArchive(canister, created.value, wasm, init);
  } catch (error) {
    return failed(callText('failed to install archive canister', error));
  }
  archive.setInstalled({ moduleHash: config.module_hash, init });
  return created;
}

async function ensureCreated(
  { archive, ic, settings }: Canister,
  began: bigint,
): Promise<Result<Uint8Array, DeployError>> {
  if (archive.canister !== null) return ok(archive.canister);
  // Since the first look, which may have waited for an answer, somebody else may have begun.
  if (archive.isBeingCreated(began)) return refused({ kind: 'inProgress' });
  archive.beginCreation(began);
  const cycles = settings.configuration().canister_creation_cycles_cost ?? 0n;
  let reply: Uint8Array;
  try {
    reply = await ic.call(MANAGEMENT_CANISTER, 'create_canister', encode_create_canister_request({}), cycles);
  } catch (error) {
    archive.abandonCreation(began);
    return failed(callText('failed to create archive', error));
  }
  const [{ canister_id: created }] = decode_create_canister_reply(reply);
  return archive.finishCreation(began, created) ? ok(created) : refused({ kind: 'inProgress' });
}

async function installArchive(
  canister: Canister,
  archive: Uint8Array,
  wasm: Uint8Array,
  init: Uint8Array,
): Promise<void> {
  canister.archiveModule.asked = 0n;
  const running = await moduleHash(canister, archive);
  const request = encode_install_code_request({
    mode: { tag: running === null ? 'install' : 'upgrade' },
    canister_id: archive,
    wasm_module: wasm,
    arg: init,
  });
  try {
    await canister.ic.call(MANAGEMENT_CANISTER, 'install_code', request);
  } finally {
    canister.archiveModule.asked = 0n;
  }
}

/** Hash of the module that the archive's canister runs, as the system said within the last hour; null when it has none. */
async function moduleHash(canister: Canister, archive: Uint8Array): Promise<Uint8Array | null> {
  const { ic, archiveModule } = canister;
  if (archiveModule.asked === 0n || ic.now() >= archiveModule.asked + STATUS_NS) {
    const request = encode_canister_status_request({ canister_id: archive });
    const reply = await ic.call(MANAGEMENT_CANISTER, 'canister_status', request);
    const [{ module_hash: hash }] = decode_canister_status_reply(reply);
    archiveModule.hash = hash;
    archiveModule.asked = ic.now();
  }
  return archiveModule.hash;
}

function callText(what: string, error: unknown): string {
  if (!(error instanceof CallError)) throw error;
  return `${what}! error code: ${error.code}, message: ${error.message}`;
}

function failed(why: string): Result<never, DeployError> {
  return refused({ kind: 'failed', why });
}
