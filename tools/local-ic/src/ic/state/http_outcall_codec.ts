import type { HttpOutcall, HttpOutcalls } from '../http_outcall.ts';
import type { HttpOutcallMethod } from '../types.ts';
import type { BinaryReader } from './binary_reader.ts';
import type { BinaryWriter } from './binary_writer.ts';
import { readOrigin, writeOrigin } from './message_codec.ts';

const METHODS: readonly HttpOutcallMethod[] = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE'];

/** What a record says of a subnet's waiting HTTP outcalls. */
export interface HttpOutcallsRecord {
  readonly nextId: bigint;
  readonly waiting: readonly HttpOutcall[];
}

export function writeHttpOutcalls(out: BinaryWriter, outcalls: HttpOutcalls): void {
  out.u64(outcalls.nextId);
  out.list(outcalls.waiting.values(), (outcall) => writeOutcall(out, outcall));
}

export function readHttpOutcalls(from: BinaryReader): HttpOutcallsRecord {
  return { nextId: from.u64(), waiting: from.list(() => readOutcall(from)) };
}

function writeOutcall(out: BinaryWriter, outcall: HttpOutcall): void {
  out.u64(outcall.id);
  writeOrigin(out, outcall.origin);
  out.blob(outcall.sender);
  out.u128(outcall.refund);
  out.u64(outcall.time);
  out.text(outcall.url);
  out.u8(METHODS.indexOf(outcall.method));
  out.list(outcall.headers, ({ name, value }) => {
    out.text(name);
    out.text(value);
  });
  out.blob(outcall.body);
  out.optional(outcall.maxResponseBytes, (bytes) => out.u64(bytes));
  out.optional(outcall.transform, ({ method, context }) => {
    out.text(method);
    out.blob(context);
  });
  out.flag(outcall.replicated);
}

function readOutcall(from: BinaryReader): HttpOutcall {
  return {
    id: from.u64(),
    origin: readOrigin(from),
    sender: from.blob(),
    refund: from.u128(),
    time: from.u64(),
    url: from.text(),
    method: METHODS[from.u8()] ?? 'GET',
    headers: from.list(() => ({ name: from.text(), value: from.text() })),
    body: from.blob(),
    maxResponseBytes: from.optional(() => from.u64()),
    transform: from.optional(() => ({ method: from.text(), context: from.blob() })),
    replicated: from.flag(),
  };
}
