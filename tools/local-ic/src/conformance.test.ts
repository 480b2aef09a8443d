/** docs/CONFORMANCE.md says what is served: all of it, and nothing else. */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { METHODS } from './ic/management/dispatch.ts';
import { NOT_SERVED } from './ic/management/not_served.ts';
import { endpointNames } from './server/pocket_ic/endpoints.ts';
import { ServerState } from './server/server_state.ts';
import { SYSTEM_FUNCTIONS } from './wasm/ic0/ic0.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const text = readFileSync(`${root}/docs/CONFORMANCE.md`, 'utf8');

interface Row {
  readonly name: string;
  readonly served: string;
  readonly test: string;
  readonly remark: string;
}

/** Rows of the table below a heading. */
function rowsOf(heading: string): Row[] {
  const section = text.split(`## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
  const lines = section.split('\n').filter((line) => line.startsWith('| `'));
  return lines.map((line) => {
    const [, name = '', served = '', test = '', remark = ''] = line.split('|').map((cell) => cell.trim());
    return { name: name.replaceAll('`', ''), served, test, remark };
  });
}

const state = new ServerState({ log: () => undefined, fault: () => undefined });

describe.each([
  ['Endpoints', endpointNames(state)],
  ['Management canister', [...METHODS.keys(), ...NOT_SERVED.keys()]],
  ['System interface', [...SYSTEM_FUNCTIONS.keys()]],
])('%s', (heading, names) => {
  const rows = rowsOf(heading);

  it('are all listed, and only they', () => {
    expect(rows.map(({ name }) => name).sort()).toEqual([...names].sort());
  });

  it('have tests that there are, and remarks where something is left out', () => {
    for (const { name, served, test, remark } of rows) {
      expect(['whole', 'partial', 'refused']).toContain(served);
      expect([name, existsSync(`${root}/${test}`)]).toEqual([name, true]);
      if (served !== 'whole') expect([name, remark]).not.toEqual([name, '']);
      // System functions and management methods are called by their names.
      if (heading === 'System interface')
        expect([name, readFileSync(`${root}/${test}`, 'utf8')]).toEqual([
          name,
          expect.stringContaining(name) as string,
        ]);
    }
  });
});

it('methods that are not served are listed as refused', () => {
  const refused = rowsOf('Management canister').filter(({ served }) => served === 'refused');
  expect(refused.map(({ name }) => name).sort()).toEqual([...NOT_SERVED.keys()].sort());
});
