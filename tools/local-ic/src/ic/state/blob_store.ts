import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { StateError } from './state_error.ts';

/** Modules and chunks, one file each, named by the SHA-256 of the content; written once, never changed. */
export class BlobStore {
  readonly #directory: string;
  readonly #known = new Set<string>();

  constructor(directory: string) {
    this.#directory = directory;
    mkdirSync(directory, { recursive: true });
  }

  /** Stores the bytes unless they are there. */
  put(hash: Uint8Array, bytes: Uint8Array): void {
    const name = Buffer.from(hash).toString('hex');
    if (this.#known.has(name)) return;
    const path = join(this.#directory, name);
    if (!existsSync(path)) {
      writeFileSync(`${path}.tmp`, bytes, { flush: true });
      renameSync(`${path}.tmp`, path);
    }
    this.#known.add(name);
  }

  get(hash: Uint8Array): Uint8Array {
    const name = Buffer.from(hash).toString('hex');
    try {
      return new Uint8Array(readFileSync(join(this.#directory, name)));
    } catch {
      throw new StateError(`the state folder lacks the file ${name} that it refers to`);
    }
  }

  /** Removes all blobs but those with the given hashes. */
  keepOnly(hashes: Iterable<Uint8Array>): void {
    const kept = new Set([...hashes].map((hash) => Buffer.from(hash).toString('hex')));
    for (const name of readdirSync(this.#directory)) {
      if (kept.has(name)) continue;
      rmSync(join(this.#directory, name));
      this.#known.delete(name);
    }
  }
}
