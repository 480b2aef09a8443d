/** Canisters below `tests/canisters`, built as every canister here is. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildCanister } from '../../scripts/build/canister.ts';
import { gzip } from '../../scripts/build/gzip.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The wasm of one, gzipped. */
export async function testCanisterWasm(name: 'issuer' | 'satellite'): Promise<Uint8Array> {
  const { wasm } = await buildCanister({
    root,
    main: `./tests/canisters/${name}/index.ts`,
    did: readFileSync(`${root}tests/canisters/${name}/${name}.did`, 'utf8'),
    define: { __NATIVE__: 'false', __TEST_BUILD__: 'false' },
    withoutAzle: false,
    embedded: null,
    guardsStableMemory: false,
  });
  return gzip(wasm);
}
