/**
 * Generates the declarations in `src/declarations/` from the Candid interfaces. With `--check` it writes nothing and fails when
 * the files in the repository differ from what it would write.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type CandidSource, SOURCES, didText } from './codec/interfaces.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/** The TypeScript types and the IDL factory of an interface, importing the packages that the project uses. */
function generate(source: CandidSource): string {
  const dir = mkdtempSync(join(tmpdir(), 'declarations-'));
  const did = join(dir, `${source.name}.did`);
  try {
    writeFileSync(did, didText(root, source));
    execFileSync(
      process.execPath,
      [
        join(root, 'node_modules/.bin/icp-bindgen'),
        ...['--did-file', did, '--out-dir', dir],
        ...['--actor-disabled', '--declarations-flat', '--declarations-typescript', '--force'],
      ],
      { stdio: ['ignore', 'ignore', 'inherit'] },
    );
    return (
      readFileSync(join(dir, `${source.name}.did.ts`), 'utf8')
        .replaceAll(
          "import { IDL } from '@icp-sdk/core/candid'",
          "import type { IDL } from '@dfinity/candid'",
        )
        .replaceAll('@icp-sdk/core/agent', '@dfinity/agent')
        .replaceAll('@icp-sdk/core/principal', '@dfinity/principal')
        // An interface without an argument at installation does not look at what it is given.
        .replace(/= \(\{ IDL \}\) => \{\s*return \[\];\s*\};/, '= () => [];')
    );
  } finally {
    rmSync(dir, { recursive: true });
  }
}

for (const source of SOURCES) {
  const generated = generate(source);
  const target = join(root, `src/declarations/${source.name}.did.ts`);
  if (!process.argv.includes('--check')) writeFileSync(target, generated);
  else if (readFileSync(target, 'utf8') !== generated) {
    console.error(`${source.name}.did.ts is not what ${source.did} gives: run npm run generate`);
    process.exitCode = 1;
  }
}
