import { readFileSync } from 'node:fs';
import { IDL } from '@dfinity/candid';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readInterface } from '../../scripts/codec/interface_model.ts';
import { valueOf } from '../../tests/support/candid_arbitrary.ts';
import { comparingDecoderOf, fromIdl, toIdl } from '../../tests/support/candid_types.ts';
import { CandidError } from '../backend/encoding/candid/candid_error.ts';
import * as codec from './canister_codec.ts';
import { idlFactory, init } from './internet_identity.did.ts';

const idl = readInterface(readFileSync(new URL('./internet_identity.did.ts', import.meta.url), 'utf8'));
const methods = new Map(idlFactory({ IDL })._fields);
const decoders = codec as unknown as Record<string, (bytes: Uint8Array) => unknown>;
const encoders = codec as unknown as Record<string, (...values: unknown[]) => Uint8Array>;

describe('the canister codec beside @dfinity/candid', () => {
  it('has every method of the service', () => {
    expect(idl.methods.map(({ name }) => name).sort()).toEqual([...methods.keys()].sort());
  });

  it.each(idl.methods)('decodes the arguments of $name', ({ name, args }) => {
    const { argTypes } = methods.get(name) as IDL.FuncClass;
    const comparing = comparingDecoderOf(args, idl);
    fc.assert(
      fc.property(fc.tuple(...args.map((type) => valueOf(type, idl))), (values) => {
        const bytes = IDL.encode(
          argTypes,
          args.map((type, index) => toIdl(type, values[index], idl)),
        );
        expect(decoders[`decode_${name}`]?.(bytes)).toEqual(values);
        expect(comparing(bytes)).toEqual(values);
      }),
      { numRuns: 25 },
    );
  });

  it.each(idl.methods)('encodes the results of $name', ({ name, results }) => {
    const { retTypes } = methods.get(name) as IDL.FuncClass;
    fc.assert(
      fc.property(fc.tuple(...results.map((type) => valueOf(type, idl))), (values) => {
        const bytes = encoders[`encode_${name}`]?.(...values) as Uint8Array;
        const decoded = IDL.decode(retTypes, bytes);
        expect(results.map((type, index) => fromIdl(type, decoded[index], idl))).toEqual(values);
      }),
      { numRuns: 25 },
    );
  });

  it('takes texts as their bytes in UTF-8 as well', () => {
    const bytes = (text: string) => new TextEncoder().encode(text);
    const header = ['content-type', 'text/plain; name=é'] as const;
    const response = { status_code: 200, body: bytes('x'), upgrade: null, streaming_strategy: null } as const;
    expect(
      codec.encode_http_request({ ...response, headers: [[bytes(header[0]), bytes(header[1])]] }),
    ).toEqual(codec.encode_http_request({ ...response, headers: [header] }));
    const account = { name: null, account_number: null, last_used: 5n } as const;
    expect(
      codec.encode_update_account({ tag: 'Ok', value: { ...account, origin: bytes('https://a') } }),
    ).toEqual(codec.encode_update_account({ tag: 'Ok', value: { ...account, origin: 'https://a' } }));
  });

  it('decodes the init argument and encodes the configuration', () => {
    fc.assert(
      fc.property(valueOf({ kind: 'named', name: 'InternetIdentityInit' }, idl), (config) => {
        const type = { kind: 'named', name: 'InternetIdentityInit' } as const;
        const bytes = IDL.encode(init({ IDL }), [[toIdl(type, config, idl)]]);
        expect(codec.decode_init(bytes)).toEqual([config]);
        const stored = codec.encode_InternetIdentityInit(config as never);
        expect(codec.decode_InternetIdentityInit(stored)).toEqual(config);
      }),
      { numRuns: 100 },
    );
  });
});

