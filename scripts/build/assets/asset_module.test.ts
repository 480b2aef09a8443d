import { describe, expect, it } from 'vitest';
import { assetModule } from './asset_module.ts';
import type { EmbeddedFile } from './embedded_files.ts';

const file = (path: string, bytes: Uint8Array): EmbeddedFile => ({
  path,
  contentType: 'text/plain',
  encoding: null,
  sha256: Uint8Array.of(1, 2),
  inlineScriptHashes: [],
  bytes,
});

describe('module of embedded files', () => {
  const files = [file('/a', Uint8Array.of(1, 2, 3)), file('/b', Uint8Array.of(4, 5))];

  it('places the files one after another in the data', () => {
    const { source, data } = assetModule(files, true, '../..');
    expect([...data]).toEqual([1, 2, 3, 4, 5]);
    expect(source).toContain('embeddedBytes(0, 3)');
    expect(source).toContain('embeddedBytes(3, 2)');
    expect(source).toContain("from '../../ic/azle_native.ts'");
  });

  it('writes the bytes as Candid text without native code', () => {
    const bytes = new TextEncoder().encode('a"\\\n~é');
    const { source, data } = assetModule([file('/a', bytes)], false, '../..');
    expect(data.length).toBe(0);
    expect(source).toContain(JSON.stringify('(blob "a\\22\\5c\\0a~\\c3\\a9")'));
  });
});
