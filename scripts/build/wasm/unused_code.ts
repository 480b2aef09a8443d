import binaryen from 'binaryen';
import { addTextFunctions } from './text_module.ts';

/**
 * What a canister never runs once its engine has started and its JavaScript is evaluated, by names inside the
 * template. Compilers keep all of it, because it is reachable by tables of functions.
 */
const UNUSED = [
  // Candid: methods take and give bytes.
  /candid/,
  /binread/,
  /6pretty/,
  /num_bigint/,
  // The file system in stable memory, and what is built on it.
  /stable_fs/,
  /ciborium/,
  /^__ic_custom_(?:fd|path)_/,
  /^raw_init/,
  // Azle's own start and timers.
  /stable_canister_template\d+(?:init_and_post_upgrade|initialize_context|wasm_binary_manipulation)/,
  /serde_json/,
  /ic_cdk_timers/,
  /_ZN5serde/,
  /lalrpop/,
  // Stack traces of panics: nothing reads them.
  /rustc_demangle/,
  /^_Z.*backtrace/,
  /anyhow/,
  // Loading of modules, and what the engine tells about itself.
  /^JS_(?:ComputeMemoryUsage|DumpMemoryUsage)/,
  /^dump_byte_code/,
  /^(?:JS_EvalFunctionInternal|JS_GetModuleNamespace|js_(?:inner_module_linking|create_module_function))/,
  // The engine's parser and compiler. One of its functions throws the errors of the JSON parser too.
  /^(?:js_parse_(?!error)|resolve_|js_create_function|next_token)/,
];

/** The engine's function behind `eval`. */
const EVAL = '__JS_EvalInternal';

/** Azle's Rust half makes big integers, in an error about too few cycles, by evaluating `<digits>n`; nothing else. */
const EVAL_BIG_INTEGER = `(module
  (import "module" "string" (func $JS_NewStringLen (param i32 i32 i32) (result i64)))
  (import "module" "integer" (func $JS_StringToBigInt (param i32 i64) (result i64)))
  (func $${EVAL}
    (param $context i32) (param $this i64) (param $text i32) (param $length i32)
    (param $file i32) (param $flags i32) (param $scope i32) (result i64)
    (call $JS_StringToBigInt
      (local.get $context)
      (call $JS_NewStringLen
        (local.get $context) (local.get $text) (i32.sub (local.get $length) (i32.const 1)))))
)`;

/** Replaces unused code by a trap and removes what only that could reach. */
export function removeUnusedCode(module: binaryen.Module): void {
  const functions = Array.from({ length: module.getNumFunctions() }, (_, index) =>
    binaryen.getFunctionInfo(module.getFunctionByIndex(index)),
  );
  for (const { name, module: importedFrom, params, results } of functions) {
    if (importedFrom !== '' || !UNUSED.some((pattern) => pattern.test(name))) continue;
    module.removeFunction(name);
    module.addFunction(name, params, results, [], module.unreachable());
  }
  module.removeFunction(EVAL);
  addTextFunctions(module, EVAL_BIG_INTEGER);
  // Functions that only trap are the same now.
  module.runPasses(['duplicate-function-elimination', 'remove-unused-module-elements']);
}
