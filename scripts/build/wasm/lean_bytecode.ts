import binaryen from 'binaryen';
import { addTextFunctions, displaceFunction } from './text_module.ts';

/** Functions of the engine: what makes compiled code of a parsed function, and what gives memory and names back. */
const COMPILE = 'js_create_function';
const FREE = 'js_free';
const FREE_NAME = 'JS_FreeAtom';

/** Gives functions without names those of the variables that they are assigned to. */
const NAME_FUNCTION = 'set_object_name';

const FULL_COMPILE = 'compile_with_names';

/** Global variable that afterwards holds the address of the engine's context. */
export const CONTEXT = 'compiled_in_context';

/** Where compiled code (QuickJS: `JSFunctionBytecode`) holds its parts, in bytes. */
const CODE = {
  NAME: 28,
  VARIABLES: 32,
  CAPTURED: 36,
  ARGUMENT_COUNT: 40,
  VARIABLE_COUNT: 42,
  CAPTURED_COUNT: 60,
  LINE: 72,
  COLUMN: 76,
  SOURCE_LENGTH: 80,
  PLACES_LENGTH: 84,
  PLACES: 88,
  SOURCE: 92,
} as const;

/** Size of a variable's description and where it has its name and the blocks around it; the same for captured ones. */
const VARIABLE = { SIZE: 16, NAME: 0, BLOCK: 4, NEXT: 8 } as const;
const CAPTURED = { SIZE: 8, NAME: 4 } as const;

/**
 * Makes the engine forget what only debuggers and `eval` would ask for as soon as a function is compiled: its source
 * text, which lines its code came from, its name and those of its variables. That is a third of what a bundle leaves
 * in the heap, and compresses worse than the rest. A stack trace says nothing then, and an error about a variable
 * that is used before its declaration does not name it.
 */
export function compileLean(module: binaryen.Module): void {
  const { params, results } = binaryen.getFunctionInfo(module.getFunction(NAME_FUNCTION));
  module.removeFunction(NAME_FUNCTION);
  module.addFunction(NAME_FUNCTION, params, results, [], module.nop());
  displaceFunction(module, COMPILE, FULL_COMPILE);
  module.addGlobal(CONTEXT, binaryen.i32, true, module.i32.const(0));
  addTextFunctions(module, TEXT);
}

const TEXT = `(module
  (import "module" "compile" (func $${FULL_COMPILE} (param i32 i32) (result i64)))
  (import "module" "free" (func $${FREE} (param i32 i32)))
  (import "module" "free_name" (func $${FREE_NAME} (param i32 i32)))
  (memory $0 1)
  (global $${CONTEXT} (mut i32) (i32.const 0))

  (func $${COMPILE} (param $context i32) (param $parsed i32) (result i64)
    (local $value i64) (local $code i32) (local $at i32) (local $left i32)
    (global.set $${CONTEXT} (local.get $context))
    (local.set $code
      (i32.wrap_i64 (local.tee $value (call $${FULL_COMPILE} (local.get $context) (local.get $parsed)))))
    ;; An exception has no address.
    (if (i32.eqz (local.get $code)) (then (return (local.get $value))))

    (local.set $at (i32.load offset=${CODE.VARIABLES} (local.get $code)))
    (local.set $left
      (i32.add
        (i32.load16_u offset=${CODE.ARGUMENT_COUNT} (local.get $code))
        (i32.load16_u offset=${CODE.VARIABLE_COUNT} (local.get $code))))
    (block $variables_done
      (loop $variables
        (br_if $variables_done (i32.eqz (local.get $left)))
        (call $${FREE_NAME} (local.get $context) (i32.load offset=${VARIABLE.NAME} (local.get $at)))
        (i32.store offset=${VARIABLE.NAME} (local.get $at) (i32.const 0))
        (i32.store offset=${VARIABLE.BLOCK} (local.get $at) (i32.const 0))
        (i32.store offset=${VARIABLE.NEXT} (local.get $at) (i32.const 0))
        (local.set $at (i32.add (local.get $at) (i32.const ${VARIABLE.SIZE})))
        (local.set $left (i32.sub (local.get $left) (i32.const 1)))
        (br $variables)))

    (local.set $at (i32.load offset=${CODE.CAPTURED} (local.get $code)))
    (local.set $left (i32.load offset=${CODE.CAPTURED_COUNT} (local.get $code)))
    (block $captured_done
      (loop $captured
        (br_if $captured_done (i32.eqz (local.get $left)))
        (call $${FREE_NAME} (local.get $context) (i32.load offset=${CAPTURED.NAME} (local.get $at)))
        (i32.store offset=${CAPTURED.NAME} (local.get $at) (i32.const 0))
        (local.set $at (i32.add (local.get $at) (i32.const ${CAPTURED.SIZE})))
        (local.set $left (i32.sub (local.get $left) (i32.const 1)))
        (br $captured)))

    (call $${FREE_NAME} (local.get $context) (i32.load offset=${CODE.NAME} (local.get $code)))
    ${[CODE.PLACES, CODE.SOURCE].map((field) => `(call $${FREE} (local.get $context) (i32.load offset=${field} (local.get $code)))`).join('\n    ')}
    ${[CODE.NAME, CODE.LINE, CODE.COLUMN, CODE.PLACES, CODE.PLACES_LENGTH, CODE.SOURCE, CODE.SOURCE_LENGTH].map((field) => `(i32.store offset=${field} (local.get $code) (i32.const 0))`).join('\n    ')}
    (local.get $value))
)`;
