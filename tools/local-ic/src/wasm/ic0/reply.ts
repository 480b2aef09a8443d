import { type Host, readHeap } from '../host.ts';
import { authorViolation, contractViolation } from '../trap.ts';
import { MAX_QUERY_REPLY_BYTES, MAX_REPLY_BYTES, TRANSMISSION_COST_PER_BYTE } from './limits.ts';
import { systemFunction, type SystemFunction } from './system_function.ts';

/** Answering the call: at most once, by a reply that is put together piece by piece or by a reject. */

const ANSWERING = 'U RQ NRQ CQ Ry Rt CRy CRt';
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function maxReplyBytes(host: Host): number {
  return host.message.context.replicated ? MAX_REPLY_BYTES : MAX_QUERY_REPLY_BYTES;
}

function checkUnanswered(host: Host, name: string): void {
  if (host.message.answered) throw contractViolation(`ic0.${name}: the call is already replied`);
}

function replyDataAppend(host: Host, start: number, size: number): void {
  host.charge(TRANSMISSION_COST_PER_BYTE * size);
  checkUnanswered(host, 'msg_reply_data_append');
  const { message } = host;
  const total = message.replyBytes + size;
  const limit = maxReplyBytes(host);
  if (total > limit) {
    throw authorViolation(
      `ic0.msg_reply_data_append: application payload size (${total}) cannot be larger than ${limit}.`,
      'Consider checking the response size and returning an error if it is too long.',
      'msg_reply_data_append-payload-too-large',
    );
  }
  message.replyParts.push(readHeap(host, 'msg.reply', start, size));
  message.replyBytes = total;
}

function reply(host: Host): void {
  checkUnanswered(host, 'msg_reply');
  const { message } = host;
  const bytes = new Uint8Array(message.replyBytes);
  let position = 0;
  for (const part of message.replyParts) {
    bytes.set(part, position);
    position += part.length;
  }
  message.response = { kind: 'reply', bytes };
}

function reject(host: Host, start: number, size: number): void {
  host.charge(TRANSMISSION_COST_PER_BYTE * size);
  checkUnanswered(host, 'msg_reject');
  const limit = maxReplyBytes(host);
  if (size > limit) {
    throw authorViolation(
      `ic0.msg_reject: application payload size (${size}) cannot be larger than ${limit}.`,
      'Try truncating the error messages that are too long.',
      'msg_reject-payload-too-large',
    );
  }
  const bytes = readHeap(host, 'ic0.msg_reject', start, size);
  try {
    host.message.response = { kind: 'reject', message: utf8.decode(bytes) };
  } catch {
    throw contractViolation('ic0.msg_reject: invalid UTF-8 string provided');
  }
}

function acceptMessage(host: Host): void {
  if (host.message.messageAccepted) {
    throw contractViolation('ic0.accept_message: the function was already called.');
  }
  host.message.messageAccepted = true;
}

export const replyFunctions: Record<string, SystemFunction> = {
  msg_reply_data_append: systemFunction('II>', ANSWERING, replyDataAppend),
  msg_reply: systemFunction('>', ANSWERING, reply),
  msg_reject: systemFunction('II>', ANSWERING, reject),
  accept_message: systemFunction('>', 'F', acceptMessage),
};
