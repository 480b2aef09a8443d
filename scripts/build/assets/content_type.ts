import { extname } from 'node:path';

interface FileKind {
  readonly contentType: string;
  /** Whether the format is compressed already, so that gzip would only cost. */
  readonly compressed?: true;
}

const KINDS: Readonly<Record<string, FileKind>> = {
  '.html': { contentType: 'text/html' },
  '.js': { contentType: 'text/javascript' },
  '.json': { contentType: 'application/json' },
  '.webmanifest': { contentType: 'application/manifest+json' },
  '.css': { contentType: 'text/css' },
  '.ico': { contentType: 'image/vnd.microsoft.icon' },
  '.webp': { contentType: 'image/webp', compressed: true },
  '.png': { contentType: 'image/png', compressed: true },
  '.jpg': { contentType: 'image/jpeg', compressed: true },
  '.svg': { contentType: 'image/svg+xml' },
  '.woff2': { contentType: 'application/font-woff2', compressed: true },
  '.txt': { contentType: 'text/plain' },
};

const UNKNOWN: FileKind = { contentType: 'application/octet-stream' };

/** Files whose name has no extension and whose readers insist on a type. */
const BY_PATH: Readonly<Record<string, FileKind>> = {
  '/.well-known/ii-alternative-origins': { contentType: 'application/json' },
  '/.well-known/webauthn': { contentType: 'application/json' },
};

/** The kind of the file at a path of the site: its Content-Type and whether it is compressed already. */
export function fileKind(path: string): FileKind {
  return BY_PATH[path] ?? KINDS[extname(path)] ?? UNKNOWN;
}
