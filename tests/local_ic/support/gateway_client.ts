/** Browsers' requests to the gateway of a live instance, and what its puppet canister is to answer. */
import { request, type IncomingHttpHeaders } from 'node:http';
import { IDL } from '@dfinity/candid';
import type { Principal } from '@dfinity/principal';
import { Principal as CorePrincipal } from '@icp-sdk/core/principal';
import { certifyResponse } from './certified_response.ts';
import type { Live } from './live.ts';

export interface Reply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export const HTTP_REQUEST = IDL.Record({
  method: IDL.Text,
  url: IDL.Text,
  headers: IDL.Vec(IDL.Tuple(IDL.Text, IDL.Text)),
  body: IDL.Vec(IDL.Nat8),
});
const TOKEN_TYPE = IDL.Record({
  key: IDL.Text,
  content_encoding: IDL.Text,
  index: IDL.Nat,
  sha256: IDL.Opt(IDL.Vec(IDL.Nat8)),
});
export const CHUNK = IDL.Record({ body: IDL.Vec(IDL.Nat8), token: IDL.Opt(TOKEN_TYPE) });
const HTTP_RESPONSE = IDL.Record({
  status_code: IDL.Nat16,
  headers: IDL.Vec(IDL.Tuple(IDL.Text, IDL.Text)),
  body: IDL.Vec(IDL.Nat8),
  upgrade: IDL.Opt(IDL.Bool),
  streaming_strategy: IDL.Opt(
    IDL.Variant({
      Callback: IDL.Record({ callback: IDL.Func([TOKEN_TYPE], [CHUNK], ['query']), token: TOKEN_TYPE }),
    }),
  ),
});
const TOKEN = { key: 'k', content_encoding: 'identity', index: 1n, sha256: [] };

export interface Response {
  status_code: number;
  headers: [string, string][];
  body: Uint8Array;
  upgrade?: boolean;
  /** Canister whose method `chunk` gives the rest. */
  streamFrom?: Principal;
}

export type GatewayClient = ReturnType<typeof gatewayClient>;

export function gatewayClient(live: Live) {
  /** A request with the Host header of a browser: names below localhost are the browser's own affair. */
  function get(
    path: string,
    headers: Record<string, string> = {},
    method = 'GET',
    body?: Uint8Array,
    port = live.port,
  ): Promise<Reply> {
    return new Promise((resolve, reject) => {
      const sent = request({ host: '127.0.0.1', port, path, method, headers }, (message) => {
        const chunks: Buffer[] = [];
        message.on('data', (chunk: Buffer) => chunks.push(chunk));
        message.on('end', () =>
          resolve({
            status: message.statusCode!,
            headers: message.headers,
            body: Buffer.concat(chunks).toString(),
          }),
        );
      });
      sent.on('error', reject);
      sent.end(body);
    });
  }

  async function openGateway(settings: object): Promise<{ id: number; port: number }> {
    const opened = await fetch(`${live.server.url}/http_gateway`, {
      method: 'POST',
      body: JSON.stringify({ forward_to: { PocketIcInstance: 0 }, ...settings }),
    });
    const { Created } = (await opened.json()) as { Created: { instance_id: number; port: number } };
    return { id: Created.instance_id, port: Created.port };
  }

  async function keep({ upgrade, streamFrom, ...response }: Response): Promise<void> {
    const strategy = streamFrom && { Callback: { callback: [streamFrom, 'chunk'], token: TOKEN } };
    const value = {
      ...response,
      upgrade: upgrade === undefined ? [] : [upgrade],
      streaming_strategy: strategy === undefined ? [] : [strategy],
    };
    await update('keep', IDL.encode([HTTP_RESPONSE], [value]));
  }

  async function update(method: string, arg: Uint8Array): Promise<Uint8Array> {
    const canisterId = CorePrincipal.fromText(live.canisterId.toText());
    return live.pic.updateCall({ canisterId, method, arg: new Uint8Array(arg) });
  }

  /** Lets the canister certify a response at `/` and answer with it, after the test has had its way with it. */
  async function serve(alter: (response: Response) => void = () => {}): Promise<void> {
    const certified = certifyResponse('/', 200, [['content-type', 'text/plain']], 'certified body');
    await update('certify', certified.certifiedData);
    const canisterId = CorePrincipal.fromText(live.canisterId.toText());
    const certificate = await live.pic.queryCall({ canisterId, method: 'certificate' });
    const response: Response = {
      status_code: 200,
      headers: certified.headersWith(certificate),
      body: Buffer.from('certified body'),
    };
    alter(response);
    await keep(response);
  }

  return { get, openGateway, keep, update, serve };
}
