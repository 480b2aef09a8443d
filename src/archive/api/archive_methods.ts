/** The archive's methods: Candid argument in, Candid reply out. */
import {
  decode_get_anchor_entries,
  decode_get_entries,
  decode_http_request,
  decode_status,
  decode_write_entry,
  encode_get_anchor_entries,
  encode_get_entries,
  encode_http_request,
  encode_status,
  encode_write_entry,
} from '../../declarations/archive_codec.ts';
import type { Cursor } from '../../declarations/archive_types.ts';
import { utf8 } from '../../backend/encoding/bytes.ts';
import type { Archive } from '../services/archive.ts';
import { metricsText } from '../services/metrics.ts';
import { type Start, readAnchorEntries, readEntries } from '../services/read.ts';
import { archiveStatus } from '../services/status.ts';
import { writeEntry } from '../services/write.ts';

/** One method. What it throws becomes the reject text. */
type Handler = (archive: Archive, argument: Uint8Array) => Uint8Array | Promise<Uint8Array>;

export const get_anchor_entries: Handler = (archive, argument) => {
  const [anchorNumber, cursor, limit] = decode_get_anchor_entries(argument);
  const { entries, token } = readAnchorEntries(archive, anchorNumber, startOf(cursor), limit);
  return encode_get_anchor_entries({
    entries,
    cursor: token === null ? null : { tag: 'next_token', value: { next_token: token } },
  });
};

export const get_entries: Handler = (archive, argument) => {
  const [index, limit] = decode_get_entries(argument);
  return encode_get_entries({ entries: readEntries(archive, index, limit) });
};

export const write_entry: Handler = (archive, argument) => {
  const [anchorNumber, timestamp, entry] = decode_write_entry(argument);
  writeEntry(archive, { anchorNumber, timestamp, entry });
  return encode_write_entry();
};

export const status: Handler = async (archive, argument) => {
  decode_status(argument);
  return encode_status(await archiveStatus(archive));
};

export const http_request: Handler = (archive, argument) => {
  const [{ url }] = decode_http_request(argument);
  const path = url.split('?', 1)[0] ?? '';
  return path === '/metrics'
    ? response(200, 'text/plain; version=0.0.4', metricsText(archive))
    : response(404, 'text/plain', `Asset ${path} not found.`);
};

function response(status_code: number, contentType: string, text: string): Uint8Array {
  const body = utf8(text);
  return encode_http_request({
    status_code,
    headers: [
      ['Content-Type', contentType],
      ['Content-Length', String(body.length)],
    ],
    body,
  });
}

function startOf(cursor: Cursor | null): Start {
  if (cursor === null) return { kind: 'beginning' };
  return cursor.tag === 'timestamp'
    ? { kind: 'time', timestamp: cursor.value.timestamp }
    : { kind: 'token', token: cursor.value.next_token };
}
