import { createHash } from 'node:crypto';

/**
 * Sources for a Content-Security-Policy that allow a page's inline scripts: `sha384-` and base64 of the SHA-384 of
 * the body of every script element with a body, in the order of the page.
 */
export function inlineScriptHashes(html: string): string[] {
  return [...html.matchAll(/<script\b[^>]*>([\s\S]*?)<\/script\s*>/gi)]
    .map((match) => match[1]!)
    .filter((body) => body !== '')
    .map((body) => `sha384-${createHash('sha384').update(body).digest('base64')}`);
}
