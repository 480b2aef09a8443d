import binaryen from 'binaryen';

/**
 * Adds the functions of a module in WebAssembly text to another module. They refer to each other, and to the
 * functions, globals and memory (`$0`) of the target, by name; the text's own imports, globals and memory only
 * declare what the target has and are not copied.
 */
export function addTextFunctions(module: binaryen.Module, text: string): void {
  const source = binaryen.parseText(text);
  try {
    for (let index = 0; index < source.getNumFunctions(); index++) {
      const {
        name,
        module: importedFrom,
        params,
        results,
        vars,
        body,
      } = binaryen.getFunctionInfo(source.getFunctionByIndex(index));
      if (importedFrom !== '') continue;
      module.addFunction(name, params, results, vars, module.copyExpression(body));
    }
  } finally {
    source.dispose();
  }
}

/** Name inside the module of a function imported from the system. */
export function systemFunction(module: binaryen.Module, base: string): string {
  for (let index = 0; index < module.getNumFunctions(); index++) {
    const info = binaryen.getFunctionInfo(module.getFunctionByIndex(index));
    if (info.module === 'ic0' && info.base === base) return info.name;
  }
  throw new Error(`the wasm template does not import ic0.${base}`);
}

/**
 * Renames a function imported from the system, so that a function added under its old name gets all its calls:
 * callers inside the module know it by that name.
 *
 * @param renamed what the import is called from now on
 * @returns the old name
 */
export function displaceSystemFunction(module: binaryen.Module, base: string, renamed: string): string {
  const name = systemFunction(module, base);
  const { params, results } = binaryen.getFunctionInfo(module.getFunction(name));
  module.removeFunction(name);
  module.addFunctionImport(renamed, 'ic0', base, params, results);
  return name;
}

/**
 * Renames a function, so that one added under its old name gets all its calls, its own ones included.
 *
 * @param renamed what the function is called from now on
 */
export function displaceFunction(module: binaryen.Module, name: string, renamed: string): void {
  const { params, results, vars, body } = binaryen.getFunctionInfo(module.getFunction(name));
  module.addFunction(renamed, params, results, vars, module.copyExpression(body));
  module.removeFunction(name);
}