describe('callers with other declarations', () => {
  const text = (value: string) => new TextEncoder().encode(value);

  it('accepts a message without the optional arguments', () => {
    expect(codec.decode_init(IDL.encode([], []))).toEqual([null]);
    const bytes = IDL.encode([IDL.Nat64, IDL.Text, IDL.Vec(IDL.Nat8)], [1n, 'https://app', [4]]);
    expect(codec.decode_prepare_delegation(bytes)).toEqual([1n, 'https://app', Uint8Array.of(4), null]);
    expect(codec.decode_authn_method_registration_mode_enter(IDL.encode([IDL.Nat64], [1n]))).toEqual([1n, null]);
  });

  it('refuses a message without a required argument', () => {
    expect(() => codec.decode_get_principal(IDL.encode([IDL.Nat64], [1n]))).toThrow(
      new CandidError('value 1 of the Candid message is missing'),
    );
  });

  it('ignores arguments that a later interface adds', () => {
    const added = IDL.Record({ list: IDL.Vec(IDL.Opt(IDL.Int)), who: IDL.Text });
    const bytes = IDL.encode([IDL.Nat64, added, IDL.Reserved], [9n, { list: [[-1n], []], who: 'x' }, null]);
    expect(codec.decode_lookup(bytes)).toEqual([9n]);
  });

  it('refuses an argument of another type', () => {
    expect(() => codec.decode_lookup(IDL.encode([IDL.Text], ['9']))).toThrow(
      new CandidError('value 0 of the Candid message is of another type'),
    );
  });

  it('decodes a device of an older interface, which had no origin and no metadata', () => {
    const older = IDL.Record({
      pubkey: IDL.Vec(IDL.Nat8),
      alias: IDL.Text,
      credential_id: IDL.Opt(IDL.Vec(IDL.Nat8)),
      purpose: IDL.Variant({ recovery: IDL.Null, authentication: IDL.Null }),
      key_type: IDL.Variant({ unknown: IDL.Null, platform: IDL.Null }),
      protection: IDL.Variant({ unprotected: IDL.Null }),
    });
    const device = {
      ...{ pubkey: text('key'), alias: 'phone', credential_id: [], purpose: { authentication: null } },
      ...{ key_type: { platform: null }, protection: { unprotected: null } },
    };
    expect(codec.decode_add(IDL.encode([IDL.Nat64, older], [10000n, device]))).toEqual([
      10000n,
      {
        ...{ pubkey: text('key'), alias: 'phone', credential_id: null, purpose: { tag: 'authentication' } },
        ...{ key_type: { tag: 'platform' }, protection: { tag: 'unprotected' }, origin: null, metadata: null },
      },
    ]);
  });

  it('decodes a configuration of a newer interface, ignoring what it does not know', () => {
    const newer = IDL.Record({
      fetch_root_key: IDL.Bool,
      related_origins: IDL.Opt(IDL.Vec(IDL.Text)),
      dummy_auth: IDL.Opt(IDL.Opt(IDL.Record({ prompt_for_index: IDL.Bool, colour: IDL.Text }))),
      openid_google: IDL.Opt(IDL.Opt(IDL.Record({ client_ids: IDL.Vec(IDL.Text) }))),
      register_rate_limit: IDL.Opt(IDL.Text),
      feature_flags: IDL.Vec(IDL.Tuple(IDL.Text, IDL.Bool)),
    });
    const value = {
      ...{ fetch_root_key: true, related_origins: [['https://a.example']], feature_flags: [['x', true]] },
      dummy_auth: [[{ prompt_for_index: true, colour: 'red' }]],
      openid_google: [[{ client_ids: ['a'] }]],
      register_rate_limit: ['none'],
    };
    const [config] = codec.decode_init(IDL.encode([newer], [value]));
    expect(config).toEqual({
      ...{ fetch_root_key: true, related_origins: ['https://a.example'], register_rate_limit: null },
      ...{ dummy_auth: { some: { prompt_for_index: true } }, openid_google: { some: null } },
      ...{ is_production: null, enable_dapps_explorer: null, assigned_user_number_range: null },
      ...{ new_flow_origins: null, archive_config: null, canister_creation_cycles_cost: null },
      ...{ analytics_config: null, captcha_config: null, openid_configs: null, native_login: null },
    });
  });

  it('refuses metadata nested more deeply than the stack allows', () => {
    const metadata = IDL.Rec();
    metadata.fill(
      IDL.Vec(IDL.Tuple(IDL.Text, IDL.Variant({ Map: metadata, String: IDL.Text, Bytes: IDL.Vec(IDL.Nat8) }))),
    );
    const nested = (levels: number) => {
      let map: unknown = [['deepest', { String: 'value' }]];
      for (let level = 1; level < levels; level++) map = [['inner', { Map: map }]];
      return IDL.encode([IDL.Nat64, metadata], [1n, map]);
    };
    expect(codec.decode_identity_metadata_replace(nested(30))[1]).toHaveLength(1);
    expect(() => codec.decode_identity_metadata_replace(nested(40))).toThrow('Candid message nests too deeply');
  });
});
