/** Appends a custom section with a name and content to a wasm binary. */
export function appendCustomSection(wasm: Uint8Array, name: string, content: Uint8Array): Uint8Array {
  const encodedName = new TextEncoder().encode(name);
  const nameLength = unsignedLeb128(encodedName.length);
  const size = unsignedLeb128(nameLength.length + encodedName.length + content.length);
  return Buffer.concat([wasm, Uint8Array.of(0), size, nameLength, encodedName, content]);
}

/** The contents of the first custom section of that name, or null when there is none. */
export function readCustomSection(wasm: Uint8Array, name: string): Uint8Array | null {
  const [content] = WebAssembly.Module.customSections(new WebAssembly.Module(wasm as BufferSource), name);
  return content === undefined ? null : new Uint8Array(content);
}

function unsignedLeb128(value: number): Uint8Array {
  const bytes: number[] = [];
  let rest = value;
  do {
    const low = rest & 0x7f;
    rest >>>= 7;
    bytes.push(rest === 0 ? low : low | 0x80);
  } while (rest !== 0);
  return Uint8Array.from(bytes);
}
