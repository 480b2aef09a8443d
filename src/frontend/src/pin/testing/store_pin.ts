/** A key as the published front end stored it for an identity with a PIN. Self-contained: it also runs in pages. */
export async function storePin(pin: string, iterations: number) {
  const { subtle } = crypto;
  const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));
  const [browserIv, pinIv, pinSalt] = [random(12), random(12), random(16)];
  const aes = { name: 'AES-GCM', length: 256 };
  const pair = await subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify']);
  const browserKey = await subtle.generateKey(aes, false, ['wrapKey', 'unwrapKey']);
  const once = await subtle.wrapKey('pkcs8', pair.privateKey, browserKey, { name: 'AES-GCM', iv: browserIv });
  const secret = await subtle.importKey('raw', new TextEncoder().encode(pin), 'PBKDF2', false, ['deriveKey']);
  const derivation = { name: 'PBKDF2', salt: pinSalt, iterations, hash: 'SHA-256' };
  const pinKey = await subtle.deriveKey(derivation, secret, aes, false, ['encrypt']);
  return {
    publicKey: pair.publicKey,
    encryptedPrivateKey: await subtle.encrypt({ name: 'AES-GCM', iv: pinIv }, pinKey, once),
    namedCurve: 'P-256',
    browserIv,
    browserKey,
    pinIv,
    pinSalt,
    pinPbkdfIters: iterations,
  };
}
