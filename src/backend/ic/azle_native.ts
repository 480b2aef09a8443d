import { installNativeSignatureTree } from '../certified/signature_tree.ts';
import { installNativeBase64 } from '../encoding/base64.ts';
import { installNativeMessages } from '../encoding/candid/message_frame.ts';
import { installNativeDigestSteps } from '../encoding/digest_steps.ts';
import { installNativeParts } from '../encoding/parts_frame.ts';
import { installNativeSha256 } from '../encoding/sha256.ts';
import { installNativeTextForms } from '../encoding/text_forms.ts';
import type { MemoryPages } from './ic.ts';
import { nativeDigestSteps } from './native_digest_steps.ts';
import {
  nativeEmbeddedBytes,
  nativeMemoryPages,
  nativeSetTimer,
  nativeSha256,
  nativeSignatureCost,
} from './native_frames.ts';
import { TIMER_CALLBACK } from './native_layout.ts';
import { nativeMessages } from './native_messages.ts';
import { nativeParts } from './native_parts.ts';
import { NativeSignatureTree } from './native_signature_tree.ts';
import { nativeText, type NativeStrings } from './native_text.ts';
import { nativeTextForms } from './native_text_forms.ts';

declare const __NATIVE__: boolean | undefined;

/**
 * What Azle's Rust half offers to JavaScript, as far as it is used here. Arrays are passed by reference, unlike what
 * Azle's own wrappers promise.
 */
interface AzleIc extends NativeStrings {
  /** Candid text to bytes. */
  readonly candidEncode: (text: string) => Uint8Array;
}

const azleIc = (): AzleIc => (globalThis as unknown as { _azleIc: AzleIc })._azleIc;

/**
 * Starts to use the native code that the build put into the wasm, where it did. To be called once in init and in
 * post-upgrade, before anything is hashed.
 *
 * @throws when the native code fails its self-test
 */
export function installNativeCode(): void {
  if (typeof __NATIVE__ !== 'undefined' && __NATIVE__) {
    installNativeSha256(nativeSha256(azleIc().certifiedDataSet));
    installNativeBase64(nativeText(azleIc()).base64);
    installNativeMessages(nativeMessages(azleIc()));
    installNativeTextForms(nativeTextForms(azleIc()));
    installNativeParts(nativeParts(azleIc().certifiedDataSet));
    installNativeDigestSteps(nativeDigestSteps(azleIc()));
    installNativeSignatureTree(() => new NativeSignatureTree(azleIc().certifiedDataSet));
  }
}

/**
 * Bytes of an embedded file.
 *
 * @param offset where they start in the wasm's data
 * @param length how many they are
 * @param text in a build without native code: the same bytes as a Candid blob literal
 */
export function embeddedBytes(offset: number, length: number, text?: string): Uint8Array {
  if (text === undefined) return nativeEmbeddedBytes(azleIc().certifiedDataSet, offset, length);
  // Azle's Candid parser is compiled code: a loop in JavaScript would cost a thousand times more.
  const message = azleIc().candidEncode(text);
  return message.subarray(message.length - length);
}

/** How large the canister's memories are; null where the build put no native code into the wasm. */
export function memoryPages(): MemoryPages | null {
  return typeof __NATIVE__ !== 'undefined' && __NATIVE__
    ? nativeMemoryPages(azleIc().certifiedDataSet)
    : null;
}

/** What a signature by a threshold Ed25519 key costs; null for an unknown key, and without native code. */
export function signatureCost(keyName: string): bigint | null {
  return typeof __NATIVE__ !== 'undefined' && __NATIVE__
    ? nativeSignatureCost(azleIc().certifiedDataSet, keyName)
    : null;
}

/** Sets the global timer in a build with native code, as {@link Ic.setTimer} describes it. */
export function setNativeTimer(at: bigint, run: () => void): void {
  const { callbacks } = (globalThis as unknown as { _azleCanisterClassMeta: CanisterClassMeta })
    ._azleCanisterClassMeta;
  callbacks[TIMER_CALLBACK] = run;
  nativeSetTimer(azleIc().certifiedDataSet, at);
}

/** Where Azle's Rust half looks for what to run. */
interface CanisterClassMeta {
  readonly callbacks: Record<number, () => void>;
}
