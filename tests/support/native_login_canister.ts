/** The canister in Node with native login switched on, its requests as a gateway passes them, and the key that signs. */
import { ed25519 } from '@noble/curves/ed25519';
import { IDL } from '@dfinity/candid';
import { CallError } from '../../src/backend/ic/ic.ts';
import type { Call } from './fake_ic.ts';
import { FORM, nativeLogin, redemption, requestQuery } from './native_login.ts';
import { registerIdentity } from './registered_identity.ts';
import { type InitRecord, TestCanister, WITHOUT_CAPTCHA, testPrincipal } from './test_canister.ts';

type Changes = Readonly<Record<string, string | null>>;

export const ISSUER = 'https://identity.example';

const SECRET = new Uint8Array(32).fill(7);
export const SIGNING_KEY = ed25519.getPublicKey(SECRET);

const Blob = IDL.Vec(IDL.Nat8);
const SignRequest = IDL.Record({ message: Blob });

/** The system's threshold keys: one of ours, and signatures with it. */
export function answerSchnorr({ method, args }: Call): Uint8Array {
  if (method === 'schnorr_public_key') {
    const reply = { public_key: SIGNING_KEY, chain_code: new Uint8Array(32) };
    return new Uint8Array(IDL.encode([IDL.Record({ public_key: Blob, chain_code: Blob })], [reply]));
  }
  if (method !== 'sign_with_schnorr') throw new CallError(3, `no method ${method}`);
  const [{ message }] = IDL.decode([SignRequest], args) as unknown as [{ message: Uint8Array }];
  const signature = ed25519.sign(Uint8Array.from(message), SECRET);
  return new Uint8Array(IDL.encode([IDL.Record({ signature: Blob })], [{ signature }]));
}

export interface HttpAnswer {
  readonly status: number;
  readonly text: string;
  readonly body: Uint8Array;
  readonly headers: readonly [string, string][];
  header(name: string): string | undefined;
  /** The JSON of the body. */
  json(): Record<string, unknown>;
  /** Whether the query asked for an update call. */
  readonly upgraded: boolean;
}

export interface HttpSent {
  readonly method?: string;
  readonly headers?: readonly [string, string][];
  readonly body?: string | Uint8Array;
  readonly version?: number;
}

export class NativeLoginCanister {
  readonly canister: TestCanister;
  /** Identity of the passkey 1, who calls. */
  anchor = 0n;

  private constructor(init: InitRecord) {
    this.canister = new TestCanister({ ...WITHOUT_CAPTCHA, native_login: [nativeLogin(ISSUER)], ...init });
    this.canister.ic.answerCall = answerSchnorr;
  }

  /** A canister that has fetched its key, and an identity in it. */
  static async create(init: InitRecord = {}): Promise<NativeLoginCanister> {
    const own = new NativeLoginCanister(init);
    await own.canister.ic.runTimer();
    await own.canister.update('init_salt');
    own.anchor = await registerIdentity(own.canister, 1);
    own.canister.ic.as(testPrincipal(1));
    return own;
  }

  get ic() {
    return this.canister.ic;
  }

  /** A request as gateways make it: a query, and an update call if the canister asks for one. */
  async send(url: string, sent: HttpSent = {}): Promise<HttpAnswer> {
    const { method = 'GET', headers = [], body = '', version = 2 } = sent;
    const request = {
      method,
      url,
      headers: [...headers],
      body: typeof body === 'string' ? new TextEncoder().encode(body) : body,
      certificate_version: [version] as [number],
    };
    const first = await this.canister.query('http_request', request);
    const upgraded = first.upgrade[0] === true;
    const reply = upgraded ? await this.canister.update('http_request_update', request) : first;
    const bytes = Uint8Array.from(reply.body);
    const text = Buffer.from(bytes).toString();
    return {
      status: reply.status_code,
      text,
      body: bytes,
      headers: reply.headers,
      header: (name) => reply.headers.find(([known]) => known.toLowerCase() === name)?.[1],
      json: () => JSON.parse(text) as Record<string, unknown>,
      upgraded,
    };
  }

  /** Lets the app in as the caller. @returns the address to which the browser goes, or the name of the refusal */
  async authorize(query: string): Promise<string> {
    const authorized = await this.canister.update('native_login_authorize', this.anchor, query);
    if ('Ok' in authorized) return authorized.Ok.redirect_url;
    return 'Redirect' in authorized.Err ? authorized.Err.Redirect.url : Object.keys(authorized.Err).join();
  }

  /** A code for a request that differs from the usual one. */
  async code(changes: Changes = {}): Promise<string> {
    const url = await this.authorize(requestQuery(changes));
    const code = new URL(url).searchParams.get('code');
    if (code === null) throw new Error(`no code: ${url}`);
    return code;
  }

  redeem(code: string, changes: Changes = {}): Promise<HttpAnswer> {
    return this.post(redemption(code, changes));
  }

  post(body: string | Uint8Array, headers: readonly [string, string][] = [FORM]): Promise<HttpAnswer> {
    return this.send('/oauth2/token', { method: 'POST', headers, body });
  }

  delegation(token: string): Promise<HttpAnswer> {
    return this.send('/oauth2/delegation', { headers: [['Authorization', `Bearer ${token}`]] });
  }

  /** An access token for a request that differs from the usual one. */
  async token(changes: Changes = {}): Promise<string> {
    const answer = await this.redeem(await this.code(changes));
    if (answer.status !== 200) throw new Error(answer.text);
    return answer.json()['access_token'] as string;
  }
}

export { FORM };

/** What every code that cannot be redeemed is answered. */
export const NOT_GRANTED = { error: 'invalid_grant', error_description: 'The code cannot be redeemed.' };
