/**
 * Generates `src/declarations/` from `internet_identity.did`. With `--check` it writes nothing and fails when
 * the files in the repository differ from what it would write.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const target = join(root, 'src/declarations/internet_identity.did.ts');

/** The TypeScript types and the IDL factory of the interface, importing the packages that the project uses. */
function generate(): string {
  const dir = mkdtempSync(join(tmpdir(), 'declarations-'));
  try {
    execFileSync(
      process.execPath,
      [
        join(root, 'node_modules/.bin/icp-bindgen'),
        ...['--did-file', join(root, 'internet_identity.did'), '--out-dir', dir],
        ...['--actor-disabled', '--declarations-flat', '--declarations-typescript', '--force'],
      ],
      { stdio: ['ignore', 'ignore', 'inherit'] },
    );
    return readFileSync(join(dir, 'internet_identity.did.ts'), 'utf8')
      .replaceAll("import { IDL } from '@icp-sdk/core/candid'", "import type { IDL } from '@dfinity/candid'")
      .replaceAll('@icp-sdk/core/agent', '@dfinity/agent')
      .replaceAll('@icp-sdk/core/principal', '@dfinity/principal');
  } finally {
    rmSync(dir, { recursive: true });
  }
}

const generated = generate();
if (process.argv.includes('--check')) {
  if (readFileSync(target, 'utf8') !== generated) {
    console.error('src/declarations is not what internet_identity.did gives: run npm run generate');
    process.exit(1);
  }
} else {
  writeFileSync(target, generated);
}
