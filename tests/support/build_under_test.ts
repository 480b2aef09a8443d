/**
 * Which of the two builds canister tests run on: the released one, or with `PLAIN_BUILD=1` the one without native
 * code, which Azle brings to run as it does any canister.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Whether the build under test has no native code. */
export const IS_PLAIN = process.env['PLAIN_BUILD'] === '1';

/** How much longer than with native code tests may take: an install alone takes six times as long. */
export const SLOWNESS = IS_PLAIN ? 6 : 1;

/** The folder with its modules. */
export const BUILT = fileURLToPath(new URL(IS_PLAIN ? '../../dist/plain/' : '../../dist/', import.meta.url));

/** Bytes of one of its modules. */
export const builtWasm = (name: string): Uint8Array => readFileSync(`${BUILT}${name}.wasm.gz`);

/**
 * Tests that only the build with native code can pass.
 *
 * @param _reason why the plain build is not meant to
 */
export function onlyWithNativeCode(_reason: string, tests: () => void): void {
  if (!IS_PLAIN) tests();
}
