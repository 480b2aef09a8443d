/** A server that serves a thousand tests, an instance each, holds no more at the end than after the first hundreds. */
import { readFileSync } from 'node:fs';
import { PocketIc, SubnetStateType } from '@dfinity/pic';
import { expect, it } from 'vitest';
import { puppetWasm } from './support/puppet.ts';
import { startServer } from './support/server.ts';

const TESTS = 1000;
/** Instances after which the server has grown to what it needs. */
const SETTLED = 150;
/** Instances over which memory is watched: it comes and goes with the garbage. */
const WATCHED = 50;
/** Megabytes that it may grow afterwards: a puppet's memory alone is 5 MB, so 850 kept ones would be 4 GB. */
const MAX_GROWTH = 100;
const NEW = { state: { type: SubnetStateType.New } } as const;

it('should give back what deleted instances held', async () => {
  const server = await startServer();
  const wasm = await puppetWasm();
  /** Resident megabytes, where the system tells them in /proc. */
  const resident = (): number => {
    if (process.platform !== 'linux') return 0;
    const status = readFileSync(`/proc/${server.process.pid}/status`, 'utf8');
    return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)![1]) / 1024;
  };
  const settled: number[] = [];
  const atEnd: number[] = [];
  for (let test = 0; test < TESTS; test++) {
    const pic = await PocketIc.create(server.url, { application: [NEW] });
    const canisterId = await pic.createCanister();
    await pic.installCode({ canisterId, wasm });
    const arg = new Uint8Array(100_000).fill(test);
    await pic.updateCall({ canisterId, method: 'keep', arg });
    expect(Buffer.compare(await pic.queryCall({ canisterId, method: 'kept' }), arg)).toBe(0);
    await pic.tearDown();
    if (test >= SETTLED && test < SETTLED + WATCHED) settled.push(resident());
    if (test >= TESTS - WATCHED) atEnd.push(resident());
  }
  expect(Math.min(...atEnd) - Math.max(...settled)).toBeLessThan(MAX_GROWTH);
  await server.stop();
}, 1_800_000);
