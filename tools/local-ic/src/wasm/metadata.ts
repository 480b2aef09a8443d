import type { CanisterModule } from './types.ts';
import { InvalidWasm } from './wasm_binary/invalid_wasm.ts';
import type { CustomSection } from './wasm_binary/module_sections.ts';

const MAX_SECTIONS = 16;
const MAX_BYTES = 2 ** 20;
const PREFIX = 'icp:';
const PUBLIC = 'icp:public ';
const PRIVATE = 'icp:private ';

function invalid(reason: string): InvalidWasm {
  return new InvalidWasm(`Wasm module has an invalid custom section. ${reason}`);
}

/** Custom sections named `icp:public x` and `icp:private x`; all others are of no concern to the network. */
export function readMetadata(custom: readonly CustomSection[]): CanisterModule['metadata'] {
  const metadata = new Map<string, { isPublic: boolean; content: Uint8Array }>();
  let bytes = 0;
  for (const { name, content } of custom) {
    if (!name.startsWith(PREFIX)) continue;
    const isPublic = name.startsWith(PUBLIC);
    if (!isPublic && !name.startsWith(PRIVATE)) {
      throw invalid(`Custom section '${name}' has no public/private scope defined.`);
    }
    const key = name.slice((isPublic ? PUBLIC : PRIVATE).length);
    if (metadata.has(key)) throw invalid(`name ${key} already exists`);
    bytes += content.length + Buffer.byteLength(key);
    if (bytes > MAX_BYTES) {
      throw invalid(
        `total size of the custom sections exceeds the maximum allowed: size ${bytes} bytes, allowed ${MAX_BYTES} bytes`,
      );
    }
    metadata.set(key, { isPublic, content: content.slice() });
    if (metadata.size > MAX_SECTIONS) {
      throw new InvalidWasm(
        `Wasm module defined ${metadata.size} custom sections which exceeds the maximum number allowed ${MAX_SECTIONS}.`,
      );
    }
  }
  return metadata;
}
