/**
 * Identities that a PIN opens in this browser. They were made before passkeys were everywhere; none are made
 * any more.
 */
export interface Pins {
  /** Their numbers. Never rejects. */
  numbers(): Promise<ReadonlySet<string>>;
  /** The key of one of them; null when the PIN is not its own. */
  unlock(number: string, pin: string): Promise<PinKey | null>;
}

export interface PinKey {
  /** ECDSA key in DER. */
  readonly publicKey: Uint8Array;
  /** @returns r and s, each as long as the curve's order */
  sign(message: Uint8Array): Promise<Uint8Array>;
}
