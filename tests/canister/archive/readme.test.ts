/** README's commands for an archive, run by a shell that has a stand-in for dfx. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { IDL } from '@dfinity/candid';
import { afterAll, describe, expect, it } from 'vitest';
import { init } from '../../../src/declarations/internet_identity.did.ts';
import { archiveWasm, DeployedArchive, hashOf } from '../../support/archive.ts';
import { BUILT } from '../../support/build_under_test.ts';
import { encodeText } from '../../support/candid_text.ts';
import { CANISTER_ID, InternetIdentity, wasm } from '../../support/internet_identity.ts';
import { readmeBlock } from '../../support/readme.ts';

/** Appends the arguments of each call to a file: one argument a line, lines of an argument joined. */
const STAND_IN = `#!/bin/sh
for argument; do printf '%s\\n' "$(printf '%s' "$argument" | tr '\\n' ' ')"; done >> calls
`;

/** The arguments of both calls of dfx that the block makes, and the argument that it puts into a file. */
function runBlock(): { readonly calls: string[]; readonly file: string } {
  const folder = mkdtempSync(join(tmpdir(), 'archive-'));
  try {
    symlinkSync(BUILT, join(folder, 'dist'));
    writeFileSync(join(folder, 'dfx'), STAND_IN, { mode: 0o755 });
    const { status, stderr } = spawnSync('bash', ['-euc', readmeBlock('archive')], {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, PATH: `${folder}${delimiter}${process.env['PATH']}` },
    });
    if (status !== 0) throw new Error(stderr);
    return {
      calls: readFileSync(join(folder, 'calls'), 'utf8').trimEnd().split('\n'),
      file: readFileSync(join(folder, 'archive.arg'), 'utf8'),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe("README's commands for an archive", () => {
  let ii: InternetIdentity | undefined;
  afterAll(() => ii?.tearDown());

  it('should configure and deploy it', async () => {
    const { calls, file } = runBlock();
    const argument = encodeText(calls[calls.indexOf('--argument') + 1]!, init({ IDL }));
    ii = await InternetIdentity.create();
    await ii.pic.upgradeCanister({ canisterId: CANISTER_ID, wasm: wasm(), arg: argument });
    const [config] = (await ii.as().config()).archive_config;
    expect(Uint8Array.from(config!.module_hash)).toEqual(Uint8Array.from(hashOf(archiveWasm())));

    expect(calls.slice(-4)).toEqual([
      'internet_identity',
      'deploy_archive',
      '--argument-file',
      'archive.arg',
    ]);
    // Too long a text to be read as Candid here: the blob is taken out of it as it is written.
    const [, digits] = /^\(blob "((?:\\[0-9a-f]{2})*)"\)$/.exec(file)!;
    const sent = Buffer.from(digits!.replaceAll('\\', ''), 'hex');
    await DeployedArchive.deploy(ii, sent);
  });
});
