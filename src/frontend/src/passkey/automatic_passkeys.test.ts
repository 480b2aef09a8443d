import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createBrowserPasskeys } from './automatic_passkeys.ts';

const PAGE = { origin: 'http://rdmx6-jaaaa-aaaaa-aaadq-cai.localhost:4943' };
const MESSAGE = Uint8Array.of(1, 2, 3);

/** A key of its own, by a page that knows nothing of earlier ones. */
async function make() {
  const made = await createBrowserPasskeys(PAGE).create({ exclude: [], portable: false });
  if (!made.ok) throw new Error(made.error.kind);
  return made.value;
}

describe('automatic passkeys', () => {
  beforeEach(() => {
    const kept = new Map<string, string>();
    vi.stubGlobal('localStorage', {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
    });
  });
  afterEach(() => vi.unstubAllGlobals());

  it('should sign with the key that is asked for, after a reload too', async () => {
    const first = await make();
    await make();
    const signed = await createBrowserPasskeys(PAGE).sign(MESSAGE, [first.credentialId], null);
    if (!signed.ok) throw new Error(signed.error.kind);
    expect(signed.value.credentialId).toEqual(first.credentialId);
    const key = await crypto.subtle.importKey(
      'spki',
      first.publicKey.slice(),
      { name: 'ECDSA', namedCurve: 'P-256' },
      false,
      ['verify'],
    );
    const hash = { name: 'ECDSA', hash: 'SHA-256' };
    expect(await crypto.subtle.verify(hash, key, signed.value.signature.slice(), MESSAGE)).toBe(true);
  });

  it('should sign with the newest key when any will do, and with none that it lacks', async () => {
    const passkeys = createBrowserPasskeys(PAGE);
    expect(await passkeys.sign(MESSAGE, [], null)).toEqual({ ok: false, error: { kind: 'cancelled' } });
    await make();
    const newest = await make();
    expect(await passkeys.sign(MESSAGE, [], null)).toMatchObject({
      value: { credentialId: newest.credentialId },
    });
    expect(await passkeys.sign(MESSAGE, [Uint8Array.of(9)], null)).toMatchObject({ ok: false });
  });
});
