import { IDL } from '@dfinity/candid';
import { Principal } from '@dfinity/principal';
import { beforeEach, describe, expect, it } from 'vitest';
import { init as archiveArgument } from '../../../declarations/archive.did.ts';
import { A_MOMENT, SECOND } from '../../../../tests/support/fake_ic.ts';
import { CREATED, FakeManagement } from '../../../../tests/support/fake_management.ts';
import { TestCanister, WITHOUT_CAPTCHA } from '../../../../tests/support/test_canister.ts';
import { sha256 } from '../../encoding/sha256.ts';
import { CallError } from '../../ic/ic.ts';

const MODULE = Uint8Array.of(1, 2, 3);
const NEXT_MODULE = Uint8Array.of(4, 5);
const HOUR = 3600n * SECOND;
const SUCCESS = { success: Principal.fromUint8Array(CREATED) };

const configured = (module = MODULE, interval = 5n * SECOND) => ({
  ...WITHOUT_CAPTCHA,
  canister_creation_cycles_cost: [77n],
  archive_config: [
    {
      module_hash: sha256(module),
      entries_buffer_limit: 10n,
      entries_fetch_limit: 5,
      polling_interval_ns: interval,
    },
  ],
});

describe('deploying an archive', () => {
  let canister: TestCanister;
  let management: FakeManagement;
  beforeEach(() => {
    canister = new TestCanister(configured());
    management = new FakeManagement();
    canister.ic.answerCall = management.answer;
  });
  const deploy = (module = MODULE) => canister.update('deploy_archive', module);
  const callsOf = (method: string) => canister.ic.calls.filter((call) => call.method === method).length;

  it('should create a canister with the configured cycles and install the module with its argument', async () => {
    expect(await deploy()).toEqual(SUCCESS);
    expect(canister.ic.calls.map(({ method, cycles }) => [method, cycles])).toEqual([
      ['create_canister', 77n],
      ['canister_status', 0n],
      ['install_code', 0n],
    ]);
    const [{ mode, module, argument }] = management.installations as [(typeof management.installations)[0]];
    expect([mode, module]).toEqual(['install', MODULE]);
    expect(IDL.decode(archiveArgument({ IDL }), argument)).toEqual([
      {
        ii_canister: Principal.fromUint8Array(canister.ic.canisterId()),
        max_entries_per_call: 1000,
        polling_interval_ns: 5n * SECOND,
        error_buffer_limit: 20,
      },
    ]);
  });

  it('should not look at the module where the archive is as configured, and ask the system once an hour', async () => {
    await deploy();
    const asked = callsOf('canister_status');
    for (let n = 0; n < 3; n++) expect(await deploy(new Uint8Array())).toEqual(SUCCESS);
    expect(callsOf('canister_status')).toBe(asked + 1);
    canister.ic.advance(HOUR);
    expect(await deploy(new Uint8Array())).toEqual(SUCCESS);
    expect(callsOf('canister_status')).toBe(asked + 2);
    expect(management.installations).toHaveLength(1);
  });

  it('should install again what somebody took out of the canister, after an hour', async () => {
    await deploy();
    management.installations.length = 0;
    canister.ic.advance(HOUR);
    await deploy();
    expect(management.installations.map(({ mode }) => mode)).toEqual(['install']);
  });

  it('should upgrade to another module and to another argument', async () => {
    await deploy();
    canister.upgrade(configured(NEXT_MODULE));
    expect(await deploy()).toEqual({ failed: 'invalid wasm module' });
    expect(await deploy(NEXT_MODULE)).toEqual(SUCCESS);
    canister.upgrade(configured(NEXT_MODULE, 9n * SECOND));
    expect(await deploy(NEXT_MODULE)).toEqual(SUCCESS);
    expect(management.installations.map(({ mode }) => mode)).toEqual(['install', 'upgrade', 'upgrade']);
    expect(callsOf('create_canister')).toBe(1);
  });

  it('should be refused without a configuration, and for another module', async () => {
    expect(await deploy(NEXT_MODULE)).toEqual({ failed: 'invalid wasm module' });
    canister = new TestCanister();
    expect(await deploy()).toEqual({ failed: 'archive deployment disabled' });
    expect(canister.ic.calls).toEqual([]);
  });

  it('should tell why no canister was created, and try again when asked', async () => {
    management.failures.set('create_canister', new CallError(4, 'not today'));
    expect(await deploy()).toEqual({ failed: 'failed to create archive! error code: 4, message: not today' });
    management.failures.clear();
    expect(await deploy()).toEqual(SUCCESS);
  });

  it('should tell why nothing was installed, and install when asked again', async () => {
    for (const method of ['install_code', 'canister_status']) {
      management.failures.set(method, new CallError(5, 'broken'));
      expect(await deploy()).toEqual({
        failed: 'failed to install archive canister! error code: 5, message: broken',
      });
      management.failures.clear();
    }
    expect(await deploy()).toEqual(SUCCESS);
    expect(callsOf('create_canister')).toBe(1);
  });

  it('should hold off others while it creates, for a day at most', async () => {
    let answer: (reply: Uint8Array) => void = () => {};
    canister.ic.answerCall = () => new Promise((resolve) => (answer = resolve));
    const lost = deploy();
    await new Promise(setImmediate);
    canister.ic.answerCall = management.answer;
    expect(await deploy()).toEqual({ creation_in_progress: null });
    canister.ic.advance(24n * HOUR - 1n);
    expect(await deploy()).toEqual({ creation_in_progress: null });
    canister.ic.advance(1n);
    expect(await deploy()).toEqual(SUCCESS);
    expect(canister.inside.archive.canister).toEqual(CREATED);
    answer(
      management.answer({
        canister: new Uint8Array(),
        method: 'create_canister',
        args: new Uint8Array(),
        cycles: 0n,
      }),
    );
    expect(await lost).toEqual({ creation_in_progress: null });
    expect(canister.ic.now()).toBe(A_MOMENT + 24n * HOUR);
  });

  it('should be held off after an upgrade too, which loses the answer', async () => {
    canister.ic.answerCall = () => new Promise(() => {});
    void deploy();
    await new Promise(setImmediate);
    canister.upgrade();
    canister.ic.answerCall = management.answer;
    expect(await deploy()).toEqual({ creation_in_progress: null });
    canister.ic.advance(24n * HOUR);
    expect(await deploy()).toEqual(SUCCESS);
  });
});
