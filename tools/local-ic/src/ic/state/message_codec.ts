import type { Message, Origin } from '../message.ts';
import type { CallResult, IngressStatus, Reject } from '../types.ts';
import type { BinaryReader } from './binary_reader.ts';
import type { BinaryWriter } from './binary_writer.ts';

/* Records of messages and their answers. Unions are a byte for the kind and the fields of that kind. */

export function writeOrigin(out: BinaryWriter, origin: Origin): void {
  if (origin.kind === 'ingress') {
    out.u8(0);
    out.blob(origin.messageId);
  } else if (origin.kind === 'canister') {
    out.u8(1);
    out.blob(origin.canisterId);
    out.u32(origin.callbackId);
  } else {
    out.u8(2);
  }
}

export function readOrigin(from: BinaryReader): Origin {
  const kind = from.u8();
  if (kind === 0) return { kind: 'ingress', messageId: from.blob() };
  if (kind === 1) return { kind: 'canister', canisterId: from.blob(), callbackId: from.u32() };
  return { kind: 'system' };
}

function writeReject(out: BinaryWriter, reject: Reject): void {
  out.u8(reject.code);
  out.text(reject.message);
  out.text(reject.errorCode);
}

function readReject(from: BinaryReader): Reject {
  return { code: from.u8(), message: from.text(), errorCode: from.text() };
}

function writeResult(out: BinaryWriter, result: CallResult): void {
  out.flag(result.kind === 'reply');
  if (result.kind === 'reply') out.blob(result.bytes);
  else writeReject(out, result.reject);
}

function readResult(from: BinaryReader): CallResult {
  return from.flag() ? { kind: 'reply', bytes: from.blob() } : { kind: 'reject', reject: readReject(from) };
}

export function writeMessage(out: BinaryWriter, message: Message): void {
  out.flag(message.kind === 'request');
  out.blob(message.receiver);
  if (message.kind === 'request') {
    writeOrigin(out, message.origin);
    out.blob(message.sender);
    out.text(message.method);
    out.blob(message.arg);
    out.u128(message.cycles);
    out.u64(message.deadline);
  } else {
    out.u32(message.callbackId);
    writeResult(out, message.result);
    out.u128(message.refund);
  }
}

export function readMessage(from: BinaryReader): Message {
  const isRequest = from.flag();
  const receiver = from.blob();
  if (!isRequest) {
    return {
      kind: 'response',
      receiver,
      callbackId: from.u32(),
      result: readResult(from),
      refund: from.u128(),
    };
  }
  return {
    kind: 'request',
    receiver,
    origin: readOrigin(from),
    sender: from.blob(),
    method: from.text(),
    arg: from.blob(),
    cycles: from.u128(),
    deadline: from.u64(),
  };
}

const STATUS_KINDS = ['received', 'processing', 'replied', 'rejected', 'done'] as const;

export function writeStatus(out: BinaryWriter, status: IngressStatus): void {
  out.u8(STATUS_KINDS.indexOf(status.kind));
  if (status.kind === 'replied') out.blob(status.bytes);
  if (status.kind === 'rejected') writeReject(out, status.reject);
}

export function readStatus(from: BinaryReader): IngressStatus {
  const kind = STATUS_KINDS[from.u8()];
  switch (kind) {
    case 'replied':
      return { kind, bytes: from.blob() };
    case 'rejected':
      return { kind, reject: readReject(from) };
    case undefined:
      throw new RangeError('unknown ingress status');
    default:
      return { kind };
  }
}
