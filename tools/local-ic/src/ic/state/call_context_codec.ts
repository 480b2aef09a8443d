import { type Callback, type CallbackFunction, type CallContext, CallContexts } from '../call_context.ts';
import type { BinaryReader } from './binary_reader.ts';
import type { BinaryWriter } from './binary_writer.ts';
import { readOrigin, writeOrigin } from './message_codec.ts';

export function writeCallContexts(out: BinaryWriter, contexts: CallContexts): void {
  out.u32(contexts.nextId);
  out.list(contexts.open.values(), (context) => writeContext(out, context));
  out.list(contexts.callbacks.values(), (callback) => writeCallback(out, callback));
}

export function readCallContexts(from: BinaryReader): CallContexts {
  const contexts = new CallContexts();
  contexts.nextId = from.u32();
  for (const context of from.list(() => readContext(from))) contexts.open.set(context.id, context);
  for (const callback of from.list(() => readCallback(from))) contexts.callbacks.set(callback.id, callback);
  return contexts;
}

function writeContext(out: BinaryWriter, context: CallContext): void {
  out.u32(context.id);
  writeOrigin(out, context.origin);
  out.blob(context.caller);
  out.u64(context.deadline);
  out.u128(context.cyclesAvailable);
  out.flag(context.answered);
  out.u32(context.outstanding);
  out.u64(context.instructions);
  out.flag(context.deleted);
}

function readContext(from: BinaryReader): CallContext {
  return {
    id: from.u32(),
    origin: readOrigin(from),
    caller: from.blob(),
    deadline: from.u64(),
    cyclesAvailable: from.u128(),
    answered: from.flag(),
    outstanding: from.u32(),
    instructions: from.u64(),
    deleted: from.flag(),
  };
}

function writeCallback(out: BinaryWriter, callback: Callback): void {
  out.u32(callback.id);
  out.u32(callback.contextId);
  out.blob(callback.callee);
  writeFunction(out, callback.onReply);
  writeFunction(out, callback.onReject);
  out.optional(callback.onCleanup, (cleanup) => writeFunction(out, cleanup));
  out.u64(callback.deadline);
  out.flag(callback.answered);
}

function readCallback(from: BinaryReader): Callback {
  return {
    id: from.u32(),
    contextId: from.u32(),
    callee: from.blob(),
    onReply: readFunction(from),
    onReject: readFunction(from),
    onCleanup: from.optional(() => readFunction(from)),
    deadline: from.u64(),
    answered: from.flag(),
  };
}

function writeFunction(out: BinaryWriter, { fn, env }: CallbackFunction): void {
  out.u32(fn >>> 0);
  out.i64(BigInt.asIntN(64, env));
}

function readFunction(from: BinaryReader): CallbackFunction {
  return { fn: from.u32(), env: from.i64() };
}
