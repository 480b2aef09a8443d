import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TextDecoder as OwnDecoder, TextEncoder as OwnEncoder } from './text_encoding.ts';

const anyText = fc.string({
  unit: fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)),
});
const nearlyUtf8 = fc.oneof(
  fc.uint8Array({ maxLength: 12 }),
  fc.string({ unit: 'binary' }).map((text) => new TextEncoder().encode(text)),
  // Bytes around the borders of the well-formed sequences.
  fc
    .array(
      fc.constantFrom(
        0x7f,
        0x80,
        0x8f,
        0x90,
        0x9f,
        0xa0,
        0xbf,
        0xc1,
        0xc2,
        0xe0,
        0xed,
        0xef,
        0xf0,
        0xf4,
        0xf5,
      ),
    )
    .map((bytes) => Uint8Array.from(bytes)),
);

describe('text encoding for the canister', () => {
  it('encodes as the platform does, lone surrogates included', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(new OwnEncoder().encode(text)).toEqual(new TextEncoder().encode(text));
      }),
    );
  });

  it('decodes any bytes as the platform does', () => {
    fc.assert(
      fc.property(nearlyUtf8, fc.boolean(), (bytes, ignoreBOM) => {
        expect(new OwnDecoder('utf-8', { ignoreBOM }).decode(bytes)).toBe(
          new TextDecoder('utf-8', { ignoreBOM }).decode(bytes),
        );
      }),
      { numRuns: 1000 },
    );
  });

  it('refuses in fatal mode what the platform refuses', () => {
    const refuses = (decode: () => string): boolean => {
      try {
        decode();
        return false;
      } catch (error) {
        expect(error).toBeInstanceOf(TypeError);
        return true;
      }
    };
    fc.assert(
      fc.property(nearlyUtf8, (bytes) => {
        expect(refuses(() => new OwnDecoder('utf-8', { fatal: true }).decode(bytes))).toBe(
          refuses(() => new TextDecoder('utf-8', { fatal: true }).decode(bytes)),
        );
      }),
      { numRuns: 1000 },
    );
  });

  it('decodes texts longer than one chunk, drops a byte order mark, and takes buffers and views', () => {
    const long = 'añ€😀'.repeat(5000);
    const bytes = new TextEncoder().encode(`\ufeff${long}`);
    expect(new OwnDecoder().decode(bytes)).toBe(long);
    expect(new OwnDecoder().decode(bytes.buffer)).toBe(long);
    expect(new OwnDecoder().decode(new DataView(bytes.buffer, 3, 3))).toBe('añ');
    expect(new OwnDecoder().decode()).toBe('');
  });

  it('knows no other encoding', () => {
    expect(() => new OwnDecoder('latin1')).toThrow(RangeError);
    expect(new OwnDecoder('UTF8').encoding).toBe('utf-8');
  });
});
