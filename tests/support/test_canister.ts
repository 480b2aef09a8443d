/**
 * The canister in Node over a {@link FakeIc}, called as clients call it: arguments and replies pass through the
 * agent's own Candid library, by the declarations that are generated from the interface.
 */
import { IDL } from '@dfinity/candid';
import { idlFactory, init, type _SERVICE } from '../../src/declarations/internet_identity.did.ts';
import { decode_init } from '../../src/declarations/canister_codec.ts';
import * as accountMethods from '../../src/backend/api/account_methods.ts';
import * as archiveMethods from '../../src/backend/api/archive_methods.ts';
import * as authnMethodMethods from '../../src/backend/api/authn_method_methods.ts';
import * as delegationMethods from '../../src/backend/api/delegation_methods.ts';
import * as deviceMethods from '../../src/backend/api/device_methods.ts';
import type { Handler } from '../../src/backend/api/handler.ts';
import * as httpMethods from '../../src/backend/api/http_methods.ts';
import * as idAliasMethods from '../../src/backend/api/id_alias_methods.ts';
import * as identityMethods from '../../src/backend/api/identity_methods.ts';
import * as openIdMethods from '../../src/backend/api/openid_methods.ts';
import * as nativeLoginMethods from '../../src/backend/api/native_login_methods.ts';
import * as operationMethods from '../../src/backend/api/operation_methods.ts';
import * as registrationMethods from '../../src/backend/api/registration_methods.ts';
import * as tentativeDeviceMethods from '../../src/backend/api/tentative_device_methods.ts';
import { trapText } from '../../src/backend/api/trap_text.ts';
import type { BuiltAsset } from '../../src/backend/assets/built_asset.ts';
import { selfAuthenticatingPrincipal } from '../../src/backend/encoding/principal.ts';
import type { Canister } from '../../src/backend/services/canister.ts';
import { install, upgrade } from '../../src/backend/services/install.ts';
import { FakeIc } from './fake_ic.ts';
import { certificateOver } from './certificate.ts';

/** Every method that is built. */
export const HANDLERS: Readonly<Record<string, Handler>> = {
  ...accountMethods,
  ...archiveMethods,
  ...authnMethodMethods,
  ...delegationMethods,
  ...deviceMethods,
  ...httpMethods,
  ...idAliasMethods,
  ...identityMethods,
  ...openIdMethods,
  ...nativeLoginMethods,
  ...operationMethods,
  ...registrationMethods,
  ...tentativeDeviceMethods,
};

const SERVICE = new Map(idlFactory({ IDL })._fields);

type Methods = {
  [M in keyof _SERVICE]: _SERVICE[M] extends (...args: infer A) => Promise<infer R> ? [A, R] : never;
};
type Arguments<M extends keyof _SERVICE> = Methods[M][0];
type Reply<M extends keyof _SERVICE> = Methods[M][1];

/** What the init argument is in the agent's form, all fields optional. */
export type InitRecord = Record<string, unknown>;

/** Captchas off, as every test of registration needs it until a test says otherwise. */
export const WITHOUT_CAPTCHA: InitRecord = {
  captcha_config: [{ max_unsolved_captchas: 50n, captcha_trigger: { Static: { CaptchaDisabled: null } } }],
};

export class TestCanister {
  readonly ic = new FakeIc();
  #canister: Canister;
  readonly #assets: readonly BuiltAsset[];

  constructor(argument: InitRecord | null = WITHOUT_CAPTCHA, assets: readonly BuiltAsset[] = []) {
    this.#assets = assets;
    this.#canister = this.#start(install, argument);
  }

  /** An update call by whoever the fake system says. Rejects with the text that a client would read. */
  async update<M extends keyof _SERVICE>(method: M, ...args: Arguments<M>): Promise<Reply<M>> {
    this.ic.certificate = null;
    return this.#call(method, args);
  }

  /** A query, with a certificate over what is published now. */
  async query<M extends keyof _SERVICE>(method: M, ...args: Arguments<M>): Promise<Reply<M>> {
    this.ic.certificate = this.certificate();
    return this.#call(method, args);
  }

  /** A new canister on the same stable memory. */
  upgrade(argument: InitRecord | null = null): void {
    this.ic.timer = null;
    this.#canister = this.#start(upgrade, argument);
  }

  /** A certificate over the published root, as of now. */
  certificate(): Uint8Array {
    return certificateOver(this.ic.canisterId(), this.ic.root ?? new Uint8Array(32), this.ic.now());
  }

  /** What the canister holds, for what cannot be seen by calls. */
  get inside(): Canister {
    return this.#canister;
  }

  #start(how: typeof install, argument: InitRecord | null): Canister {
    const [type] = init({ IDL }) as [IDL.OptClass<unknown>];
    const bytes = IDL.encode([type], [argument === null ? [] : [withAllFields(type, argument)]]);
    const [decoded] = decode_init(bytes);
    return this.ic.message(() => how(this.ic, this.#assets, decoded));
  }

  async #call<M extends keyof _SERVICE>(method: M, args: Arguments<M>): Promise<Reply<M>> {
    const type = SERVICE.get(method) as IDL.FuncClass;
    const handler = HANDLERS[method];
    if (handler === undefined) throw new Error(`no handler of ${method}`);
    const argument = IDL.encode(type.argTypes, args);
    let reply: Uint8Array;
    try {
      reply = await this.ic.message(() => handler(this.#canister, argument));
    } catch (error) {
      throw new Error(trapText(error), { cause: error });
    }
    const results = IDL.decode(type.retTypes, reply);
    return (results.length <= 1 ? results[0] : results) as Reply<M>;
  }
}

/** A record as the agent wants it: fields that are left out are absent options. */
function withAllFields(type: IDL.OptClass<unknown>, fields: InitRecord): InitRecord {
  const record = (type as unknown as { _type: IDL.RecordClass })._type;
  return Object.fromEntries(record._fields.map(([name]) => [name, fields[name] ?? []]));
}

/** A made-up DER key: the canister takes keys as they are. */
export function testKey(n: number): Uint8Array {
  return Uint8Array.from({ length: 44 }, (_, i) => (i < 12 ? 0x30 : (n * 31 + i) & 0xff));
}

/** Who signs with {@link testKey}. */
export function testPrincipal(n: number): Uint8Array {
  return selfAuthenticatingPrincipal(testKey(n));
}
