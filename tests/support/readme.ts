/** Blocks of README that tests hold to their word. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const README = readFileSync(fileURLToPath(new URL('../../README.md', import.meta.url)), 'utf8');

/** The first code block after the marker `<!-- test: name -->`. */
export function readmeBlock(name: string): string {
  const marker = README.indexOf(`<!-- test: ${name} -->`);
  if (marker < 0) throw new Error(`README has no marker ${name}`);
  const [, block] = /```\w*\n([\s\S]*?)```/.exec(README.slice(marker)) ?? [];
  if (block === undefined) throw new Error(`README has no block after ${name}`);
  return block;
}
