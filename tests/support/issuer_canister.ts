/** The issuer of credentials in `tests/canisters/issuer`, built as every canister here is. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildCanister } from '../../scripts/build/canister.ts';
import { gzip } from '../../scripts/build/gzip.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Its wasm, gzipped. */
export async function issuerWasm(): Promise<Uint8Array> {
  const { wasm } = await buildCanister({
    root,
    main: './tests/canisters/issuer/index.ts',
    did: readFileSync(`${root}tests/canisters/issuer/issuer.did`, 'utf8'),
    define: { __NATIVE__: 'false', __TEST_BUILD__: 'false' },
    withoutAzle: false,
    embedded: null,
    guardsStableMemory: false,
  });
  return gzip(wasm);
}
