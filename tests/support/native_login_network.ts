/** A network whose Internet Identity lets native apps log in, reached through the gateway. */
import type { Ed25519KeyIdentity } from '@icp-sdk/core/identity';
import { LOCAL_INIT, RETAIN_ALL } from '../../scripts/local_network/init_arg.ts';
import { type Reply, type Sent, fetchThroughGateway } from './gateway.ts';
import { CANISTER_ID, InternetIdentity, identity } from './internet_identity.ts';
import { nativeLogin, redemption, requestQuery } from './native_login.ts';

type Changes = Readonly<Record<string, string | null>>;

export class NativeLoginNetwork {
  readonly ii: InternetIdentity;
  readonly port: number;
  readonly issuer: string;
  /** Somebody with an identity. */
  readonly alice: Ed25519KeyIdentity;
  readonly anchor: bigint;

  private constructor(ii: InternetIdentity, port: number, alice: Ed25519KeyIdentity, anchor: bigint) {
    this.ii = ii;
    this.port = port;
    this.issuer = `http://${CANISTER_ID.toText()}.localhost:${port}`;
    this.alice = alice;
    this.anchor = anchor;
  }

  static async create(): Promise<NativeLoginNetwork> {
    const ii = await InternetIdentity.create(LOCAL_INIT);
    const alice = identity('alice');
    const anchor = await ii.register(alice);
    const network = new NativeLoginNetwork(ii, await ii.pic.makeLive(), alice, anchor);
    await ii.upgrade({ ...RETAIN_ALL, native_login: [nativeLogin(network.issuer)] });
    return network;
  }

  /** A request as it goes over the wire. */
  send(path: string, sent?: Sent): Promise<Reply> {
    return fetchThroughGateway(this.port, CANISTER_ID.toText(), path, sent);
  }

  /** What the page does for a person who agrees. @returns the address to which the browser goes */
  async authorize(query: string): Promise<URL> {
    const authorized = await this.ii.as(this.alice).native_login_authorize(this.anchor, query);
    if ('Err' in authorized) throw new Error(Object.keys(authorized.Err).join());
    return new URL(authorized.Ok.redirect_url);
  }

  async code(changes: Changes = {}): Promise<string> {
    return (await this.authorize(requestQuery(changes))).searchParams.get('code')!;
  }

  redeem(code: string, changes: Changes = {}): Promise<Reply> {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    return this.send('/oauth2/token', { method: 'POST', headers, body: redemption(code, changes) });
  }

  delegation(token: string): Promise<Reply> {
    return this.send('/oauth2/delegation', { headers: { authorization: `Bearer ${token}` } });
  }

  async tearDown(): Promise<void> {
    await this.ii.pic.stopLive();
    await this.ii.tearDown();
  }
}

/** The JSON of a reply. */
export function jsonOf(reply: Reply): Record<string, unknown> {
  return JSON.parse(reply.body.toString()) as Record<string, unknown>;
}
