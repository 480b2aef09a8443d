import { describe, expect, it } from 'vitest';
import { candidMetadata } from './candid_metadata.ts';

describe('Candid metadata', () => {
  it('keeps the interface as it is and gives the init argument with the types that it uses', () => {
    const did = `// A comment that names Unused.
type Unused = nat;
type Inner = variant {
  A; // with a comment
  B : Number;
};
type Number = nat64;

type Init = record {
  inner : opt Inner;
};

service : (opt Init) -> {
  get : () -> (Unused) query;
};
`;
    expect(candidMetadata(did)).toEqual({
      service: did,
      args: `type Inner = variant {
  A;
  B : Number;
};
type Number = nat64;
type Init = record {
  inner : opt Inner;
};
(opt Init)
`,
    });
  });

  it('gives an empty argument where there is none', () => {
    expect(candidMetadata('service : {\n  get : () -> ();\n};\n').args).toBe('()\n');
    expect(candidMetadata('service name : () -> {\n};\n').args).toBe('()\n');
  });

  it('refuses a text without a service', () => {
    expect(() => candidMetadata('type A = nat;')).toThrow('the .did file has no service');
  });
});
