import { IC0_MODULE, SYSTEM_FUNCTIONS } from './ic0/ic0.ts';
import { wasmType } from './ic0/system_function.ts';
import { PRIVATE_PREFIX } from './rewrite.ts';
import { InvalidWasm } from './wasm_binary/invalid_wasm.ts';
import { type ModuleSections, SECTION } from './wasm_binary/module_sections.ts';
import { F64, type FunctionType, I32, typeNames } from './wasm_binary/value_types.ts';

/** What the network asks of a module besides being valid wasm. */

const MAX_FUNCTIONS = 50_000;
const MAX_GLOBALS = 1_000;
const MAX_METHODS = 1_000;
const MAX_METHOD_NAME_BYTES = 20_000;
const MAX_CODE_BYTES = 12 * 2 ** 20;

const METHOD_KINDS = ['update', 'query', 'composite_query'] as const;
type MethodKind = (typeof METHOD_KINDS)[number];

const ENTRY_POINTS: ReadonlySet<string> = new Set([
  'canister_init',
  'canister_pre_upgrade',
  'canister_post_upgrade',
  'canister_inspect_message',
  'canister_heartbeat',
  'canister_global_timer',
  'canister_on_low_wasm_memory',
]);

const FUNCTION_EXPORT = 0;
const NO_TYPE: FunctionType = { params: [], results: [] };

/** Names that a module exports for the network. */
export interface EntryPoints {
  readonly methods: Readonly<Record<MethodKind, ReadonlySet<string>>>;
  readonly others: ReadonlySet<string>;
}

function sameTypes(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((type, i) => type === b[i]);
}

function checkSignature(name: string, expected: FunctionType, actual: FunctionType): void {
  const invalid = (what: string, wanted: readonly number[], got: readonly number[]) =>
    new InvalidWasm(
      `Wasm module has an invalid function signature. Expected ${what} ${typeNames(wanted)} for '${name}', got ${typeNames(got)}.`,
    );
  if (!sameTypes(expected.params, actual.params)) {
    throw invalid('input params', expected.params, actual.params);
  }
  if (!sameTypes(expected.results, actual.results)) {
    throw invalid('return type', expected.results, actual.results);
  }
}

function typeAt(module: ModuleSections, index: number): FunctionType {
  const type = module.types[index];
  if (!type) throw new InvalidWasm(`unknown type ${index}`);
  return type;
}

function checkImports(module: ModuleSections): void {
  const wide = module.memory?.wide === true;
  for (const { module: from, name, type } of module.imports) {
    const fn = from === IC0_MODULE ? SYSTEM_FUNCTIONS.get(name) : undefined;
    if (!fn || (wide && fn.narrowOnly)) {
      throw new InvalidWasm(
        `Wasm module has an invalid import section. Module imports function '${name}' from '${from}' that is not exported by the runtime.`,
      );
    }
    checkSignature(name, wasmType(fn, wide), typeAt(module, type));
  }
}

function functionType(module: ModuleSections, index: number): FunctionType {
  const type = module.imports[index]?.type ?? module.functions[index - module.imports.length];
  if (type === undefined) throw new InvalidWasm(`unknown function ${index}`);
  return typeAt(module, type);
}

function methodOf(name: string): { kind: MethodKind; method: string } | undefined {
  for (const kind of METHOD_KINDS) {
    const prefix = `canister_${kind} `;
    if (name.startsWith(prefix)) return { kind, method: name.slice(prefix.length) };
  }
  return undefined;
}

function checkExports(module: ModuleSections): EntryPoints {
  const methods = { update: new Set<string>(), query: new Set<string>(), composite_query: new Set<string>() };
  const others = new Set<string>();
  const seen = new Set<string>();
  let nameBytes = 0;
  const invalid = (reason: string) => new InvalidWasm(`Wasm module has an invalid export section. ${reason}`);
  for (const { name, kind, index } of module.exports) {
    if (name.startsWith(PRIVATE_PREFIX)) throw invalid(`Exporting reserved symbol ${name} not allowed.`);
    if (kind !== FUNCTION_EXPORT || !name.startsWith('canister_')) continue;
    const method = methodOf(name);
    if (method) {
      if (seen.has(method.method)) {
        throw invalid(
          `Duplicate function '${method.method}' exported multiple times with different call types: update, query, or composite_query.`,
        );
      }
      seen.add(method.method);
      methods[method.kind].add(method.method);
      nameBytes += Buffer.byteLength(method.method);
    } else if (ENTRY_POINTS.has(name)) others.add(name);
    else throw invalid(`Exporting reserved function '${name}' with "canister_" prefix`);
    checkSignature(name, NO_TYPE, functionType(module, index));
  }
  const called =
    'called `canister_update <name>`, `canister_query <name>`, or `canister_composite_query <name>`';
  if (seen.size > MAX_METHODS) {
    throw invalid(`The number of exported functions ${called} exceeds ${MAX_METHODS}.`);
  }
  if (nameBytes > MAX_METHOD_NAME_BYTES) {
    throw invalid(
      `The sum of \`<name>\` lengths in exported functions ${called} exceeds ${MAX_METHOD_NAME_BYTES}.`,
    );
  }
  return { methods, others };
}

function checkSizes(module: ModuleSections): void {
  const tooMany = (what: string, count: number, allowed: number) =>
    new InvalidWasm(
      `Wasm module defined ${count} ${what} which exceeds the maximum number allowed ${allowed}.`,
    );
  if (module.functions.length > MAX_FUNCTIONS)
    throw tooMany('functions', module.functions.length, MAX_FUNCTIONS);
  if (module.globals.length > MAX_GLOBALS) throw tooMany('globals', module.globals.length, MAX_GLOBALS);
  const codeBytes = module.contents.get(SECTION.code)?.length ?? 0;
  if (codeBytes > MAX_CODE_BYTES) {
    throw new InvalidWasm(
      `Wasm module code section size of ${codeBytes} exceeds the maximum allowed size of ${MAX_CODE_BYTES}.`,
    );
  }
  for (const { type } of module.globals) {
    // References and vectors cannot be taken out of an instance and put back.
    if (type > I32 || type < F64) {
      throw new InvalidWasm(
        `Wasm module has an invalid global section. Unsupported global type: ${typeNames([type])}`,
      );
    }
  }
}

/**
 * Checks imports, exports and sizes.
 * @throws InvalidWasm with the network's words
 */
export function checkModule(module: ModuleSections): EntryPoints {
  checkSizes(module);
  checkImports(module);
  return checkExports(module);
}
