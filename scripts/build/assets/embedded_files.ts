import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { gzip } from '../gzip.ts';
import { fileKind } from './content_type.ts';
import { inlineScriptHashes } from './inline_scripts.ts';

/** A file as the canister will hold it: {@link BuiltAsset} with the bytes themselves. */
export interface EmbeddedFile {
  readonly path: string;
  readonly contentType: string;
  readonly encoding: 'gzip' | null;
  readonly sha256: Uint8Array;
  readonly inlineScriptHashes: readonly string[];
  readonly bytes: Uint8Array;
}

/** Reads every file below a folder, in the order of their paths' code units, which is the same on every machine. */
export function embedFiles(folder: string): EmbeddedFile[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => ({ path: `/${relative(folder, file).split(sep).join('/')}`, content: readFileSync(file) }))
    .sort((left, right) => (left.path < right.path ? -1 : 1))
    .map(({ path, content }) => embedFile(path, content));
}

function embedFile(path: string, content: Uint8Array): EmbeddedFile {
  const { contentType, compressed } = fileKind(path);
  if (contentType === 'text/html') {
    // The canister writes its id and configuration into HTML, so neither gzip nor a hash can be made ahead.
    const hashes = inlineScriptHashes(new TextDecoder().decode(content));
    return {
      path,
      contentType,
      encoding: null,
      sha256: new Uint8Array(),
      inlineScriptHashes: hashes,
      bytes: content,
    };
  }
  const gzipped = compressed === true ? content : gzip(content);
  const smaller = gzipped.length < content.length;
  const bytes = smaller ? gzipped : content;
  const sha256 = createHash('sha256').update(bytes).digest();
  return { path, contentType, encoding: smaller ? 'gzip' : null, sha256, inlineScriptHashes: [], bytes };
}
