import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { principalToText } from '../../encoding/principal.ts';
import { CanisterNames, parseNames } from './canister_names.ts';

const ID = 'rdmx6-jaaaa-aaaaa-aaadq-cai';
const PAGES = 'uqzsh-gqaaa-aaaaq-qaada-cai';
const LEDGER = 'ryjl3-tyaaa-aaaaa-aaaba-cai';

function names(existing: readonly string[], file?: string): (host: string) => string | undefined {
  const known = new CanisterNames({
    domains: ['ic.test', 'localhost'],
    file,
    exists: (id) => existing.includes(principalToText(id)),
  });
  return (host) => {
    const id = known.find(host);
    return id && principalToText(id);
  };
}

describe('well-known names', () => {
  it('should be those of Internet Identity, below every domain', () => {
    const find = names([ID]);
    expect(find('internet_identity.localhost')).toBe(ID);
    expect(find('identity.ic.test')).toBe(ID);
    expect(find('id.ai.localhost')).toBe(ID);
    expect(find('id.ai')).toBe(undefined);
    expect(find('constructor.localhost')).toBe(undefined);
    expect(find('a.id.ai.localhost')).toBe(undefined);
  });

  it('should lead to the pages where those have a canister of their own', () => {
    expect(names([ID, PAGES])('id.ai.localhost')).toBe(PAGES);
    expect(names([ID, PAGES])('internet_identity.localhost')).toBe(ID);
  });
});

describe('names of a file', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'names-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  it('should be followed as the file comes, changes and goes, before the well-known ones', () => {
    const file = join(folder, 'custom-domains.txt');
    const find = names([ID], file);
    expect(find('backend.local.localhost')).toBe(undefined);
    writeFileSync(file, `backend.local.localhost:${LEDGER}\nid.ai.localhost:${LEDGER}\n`);
    expect(find('backend.local.localhost')).toBe(LEDGER);
    expect(find('id.ai.localhost')).toBe(LEDGER);
    writeFileSync(file, `other.example:${ID}\n`);
    expect([find('backend.local.localhost'), find('other.example')]).toEqual([undefined, ID]);
    rmSync(file);
    expect([find('other.example'), find('id.ai.localhost')]).toEqual([undefined, ID]);
  });

  it('should be none where there is something else', () => {
    for (const path of [folder, `${folder}/a\0b`, `${folder}/a/b`]) {
      expect(names([ID], path)('id.ai.localhost')).toBe(ID);
    }
  });

  it('should be read from lines that are whole, whatever else there is', () => {
    const parsed = parseNames(`\n:${ID}\nno id\nA.B: ${ID} \nx:aaaaa-aa\ny:${ID.slice(1)}\n`);
    expect([...parsed.keys()]).toEqual(['a.b']);
  });
});
