import type { Host } from '../host.ts';
import { wrongContext } from '../trap.ts';
import { bytesPair } from './bytes_pair.ts';
import { systemFunction, type SystemFunction } from './system_function.ts';

/** What the message brings: its argument, who sent it, what was refused. */

const WITH_ARGUMENT = 'I U RQ NRQ CQ Ry CRy F';
const ANYWHERE = '*';
const WITH_CALLER_INFO = 'U RQ NRQ CQ Ry Rt CRy CRt C CC F';
const WITH_REJECT_CODE = 'Ry Rt CRy CRt C';
const WITH_REJECT_MESSAGE = 'Rt CRt';
const INSPECTING = 'F';

/** Auxiliary caller information exists only for identities that a canister signs for with such information. */
const NO_CALLER_INFO = new Uint8Array(0);

function argument(host: Host): Uint8Array {
  const { arg, context } = host.message;
  if (!arg) throw wrongContext('msg_arg_data_size', context.name);
  return arg;
}

function rejectMessage(host: Host): Uint8Array {
  const { entry } = host.message.input;
  return Buffer.from(entry.kind === 'reject_callback' ? entry.message : '');
}

function rejectCode(host: Host): number {
  const { entry } = host.message.input;
  return entry.kind === 'reject_callback' || entry.kind === 'cleanup_callback' ? (entry.code ?? 0) : 0;
}

function methodName(host: Host): Uint8Array {
  const { entry } = host.message.input;
  return Buffer.from('method' in entry ? entry.method : '');
}

export const argumentFunctions: Record<string, SystemFunction> = {
  ...bytesPair('msg_arg_data', WITH_ARGUMENT, argument),
  ...bytesPair('msg_caller', ANYWHERE, (host) => host.message.input.caller),
  ...bytesPair('msg_caller_info_data', WITH_CALLER_INFO, () => NO_CALLER_INFO),
  ...bytesPair('msg_caller_info_signer', WITH_CALLER_INFO, () => NO_CALLER_INFO),
  ...bytesPair('msg_reject_msg', WITH_REJECT_MESSAGE, rejectMessage),
  ...bytesPair('msg_method_name', INSPECTING, methodName),
  msg_reject_code: systemFunction('>i', WITH_REJECT_CODE, rejectCode),
  msg_deadline: systemFunction('>l', 'U RQ NRQ CQ Ry Rt CRy CRt', (host) => host.message.input.deadline),
};
