import { describe, expect, it } from 'vitest';
import { CodecTableBuilder } from './codec_table.ts';
import type { Interface, Type } from './interface_model.ts';

const idl: Interface = {
  types: new Map<string, Type>([['Key', { kind: 'vec', inner: { kind: 'primitive', name: 'Nat8' } }]]),
  methods: [],
  initArgs: [],
};

describe('CodecTableBuilder', () => {
  it('gives equal messages one number', () => {
    const builder = new CodecTableBuilder(idl);
    const key: Type = { kind: 'named', name: 'Key' };
    const text: Type = { kind: 'primitive', name: 'Text' };
    expect(builder.request([key], Uint8Array.of(1))).toBe(0);
    expect(builder.request([text], Uint8Array.of(2))).toBe(1);
    expect(builder.request([key], Uint8Array.of(1))).toBe(0);
    expect(builder.table.types).toHaveLength(1);
  });

  it('refuses a request with a function in it', () => {
    const func: Type = { kind: 'func', args: [], results: [], modes: [] };
    expect(() =>
      new CodecTableBuilder(idl).request([{ kind: 'opt', inner: func }], new Uint8Array()),
    ).toThrow('the decoder does not receive functions');
  });
});
