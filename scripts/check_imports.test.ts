import { describe, expect, it } from 'vitest';
import { violations } from './check_imports.ts';

describe('import directions', () => {
  it('should let a service use the domain', () => {
    expect(violations('src/backend/services/x.ts', ['src/backend/domain/anchor.ts'])).toEqual([]);
  });

  it('should keep the domain away from storage and from azle', () => {
    expect(violations('src/backend/domain/x.ts', ['src/backend/storage/y.ts', 'azle'])).toHaveLength(2);
  });

  it('should let azle into the adapters alone', () => {
    expect(violations('src/backend/ic/azle_ic.ts', ['azle'])).toEqual([]);
    expect(violations('src/backend/ic/ic.ts', ['azle'])).toHaveLength(1);
  });

  it('should keep wasm out of the REST layer', () => {
    expect(violations('tools/local-ic/src/server/x.ts', ['tools/local-ic/src/wasm/y.ts'])).toHaveLength(1);
  });

  it('should keep canister types out of the screens', () => {
    expect(violations('src/frontend/src/screens/X.svelte', ['src/declarations/a.ts'])).toHaveLength(1);
  });
});
