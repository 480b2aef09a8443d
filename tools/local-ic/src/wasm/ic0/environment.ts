import { copyToHeap, type Host, readHeap } from '../host.ts';
import { authorViolation, missingVariable } from '../trap.ts';
import { MAX_VARIABLE_NAME_BYTES } from './limits.ts';
import { systemFunction, type SystemFunction } from './system_function.ts';

/** Environment variables of the canister's settings, numbered in the order of their names' bytes. */

const ANYWHERE = '*';
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function names(host: Host): Buffer[] {
  return [...host.message.input.environment.keys()].map((name) => Buffer.from(name)).sort(Buffer.compare);
}

function nameAt(host: Host, index: number): Buffer {
  const all = names(host);
  const name = all[index];
  if (!name) {
    throw missingVariable(
      `Environment variable index ${index} is out of bounds. The number of environment variables is ${all.length}.`,
    );
  }
  return name;
}

function readName(host: Host, what: string, start: number, size: number): string {
  if (size > MAX_VARIABLE_NAME_BYTES) throw authorViolation(`${what}: Variable name is too large.`);
  const bytes = readHeap(host, `${what} heap`, start, size);
  try {
    return utf8.decode(bytes);
  } catch {
    throw authorViolation(`${what}: Variable name is not a valid UTF-8 string.`);
  }
}

function value(host: Host, what: string, start: number, size: number): Buffer {
  const name = readName(host, what, start, size);
  const text = host.message.input.environment.get(name);
  if (text === undefined) throw missingVariable(`Environment variable ${name} not found.`);
  return Buffer.from(text);
}

export const environmentFunctions: Record<string, SystemFunction> = {
  env_var_count: systemFunction('>I', ANYWHERE, (host) => host.message.input.environment.size),
  env_var_name_size: systemFunction('I>I', ANYWHERE, (host, index: number) => nameAt(host, index).length),
  env_var_name_copy: systemFunction(
    'IIII>',
    ANYWHERE,
    (host, index: number, start: number, offset: number, size: number) => {
      host.charge(size);
      copyToHeap(host, 'ic0.env_var_name_copy', start, nameAt(host, index), offset, size);
    },
  ),
  env_var_name_exists: systemFunction('II>i', ANYWHERE, (host, start: number, size: number) =>
    host.message.input.environment.has(readName(host, 'ic0.env_var_name_exists', start, size)) ? 1 : 0,
  ),
  env_var_value_size: systemFunction(
    'II>I',
    ANYWHERE,
    (host, start: number, size: number) => value(host, 'ic0.env_var_value_size', start, size).length,
  ),
  env_var_value_copy: systemFunction(
    'IIIII>',
    ANYWHERE,
    (host, nameStart: number, nameSize: number, start: number, offset: number, size: number) => {
      host.charge(size);
      const text = value(host, 'ic0.env_var_value_copy', nameStart, nameSize);
      copyToHeap(host, 'ic0.env_var_value_copy', start, text, offset, size);
    },
  ),
};
