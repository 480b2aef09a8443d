import { createContext, runInContext } from 'node:vm';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Inbox } from '../src/boot/inbox.ts';
import { compileBoot } from './boot_script.ts';

const DAPP = 'https://dapp.example';
let code: string;
beforeAll(async () => {
  code = await compileBoot(['/immutable/main-abc.js', '/immutable/part-def.js']);
});

/** A page as the boot script finds it. */
function open(address: string, opened = true) {
  const url = new URL(address);
  const posted: { data: unknown; target: string }[] = [];
  const opener = { postMessage: (data: unknown, target: string) => void posted.push({ data, target }) };
  const scripts: Record<string, unknown>[] = [];
  const attributes: string[] = [];
  let listener: ((event: unknown) => void) | null = null;
  const window: { opener: unknown; iiInbox?: Inbox } = { opener: opened ? opener : null };
  const globals = createContext({
    window,
    URLSearchParams,
    encodeURIComponent,
    location: { hash: url.hash, pathname: url.pathname, search: url.search },
    addEventListener: (type: string, call: (event: unknown) => void) => {
      if (type === 'message') listener = call;
    },
    document: {
      createElement: () => ({}),
      head: { append: (script: Record<string, unknown>) => void scripts.push(script) },
      body: { setAttribute: (name: string) => void attributes.push(name) },
    },
  });
  runInContext(code, globals);
  const inbox = window.iiInbox;
  if (inbox === undefined) throw new Error('no inbox');
  const receive = (data: unknown, source: unknown = opener, origin = DAPP): void =>
    listener?.({ data, source, origin });
  return { posted, scripts, attributes, inbox, receive, script: scripts[0] };
}

describe('the boot script', () => {
  it('should be small enough to be there before anything else', () => {
    expect(code.length).toBeLessThan(1200);
  });

  it('should announce itself to the opener at once, on both authorize routes and nowhere else', () => {
    for (const address of [
      'https://id.example/#authorize',
      'https://id.example/authorize',
      'https://id.example/authorize/',
    ]) {
      expect(open(address).posted).toEqual([{ data: { kind: 'authorize-ready' }, target: '*' }]);
    }
    for (const address of [
      'https://id.example/',
      'https://id.example/#authorized',
      'https://id.example/x/authorize',
    ]) {
      expect(open(address).posted).toEqual([]);
    }
    expect(open('https://id.example/#authorize', false).posted).toEqual([]);
  });

  it('should announce the page for credentials in the words of its own client', () => {
    for (const address of ['https://id.example/vc-flow', 'https://id.example/vc-flow/']) {
      expect(open(address).posted).toEqual([
        { data: { jsonrpc: '2.0', method: 'vc-flow-ready' }, target: '*' },
      ]);
    }
  });

  it('should load all that the application begins with, with the canister id that the page was opened with', () => {
    const plain = open('https://id.example/?other=1').script;
    expect(plain).toMatchObject({ type: 'module', src: '/immutable/main-abc.js' });
    const local = open('http://localhost:4943/?x=1&canisterId=rdmx6-jaaaa-aaaaa-aaadq-cai#authorize').script;
    expect(local?.['src']).toBe('/immutable/main-abc.js?canisterId=rdmx6-jaaaa-aaaaa-aaadq-cai');
    expect(open('https://id.example/?canisterId=x').scripts[1]).toMatchObject({
      type: 'module',
      src: '/immutable/part-def.js?canisterId=x',
    });
    const hostile = open('http://localhost:4943/?canisterId=%22%3E%3Cscript%3E%26x=1').script;
    expect(hostile?.['src']).toBe('/immutable/main-abc.js?canisterId=%22%3E%3Cscript%3E%26x%3D1');
  });

  it('should show the sentence about a failed load when the application does not come', () => {
    for (const missing of [0, 1]) {
      const page = open('https://id.example/');
      (page.scripts[missing]?.['onerror'] as () => void)();
      expect(page.attributes).toEqual(['data-load-failed']);
    }
  });

  it('should keep what the opener sends until the application listens, and no flood', () => {
    const page = open('https://id.example/#authorize');
    for (let i = 0; i < 1000; i++) page.receive({ kind: 'authorize-client', i });
    expect(page.inbox.early).toHaveLength(32);
    const later: unknown[] = [];
    page.inbox.receive = ({ data }) => void later.push(data);
    page.receive('after');
    expect(later).toEqual(['after']);
  });

  it('should ignore whoever is not the opener', () => {
    const page = open('https://id.example/#authorize');
    page.receive({ kind: 'authorize-client' }, { postMessage: () => undefined });
    page.receive({ jsonrpc: '2.0', id: 1, method: 'icrc29_status' }, null);
    expect(page.inbox.early).toEqual([]);
    expect(page.posted).toHaveLength(1);
  });

  it('should answer each heartbeat to its own origin, before and after the application is there', () => {
    const page = open('https://id.example/authorize');
    page.receive({ jsonrpc: '2.0', id: 'a', method: 'icrc29_status' });
    page.inbox.receive = () => undefined;
    page.receive({ jsonrpc: '2.0', id: 'b', method: 'icrc29_status' });
    page.receive({ jsonrpc: '2.0', id: 'c', method: 'icrc29_status' }, undefined, 'null');
    expect(page.posted.slice(1)).toEqual([
      { data: { jsonrpc: '2.0', id: 'a', result: 'ready' }, target: DAPP },
      { data: { jsonrpc: '2.0', id: 'b', result: 'ready' }, target: DAPP },
    ]);
    expect(page.inbox.early).toEqual([]);
  });

  it.each([null, undefined, 7, 'text', [], { jsonrpc: 2 }])('should survive the message %j', (data) => {
    const page = open('https://id.example/#authorize');
    page.receive(data);
    expect(page.inbox.early).toHaveLength(1);
  });
});
