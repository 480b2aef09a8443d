import {
  closeSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readSync,
  renameSync,
  writeSync,
} from 'node:fs';
import { crc32 } from 'node:zlib';
import { BinaryWriter } from './binary_writer.ts';
import { StateError } from './state_error.ts';

/*
 * A journal file, numbers little-endian:
 *   header   8 bytes `LICSTATE`, 4 bytes version, 4 bytes zero
 *   records  4 bytes length of the payload, 4 bytes CRC-32 of type and payload, 1 byte type, payload
 * Records count once a commit record follows them. Whatever follows the last commit is a write that was cut off
 * by the end of the process, and is dropped when the file is opened.
 */
const MAGIC = Buffer.from('LICSTATE');
/** Version of the folder's layout; a change of any record is a new version. */
export const STATE_VERSION = 2;
const HEADER_BYTES = 16;
const RECORD_HEADER_BYTES = 9;
const COMMIT = 0xff;
/** Files are read in pieces of this many bytes, unless a record is longer. */
const READ_BYTES = 1024 * 1024;

/** Records of a transaction are handed to the file once they are so many bytes. */
const SPILL_BYTES = 4 * 1024 * 1024;

/** Collects the records of one transaction; long ones reach the file in parts, and count with their commit. */
export class Transaction {
  readonly #writer = new BinaryWriter(64 * 1024);
  readonly #spill: (bytes: Uint8Array) => void;
  #records = 0;

  constructor(spill: (bytes: Uint8Array) => void) {
    this.#spill = spill;
  }

  get isEmpty(): boolean {
    return this.#records === 0;
  }

  /** Adds a record; `write` fills in its payload. */
  record(type: number, write: (writer: BinaryWriter) => void): void {
    const writer = this.#writer;
    const start = writer.length;
    writer.u32(0);
    writer.u32(0);
    writer.u8(type);
    write(writer);
    writer.patchU32(start, writer.length - start - RECORD_HEADER_BYTES);
    writer.patchU32(start + 4, crc32(writer.bytes(start + 8)));
    this.#records += 1;
    if (writer.length >= SPILL_BYTES) this.#hand();
  }

  /** Commits the records; from now on they count. Nothing happens when there are none. */
  commit(): void {
    if (this.isEmpty) return;
    this.record(COMMIT, () => undefined);
    this.#hand();
    this.#records = 0;
  }

  #hand(): void {
    this.#spill(this.#writer.bytes());
    this.#writer.reset();
  }
}

/** An append-only file of transactions. */
export class Journal {
  readonly #file: number;
  #size: number;

  private constructor(file: number, size: number) {
    this.#file = file;
    this.#size = size;
  }

  get size(): number {
    return this.#size;
  }

  /**
   * Writes a file that holds one transaction, under a temporary name until it is complete and on the disk, so
   * that a file of the final name is always whole.
   */
  static create(path: string, write: (first: Transaction) => void): Journal {
    const temporary = `${path}.tmp`;
    const file = openSync(temporary, 'w+');
    const header = Buffer.alloc(HEADER_BYTES);
    MAGIC.copy(header);
    header.writeUInt32LE(STATE_VERSION, MAGIC.length);
    const journal = new Journal(file, 0);
    journal.#write(header);
    const first = journal.begin();
    write(first);
    first.commit();
    fsyncSync(file);
    renameSync(temporary, path);
    return journal;
  }

  /** Reads every committed transaction, drops what is cut off and goes on appending. */
  static open(path: string, apply: (type: number, payload: Uint8Array) => void): Journal {
    const file = openSync(path, 'r+');
    try {
      checkHeader(file, path);
      const end = replay(file, apply);
      if (end === HEADER_BYTES) throw new StateError(`${path} is damaged: it holds no complete record`);
      ftruncateSync(file, end);
      return new Journal(file, end);
    } catch (error) {
      closeSync(file);
      throw error;
    }
  }

  /** A transaction to append; once its commit returns, the end of the process cannot undo it. */
  begin(): Transaction {
    return new Transaction((bytes) => this.#write(bytes));
  }

  /** Waits until the disk has everything, then closes the file. */
  close(): void {
    fsyncSync(this.#file);
    closeSync(this.#file);
  }

  #write(bytes: Uint8Array): void {
    for (let written = 0; written < bytes.length;) {
      written += writeSync(this.#file, bytes, written, bytes.length - written, this.#size + written);
    }
    this.#size += bytes.length;
  }
}

function checkHeader(file: number, path: string): void {
  const header = Buffer.alloc(HEADER_BYTES);
  const read = readSync(file, header, 0, HEADER_BYTES, 0);
  if (read < HEADER_BYTES || !header.subarray(0, MAGIC.length).equals(MAGIC)) {
    throw new StateError(`${path} is not a state file`);
  }
  const version = header.readUInt32LE(MAGIC.length);
  if (version !== STATE_VERSION) {
    throw new StateError(
      `${path} has state version ${version}, but only version ${STATE_VERSION} can be read`,
    );
  }
}

/** Applies all committed records in order; answers where the last commit ends. */
function replay(file: number, apply: (type: number, payload: Uint8Array) => void): number {
  const fileSize = fstatSync(file).size;
  let committedEnd = HEADER_BYTES;
  let uncommitted: { type: number; payload: Uint8Array }[] = [];
  let buffer = Buffer.alloc(0);
  let at = HEADER_BYTES;
  let bufferStart = at;
  // Makes so many bytes from `at` available, or says that the file ends before.
  const available = (bytes: number): boolean => {
    if (at + bytes > fileSize) return false;
    if (at - bufferStart + bytes <= buffer.length) return true;
    const wanted = Math.min(Math.max(bytes, READ_BYTES), fileSize - at);
    buffer = Buffer.alloc(wanted);
    bufferStart = at;
    return readSync(file, buffer, 0, wanted, at) >= bytes;
  };
  while (available(RECORD_HEADER_BYTES)) {
    const header = buffer.subarray(at - bufferStart);
    const length = header.readUInt32LE(0);
    const checksum = header.readUInt32LE(4);
    if (!available(RECORD_HEADER_BYTES + length)) break;
    const start = at - bufferStart;
    const checked = buffer.subarray(start + 8, start + RECORD_HEADER_BYTES + length);
    if (crc32(checked) !== checksum) break;
    const type = checked.readUInt8(0);
    at += RECORD_HEADER_BYTES + length;
    if (type === COMMIT) {
      for (const record of uncommitted) apply(record.type, record.payload);
      uncommitted = [];
      committedEnd = at;
    } else {
      uncommitted.push({ type, payload: checked.subarray(1) });
    }
  }
  return committedEnd;
}
