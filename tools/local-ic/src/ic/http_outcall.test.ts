import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { IDL } from '@dfinity/candid';
import { Principal } from '@dfinity/principal';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HttpRequestArg, HttpResponseResult, TransformArg } from './management/http_candid.ts';
import { AGENT_SCRIPT, manageFrom, submitManage } from './testing/agent_canister.ts';
import { type FakeCanister, fakeSandboxes, FakeTrap, fakeWasm } from './testing/fake_sandbox.ts';
import { APPLICATION, II, TestNetwork } from './testing/test_network.ts';
import type { CallResult, HttpResponse, PrincipalBytes } from './types.ts';

interface Transformed {
  response: { status: bigint; headers: { name: string; value: string }[]; body: Uint8Array };
  context: Uint8Array;
}

const agent: FakeCanister = {
  ...AGENT_SCRIPT,
  queries: {
    /** Puts the context before the body and drops the headers. */
    transform: (api) => {
      const [given] = IDL.decode([TransformArg], api.arg) as unknown as [Transformed];
      const { response, context } = given;
      const body = Uint8Array.of(...context, ...response.body);
      api.reply(IDL.encode([HttpResponseResult], [{ ...response, headers: [], body }]));
    },
    swell: (api) => api.reply(new Uint8Array(2_000_001)),
    fail: () => {
      throw new FakeTrap('no such page');
    },
    refuse: (api) => api.reject('not this one'),
  },
};
const wasm = fakeSandboxes({ agent });

const PAGE: HttpResponse = {
  kind: 'reply',
  status: 200,
  headers: [{ name: 'date', value: 'today' }],
  body: Buffer.from('page'),
};

function request(
  owner: PrincipalBytes,
  change: Record<string, unknown> = {},
  transform?: string,
): Uint8Array {
  const fn = transform && {
    function: [Principal.fromUint8Array(owner), transform],
    context: Buffer.from('my '),
  };
  const arg = {
    url: 'https://example.com/',
    max_response_bytes: [],
    method: { get: null },
    headers: [{ name: 'accept', value: 'text/plain' }],
    body: [],
    transform: fn ? [fn] : [],
    is_replicated: [],
    ...change,
  };
  return IDL.encode([HttpRequestArg], [arg]);
}
function network(stateDir?: string): { net: TestNetwork; id: PrincipalBytes } {
  const net = TestNetwork.create(wasm, stateDir);
  return { net, id: net.deploy(fakeWasm('agent')) };
}
/** Lets the canister ask; answers the message that waits for the response. */
function ask(net: TestNetwork, id: PrincipalBytes, arg: Uint8Array): Uint8Array {
  const message = submitManage(net, id, 'http_request', arg);
  net.instance.tick();
  return message;
}
function answer(net: TestNetwork, ...responses: HttpResponse[]): string | undefined {
  const [pending] = net.instance.pendingHttpRequests();
  if (pending === undefined) throw new Error('no request is pending');
  return net.instance.answerHttpRequest(pending.subnetId, pending.requestId, responses);
}
const bodyOf = (result: CallResult): string => {
  if (result.kind === 'reject') return `${result.reject.code} ${result.reject.message}`;
  const [response] = IDL.decode([HttpResponseResult], result.bytes) as unknown as [Transformed['response']];
  return `${response.status} ${response.headers.length} ${Buffer.from(response.body).toString()}`;
};

