import { readFileSync } from 'node:fs';
import { IDL } from '@dfinity/candid';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { idlFactory } from '../../declarations/internet_identity.did.ts';
import { keepMethods } from './called_methods_only.ts';

const CODE = readFileSync(new URL('../../declarations/internet_identity.did.ts', import.meta.url), 'utf8');

/** The service that some declarations describe, by the text of each method's type. */
function methodsOf(code: string): Map<string, string> {
  const { outputText } = ts.transpileModule(code, {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
  });
  const module = { exports: {} as { idlFactory?: IDL.InterfaceFactory } };
  (0, eval)(`(function (module, exports, require) { ${outputText} })`)(module, module.exports, () => ({}));
  return textsOf(module.exports.idlFactory!);
}

const textsOf = (factory: IDL.InterfaceFactory): Map<string, string> =>
  // Recursive types are numbered as they are made.
  new Map(
    factory({ IDL })._fields.map(([name, type]) => [name, type.display().replaceAll(/rec_\d+/g, 'rec')]),
  );

describe('keepMethods', () => {
  it('should leave the kept methods as they are, and nothing else', () => {
    const all = textsOf(idlFactory);
    for (const names of [['lookup'], ['identity_info', 'get_delegation'], [...all.keys()]]) {
      const kept = methodsOf(keepMethods(CODE, new Set(names)));
      expect(kept).toEqual(new Map([...all].filter(([name]) => names.includes(name))));
    }
  });

  it('should leave out types that no kept method names', () => {
    const kept = keepMethods(CODE, new Set(['lookup']));
    expect(kept).toContain('const DeviceData = IDL');
    expect(kept).not.toContain('const IdRegStartError = IDL');
    expect(kept.split('\n')).toHaveLength(CODE.split('\n').length);
  });

  it('should not pass over declarations that it cannot read', () => {
    expect(() => keepMethods('export const other = 1;', new Set(['lookup']))).toThrow('no service');
    expect(() => keepMethods(CODE, new Set(['nothing']))).toThrow('no method');
  });
});
