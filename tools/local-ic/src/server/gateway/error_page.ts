import type { HttpReply } from '../http/message.ts';

/** A plain page that says what is wrong. */
export function errorPage(status: number, title: string, detail: string): HttpReply {
  const body = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(title)}</title>
<style>body{font:16px/1.5 system-ui,sans-serif;max-width:40rem;margin:10vh auto;padding:0 1rem;color-scheme:light dark}pre{white-space:pre-wrap}</style>
</head>
<body><h1>${escapeHtml(title)}</h1><pre>${escapeHtml(detail)}</pre></body>
</html>
`;
  return {
    status,
    headers: [
      ['content-type', 'text/html; charset=utf-8'],
      ['cache-control', 'no-store'],
    ],
    body,
  };
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
