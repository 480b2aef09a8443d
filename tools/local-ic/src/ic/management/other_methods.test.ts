import { IDL } from '@dfinity/candid';
import { Principal } from '@dfinity/principal';
import { describe, expect, it } from 'vitest';
import { MANAGEMENT_CANISTER } from '../principal.ts';
import { AGENT_SCRIPT, manageFrom } from '../testing/agent_canister.ts';
import { fakeSandboxes, fakeWasm } from '../testing/fake_sandbox.ts';
import { APPLICATION, II, NO_SETTINGS, TestNetwork } from '../testing/test_network.ts';
import type { CallResult, PrincipalBytes } from '../types.ts';
import * as candid from './candid.ts';
import { METHODS } from './dispatch.ts';
import { NOT_SERVED } from './not_served.ts';

const fake = fakeSandboxes({ agent: AGENT_SCRIPT });
const SECTIONS = new Map([
  ['open', { isPublic: true, content: Buffer.from('for all') }],
  ['closed', { isPublic: false, content: Buffer.from('for controllers') }],
]);
const wasm: typeof fake = {
  createSandbox: (module, state) => fake.createSandbox(module, state),
  parseModule: (bytes) => Object.assign(fake.parseModule(bytes), { metadata: SECTIONS }),
};

const principal = (id: PrincipalBytes): Principal => Principal.fromUint8Array(id);
function network(): { net: TestNetwork; id: PrincipalBytes } {
  const net = TestNetwork.create(wasm);
  return { net, id: net.deploy(fakeWasm('agent')) };
}
function decoded(type: IDL.Type, result: CallResult): unknown {
  if (result.kind === 'reject') return `${result.reject.code} ${result.reject.message}`;
  return IDL.decode([type], result.bytes)[0];
}

/** All methods of the interface, in the words of its Candid file and of the replica's list. */
const INTERFACE = `create_canister update_settings upload_chunk clear_chunk_store stored_chunks install_code
  install_chunked_code uninstall_code start_canister stop_canister canister_status canister_info canister_metadata
  delete_canister deposit_cycles raw_rand http_request flexible_http_request ecdsa_public_key sign_with_ecdsa
  schnorr_public_key sign_with_schnorr vetkd_public_key vetkd_derive_key node_metrics_history subnet_info
  provisional_create_canister_with_cycles provisional_top_up_canister take_canister_snapshot load_canister_snapshot
  list_canister_snapshots delete_canister_snapshot read_canister_snapshot_metadata read_canister_snapshot_data
  upload_canister_snapshot_metadata upload_canister_snapshot_data fetch_canister_logs bitcoin_get_balance
  bitcoin_get_utxos bitcoin_get_block_headers bitcoin_get_current_fee_percentiles bitcoin_send_transaction
  bitcoin_send_transaction_internal bitcoin_get_successors rename_canister setup_initial_dkg reshare_chain_key`;

describe('the interface', () => {
  it('is served, or listed as not served', () => {
    for (const method of INTERFACE.split(/\s+/)) {
      expect([method, METHODS.has(method) !== NOT_SERVED.has(method)]).toEqual([method, true]);
    }
  });

  it('rejects what is not served as an unknown method', () => {
    const { net, id } = network();
    for (const [method, reason] of NOT_SERVED) {
      expect(() => net.reply(MANAGEMENT_CANISTER, method)).toThrow(
        `IC0536 Management canister has no method '${method}': ${reason}`,
      );
    }
    const result = manageFrom(net, id, 'vetkd_public_key', IDL.encode([], []));
    expect(decoded(IDL.Null, result)).toBe(
      "4 IC0536: Management canister has no method 'vetkd_public_key': vetKeys are not derived here",
    );
  });
});

describe('subnets', () => {
  it('tell their version and the metrics of their nodes', () => {
    const { net, id } = network();
    const Info = IDL.Record({ replica_version: IDL.Text });
    const Arg = IDL.Record({ subnet_id: IDL.Principal, start_at_timestamp_nanos: IDL.Nat64 });
    const ask = (method: string, subnet: PrincipalBytes): CallResult => {
      const arg = { subnet_id: principal(subnet), start_at_timestamp_nanos: 0n };
      return manageFrom(net, id, method, IDL.encode([Arg], [arg]));
    };
    for (const subnet of [APPLICATION.id, II.id]) {
      expect(decoded(Info, ask('subnet_info', subnet))).toEqual({ replica_version: 'local-ic' });
      expect(decoded(IDL.Vec(IDL.Null), ask('node_metrics_history', subnet))).toEqual([]);
    }
    expect(decoded(Info, ask('subnet_info', Uint8Array.of(1)))).toContain('does not match current subnet');
  });
});

describe('metadata', () => {
  it('is read by canisters, private sections by controllers', () => {
    const { net, id } = network();
    const other = net.deploy(fakeWasm('agent'));
    const Arg = IDL.Record({ canister_id: IDL.Principal, name: IDL.Text });
    const Result = IDL.Record({ value: IDL.Vec(IDL.Nat8) });
    const ask = (name: string): unknown => {
      const arg = IDL.encode([Arg], [{ canister_id: principal(other), name }]);
      const value = decoded(Result, manageFrom(net, id, 'canister_metadata', arg));
      return typeof value === 'string'
        ? value
        : Buffer.from((value as { value: Uint8Array }).value).toString();
    };
    expect(ask('open')).toBe('for all');
    expect(ask('closed')).toBe('4 The canister has no custom section closed');
    expect(ask('none')).toBe('4 The canister has no custom section none');
    const settings = { ...NO_SETTINGS, controllers: [[principal(id)]] };
    const arg = { canister_id: principal(other), settings, sender_canister_version: [] };
    net.manage('update_settings', candid.UpdateSettingsArg, arg);
    expect(ask('closed')).toBe('for controllers');
  });
});

describe('the history', () => {
  it('shows changes of the environment by their hash', () => {
    const { net, id } = network();
    const settings = { ...NO_SETTINGS, environment_variables: [[{ name: 'a', value: 'b' }]] };
    const change = { canister_id: principal(id), settings, sender_canister_version: [] };
    net.manage('update_settings', candid.UpdateSettingsArg, change);
    const arg = { canister_id: principal(id), num_requested_changes: [1n] };
    const info = decoded(
      candid.CanisterInfoResult,
      manageFrom(net, id, 'canister_info', IDL.encode([candid.CanisterInfoArg], [arg])),
    ) as { recent_changes: { details: object }[] };
    // SHA-256 of SHA-256('a') and SHA-256('b') joined.
    const hash = 'e5a01fee14e0ed5c48714f22180f25ad8365b53f9779f79dc4a3d7e93963f94a';
    expect(info.recent_changes[0]?.details).toEqual({
      settings_change: {
        controllers: [],
        environment_variables_hash: [new Uint8Array(Buffer.from(hash, 'hex'))],
      },
    });
  });
});