describe('HTTPS outcalls', () => {
  it('wait until somebody brings the response', () => {
    const { net, id } = network();
    const message = ask(net, id, request(id));
    expect(net.instance.pendingHttpRequests()).toEqual([
      {
        subnetId: APPLICATION.id,
        requestId: 0n,
        url: 'https://example.com/',
        method: 'GET',
        headers: [{ name: 'accept', value: 'text/plain' }],
        body: new Uint8Array(0),
        maxResponseBytes: undefined,
      },
    ]);
    expect(net.instance.hasWork()).toBe(false);
    expect(answer(net, PAGE)).toBeUndefined();
    expect(net.instance.pendingHttpRequests()).toEqual([]);
    expect(bodyOf(net.result(message))).toBe('200 1 page');
    expect(net.instance.answerHttpRequest(APPLICATION.id, 0n, [PAGE])).toBe('unknown_request');
    expect(net.instance.answerHttpRequest(II.id, 0n, [PAGE])).toBe('unknown_request');
  });

  it('cost by size, and refund the rest', () => {
    const { net, id } = network();
    const before = net.instance.cycles(id) ?? 0n;
    const message = ask(net, id, request(id, { max_response_bytes: [1000n] }));
    answer(net, PAGE);
    net.result(message);
    const size = BigInt('https://example.com/'.length + 'accept'.length + 'text/plain'.length);
    const fee = (3_000_000n + 60_000n * 13n + 400n * size + 800n * 1000n) * 13n;
    expect(before - (net.instance.cycles(id) ?? 0n)).toBe(fee);
    const far = net.deploy(fakeWasm('agent'), { subnet: II, cycles: 5n });
    ask(net, far, request(far));
    expect(net.instance.pendingHttpRequests()).toHaveLength(1);
    const poor = net.deploy(fakeWasm('agent'), { cycles: 100_000_000_000n });
    expect(bodyOf(manageFrom(net, poor, 'http_request', request(poor)))).toMatch(
      /^4 http_request request sent with 0 cycles, but [\d_]+ cycles are required\.$/,
    );
  });

  it('pass through the transform with its context', () => {
    const { net, id } = network();
    const run = (transform: string): string => {
      const message = ask(net, id, request(id, {}, transform));
      answer(net, PAGE);
      return bodyOf(net.result(message));
    };
    expect(run('transform')).toBe('200 0 my page');
    expect(run('fail')).toMatch(/IC0503: Error from Canister .*'no such page'/);
    expect(run('refuse')).toBe('4 not this one');
    expect(run('none')).toMatch(/IC0536: .*no query method 'none'/);
    expect(run('swell')).toBe('4 Transformed http response exceeds limit: 2000000');
  });

  it('are rejected as their response says, or when it is too large', () => {
    const { net, id } = network();
    const run = (response: HttpResponse, change = {}): string => {
      const message = ask(net, id, request(id, change));
      answer(net, response);
      return bodyOf(net.result(message));
    };
    expect(run({ kind: 'reject', code: 2, message: 'no route' })).toBe('4 no route');
    expect(run({ ...PAGE, body: new Uint8Array(2_000_000) })).toContain('exceeds size limit of 2000000');
    expect(run(PAGE, { max_response_bytes: [12n] })).toContain('exceeds size limit of 12 bytes');
    expect(run({ ...PAGE, headers: new Array(65).fill({ name: '', value: '' }) })).toContain('exceeds 64');
  });

  it('need most nodes to agree', () => {
    const { net, id } = network();
    const bodies = (...counts: number[]): HttpResponse[] =>
      counts.flatMap((count, body) =>
        new Array<HttpResponse>(count).fill({ ...PAGE, body: Uint8Array.of(48 + body) }),
      );
    const run = (responses: HttpResponse[], change = {}): string => {
      const message = ask(net, id, request(id, change));
      answer(net, ...responses);
      return bodyOf(net.result(message));
    };
    expect(run(bodies(4, 9))).toBe('200 1 1');
    expect(run(bodies(5, 8))).toMatch(
      /^4 No consensus could be reached\. Replicas had different responses\. Details: request_id: 1, .*: 8\], \[.*: 5\]$/,
    );
    ask(net, id, request(id));
    expect(answer(net, ...bodies(2))).toBe('wrong_number');
  });

  it('are given up after a minute', () => {
    const { net, id } = network();
    const message = ask(net, id, request(id));
    net.instance.setTime(net.instance.time + 59_000_000_000n);
    net.instance.tick();
    expect(net.instance.hasWork()).toBe(false);
    net.instance.setTime(net.instance.time + 1_000_000_000n);
    expect(net.instance.hasWork()).toBe(true);
    expect(bodyOf(net.result(message))).toBe('4 Canister http request timed out');
  });

  it.each([
    ['long URLs', { url: 'x'.repeat(8193) }, 'url size 8193 exceeds 8192'],
    ['large limits', { max_response_bytes: [2_000_001n] }, 'range [0..2000000], got 2000001'],
    ['large bodies', { body: [new Uint8Array(2_000_000)] }, 'exceeds 2000000'],
    ['long headers', { headers: [{ name: 'a', value: 'x'.repeat(8193) }] }, 'header value 8193 exceeds 8192'],
    ['methods for one node', { method: { put: null } }, 'only allowed for non-replicated requests'],
  ])('refuse %s', (_name, change, text) => {
    const { net, id } = network();
    const message = submitManage(net, id, 'http_request', request(id, change));
    expect(bodyOf(net.result(message))).toContain(text);
  });

  it('refuse the transform of another canister', () => {
    const { net, id } = network();
    const other = net.deploy(fakeWasm('agent'));
    expect(bodyOf(manageFrom(net, id, 'http_request', request(other, {}, 'transform')))).toContain(
      'transform principal id expected to be',
    );
  });
});

describe('HTTPS outcalls in a state folder', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'local-ic-outcalls-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('wait over a restart', () => {
    const { net, id } = network(folder);
    const message = ask(net, id, request(id, { body: [Buffer.from('sent')] }, 'transform'));
    const pending = net.instance.pendingHttpRequests();
    net.instance.flush();
    const again = TestNetwork.open(wasm, folder);
    expect(again.instance.pendingHttpRequests()).toEqual(pending);
    answer(again, PAGE);
    again.instance.flush();
    const third = TestNetwork.open(wasm, folder);
    expect(third.instance.pendingHttpRequests()).toEqual([]);
    expect(bodyOf(third.result(message))).toBe('200 0 my page');
  });
});
