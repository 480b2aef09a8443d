import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { embedFiles } from './embedded_files.ts';

describe('embedded files', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'embedded-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const write = (path: string, content: string | Uint8Array): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  };

  it('lists files of all folders, hidden ones too, by path', () => {
    write('index.html', '<p>');
    write('immutable/b.js', '1');
    write('immutable/a.js', '1');
    write('.well-known/ii-alternative-origins', '{}');
    expect(embedFiles(folder).map(({ path, contentType }) => [path, contentType])).toEqual([
      ['/.well-known/ii-alternative-origins', 'application/json'],
      ['/immutable/a.js', 'text/javascript'],
      ['/immutable/b.js', 'text/javascript'],
      ['/index.html', 'text/html'],
    ]);
  });

  it('compresses text and hashes what it stores', () => {
    const text = 'const x = 1;\n'.repeat(100);
    write('a.js', text);
    const [file] = embedFiles(folder);
    expect(file?.encoding).toBe('gzip');
    expect(gunzipSync(file!.bytes).toString()).toBe(text);
    expect(file!.sha256).toEqual(createHash('sha256').update(file!.bytes).digest());
  });

  it('keeps compressed formats, and files that gzip would make larger, as they are', () => {
    write('a.png', 'x'.repeat(1000));
    write('b.txt', 'hi');
    for (const file of embedFiles(folder)) expect(file.encoding).toBeNull();
  });

  it('leaves HTML to the canister and hashes the scripts in it', () => {
    const html =
      '<script>one()</script><script type="module" src="/a.js"></script><SCRIPT defer>\ntwo()\n</SCRIPT >';
    write('index.html', html);
    const [file] = embedFiles(folder);
    expect(new TextDecoder().decode(file!.bytes)).toBe(html);
    expect(file).toMatchObject({ encoding: null, sha256: new Uint8Array() });
    const source = (body: string): string => `sha384-${createHash('sha384').update(body).digest('base64')}`;
    expect(file!.inlineScriptHashes).toEqual([source('one()'), source('\ntwo()\n')]);
  });
});
