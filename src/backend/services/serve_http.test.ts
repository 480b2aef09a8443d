import { verifyRequestResponsePair } from '@dfinity/response-verification';
import { IDL } from '@dfinity/candid';
import { beforeAll, describe, expect, test } from 'vitest';
import { ROOT_KEY } from '../../../tests/support/certificate.ts';
import { TestCanister, WITHOUT_CAPTCHA } from '../../../tests/support/test_canister.ts';
import type { BuiltAsset } from '../assets/built_asset.ts';
import { sha256 } from '../encoding/sha256.ts';
import { utf8 } from '../encoding/bytes.ts';
import { init } from '../../declarations/internet_identity.did.ts';

const SCRIPT_HASH = 'sha384-boot';
const HTML = `<!doctype html><html><head><script>boot()</script></head><body class="x"><p>$& costs</p></body></html>`;

const ASSETS: readonly BuiltAsset[] = [
  asset('/index.html', 'text/html', HTML, null, [SCRIPT_HASH]),
  asset('/faq-less/about.html', 'text/html', HTML.replace('costs', 'about')),
  asset('/immutable/app-1a2b.js', 'text/javascript', 'import(1)', 'gzip'),
  asset('/favicon.ico', 'image/vnd.microsoft.icon', 'icon'),
  asset('/.well-known/ii-alternative-origins', 'application/json', '{"alternativeOrigins":[]}'),
];

function asset(
  path: string,
  contentType: string,
  text: string,
  encoding: 'gzip' | null = null,
  inlineScriptHashes: readonly string[] = [],
): BuiltAsset {
  const isHtml = path.endsWith('.html');
  return {
    path,
    contentType,
    encoding,
    inlineScriptHashes,
    sha256: isHtml ? new Uint8Array(0) : sha256(utf8(text)),
    bytes: () => utf8(text),
  };
}

let canister: TestCanister;

beforeAll(() => {
  canister = new TestCanister(WITHOUT_CAPTCHA, ASSETS);
});

interface Answer {
  readonly status: number;
  readonly headers: readonly [string, string][];
  readonly body: Uint8Array;
  readonly text: string;
  readonly upgrade: boolean;
  readonly header: (name: string) => string | undefined;
}

interface Sent {
  readonly method?: string;
  readonly version?: number;
  readonly body?: Uint8Array;
  readonly asUpdate?: boolean;
}

async function send(url: string, { method = 'GET', version, body, asUpdate }: Sent = {}): Promise<Answer> {
  const request = {
    method,
    url,
    headers: [] as [string, string][],
    body: body ?? new Uint8Array(0),
    certificate_version: (version === undefined ? [] : [version]) as [] | [number],
  };
  const reply = asUpdate
    ? await canister.update('http_request_update', request)
    : await canister.query('http_request', request);
  const bytes = Uint8Array.from(reply.body);
  return {
    status: reply.status_code,
    headers: reply.headers,
    body: bytes,
    text: Buffer.from(bytes).toString(),
    upgrade: reply.upgrade[0] === true,
    header: (name) => reply.headers.find(([n]) => n.toLowerCase() === name)?.[1],
  };
}

/** What a gateway makes of an answer: the library throws when the answer does not verify. */
function verify(url: string, { status, headers, body }: Answer, version: number, method = 'GET') {
  return verifyRequestResponsePair(
    { headers: [], method, url, body: new Uint8Array(0), certificate_version: [version] },
    { status_code: status, headers: headers as [string, string][], body },
    canister.ic.canisterId(),
    canister.ic.now(),
    300_000_000_000n,
    ROOT_KEY,
    version,
  );
}

const FILE_PATHS = [
  '/',
  '/index.html',
  '/authorize',
  '/manage',
  '/self-service',
  '/about',
  '/recovery',
  '/vc-flow',
  '/faq-less/about',
  '/faq-less/about/',
  '/faq-less/about/index.html',
  '/immutable/app-1a2b.js',
  '/favicon.ico',
  '/.well-known/ic-domains',
  '/.well-known/ii-alternative-origins',
  '/?canisterId=rdmx6-jaaaa-aaaaa-aaadq-cai',
  '/authorize?openid=x/y',
  '//',
  '//index.html',
  '/%69ndex.html',
  '/faq-less%2Fabout',
];

const UNKNOWN_PATHS = [
  '/a//b',
  '/a/',
  '/a//',
  '/./index.html',
  '/x/../index.html',
  '/a%2Fb/c',
  '/index%2Ehtml/x',
  '/%2e%2e/x',
  '/a%20b',
  '/a;b=c',
  '/%F0%9F%98%80',
  '/a|b[c]^d\\e',
  '/%3C*%3E',
  '/%3C$%3E',
  '/index.html/%3C$%3E',
  '/x?a=b&c={d}|`e`?f',
  '/nothing',
  '/nothing/below/that',
  '/faq-less',
  '/faq-less/',
  '/faq-less/aboutx',
  '/immutable/',
  '/immutable/app-1a2b.js/',
  '/authorize/',
  '/index.html/index.html',
  '//nothing',
  '/.well-known/webauthn',
  '/%C3%A9',
  '/a%2Fb',
  '/~',
  '/zzz',
  '/metrics/x',
];

describe('files and pages', () => {
  test.each(FILE_PATHS)('verify in version 2: %s', async (url) => {
    const answer = await send(url, { version: 2 });
    expect(answer.status).toBe(200);
    const verified = verify(url, answer, 2);
    expect(verified.verificationVersion).toBe(2);
    expect(verified.response?.statusCode).toBe(200);
    expect(verified.response?.headers.map(([name]) => name.toLowerCase())).toContain(
      'content-security-policy',
    );
    expect(Uint8Array.from(verified.response?.body ?? [])).toEqual(answer.body);
  });

  // The script is not really compressed, which version 1 notices, and it reads `//` as another path than `/`.
  test.each(FILE_PATHS.filter((path) => !path.includes('immutable') && path !== '//'))(
    'verify in version 1: %s',
    async (url) => {
      for (const version of [undefined, 0, 1]) {
        const answer = await send(url, { ...(version === undefined ? {} : { version }) });
        expect(answer.status).toBe(200);
        expect(verify(url, answer, 1).verificationVersion).toBe(1);
        expect(answer.header('ic-certificateexpression')).toBeUndefined();
      }
    },
  );

  test('do not verify once anything was changed', async () => {
    const answer = await send('/', { version: 2 });
    const changed: Answer[] = [
      { ...answer, status: 201 },
      { ...answer, body: utf8('<p>evil</p>') },
      { ...answer, headers: answer.headers.filter(([name]) => name !== 'X-Frame-Options') },
      { ...answer, headers: [...answer.headers, ['X-More', '1']] },
    ];
    for (const other of changed) expect(() => verify('/', other, 2)).toThrow();
    expect(() => verify('/favicon.ico', answer, 2)).toThrow();
  });

  test('carry their type, encoding and caching', async () => {
    const script = await send('/immutable/app-1a2b.js', { version: 2 });
    expect(script.header('content-type')).toBe('text/javascript');
    expect(script.header('content-encoding')).toBe('gzip');
    expect(script.header('cache-control')).toBe('public, max-age=31536000');
    const page = await send('/', { version: 2 });
    expect(page.header('content-type')).toBe('text/html');
    expect(page.header('content-encoding')).toBeUndefined();
    expect(page.header('cache-control')).toBeUndefined();
  });

  test('tell the page its canister and its configuration', async () => {
    const { text } = await send('/');
    const tag = /<body data-canister-id="([^"]*)" data-canister-config="([^"]*)" class="x">/.exec(text);
    expect(tag?.[1]).toBe('rdmx6-jaaaa-aaaaa-aaadq-cai');
    const [type] = init({ IDL }) as [IDL.OptClass<unknown>];
    const record = (type as unknown as { _type: IDL.Type })._type;
    const [config] = IDL.decode([record], Uint8Array.from(Buffer.from(tag?.[2] ?? '', 'base64')));
    expect(config).toEqual(await canister.query('config'));
    expect(text).toContain('<p>$& costs</p>');
  });

  test('are served to HEAD and OPTIONS as to GET', async () => {
    const get = await send('/', { version: 2 });
    for (const method of ['HEAD', 'OPTIONS', 'head']) {
      const answer = await send('/', { version: 2, method });
      expect(answer).toMatchObject({ status: 200, body: get.body, headers: get.headers, upgrade: false });
    }
  });

  test('need a certificate', async () => {
    await expect(send('/', { asUpdate: true, version: 2 })).rejects.toThrow(
      /^data certificate is only available in query calls$/,
    );
  });

  test('still verify after an upgrade with another configuration', async () => {
    const other = new TestCanister(WITHOUT_CAPTCHA, ASSETS);
    other.upgrade({ related_origins: [['https://one.example', 'https://two.example']] });
    const before = canister;
    canister = other;
    try {
      const answer = await send('/.well-known/webauthn', { version: 2 });
      expect(answer.text).toBe('{"origins":["https://one.example","https://two.example"]}');
      expect(answer.header('content-type')).toBe('application/json');
      verify('/.well-known/webauthn', answer, 2);
      const page = await send('/', { version: 2 });
      verify('/', page, 2);
      const origins = 'https://one.example https://two.example;';
      expect(page.header('content-security-policy')).toContain(`frame-ancestors 'self' ${origins}`);
      expect(page.header('content-security-policy')).toContain(`frame-src 'self' ${origins}`);
      expect(page.header('permissions-policy')).toContain(
        'publickey-credentials-get=(self "https://one.example" "https://two.example"),',
      );
    } finally {
      canister = before;
    }
  });
});

describe('paths without a file', () => {
  test.each(UNKNOWN_PATHS)('get a 404 that verifies in version 2: %s', async (url) => {
    const answer = await send(url, { version: 2 });
    expect(answer).toMatchObject({ status: 404, text: 'Asset not found.', upgrade: false });
    const verified = verify(url, answer, 2);
    expect(verified.response?.statusCode).toBe(404);
  });

  test('get the old text in version 1 and in update calls', async () => {
    for (const sent of [{}, { version: 1 }, { version: 2, asUpdate: true }]) {
      const answer = await send('/nothing?x=1', sent);
      expect(answer).toMatchObject({ status: 404, text: 'Asset /nothing not found.' });
      expect(answer.header('x-frame-options')).toBe('DENY');
      expect(answer.header('ic-certificate')).toBeUndefined();
    }
  });

  test('cannot be claimed for a path with a file', async () => {
    const answer = await send('/nothing', { version: 2 });
    expect(() => verify('/authorize', answer, 2)).toThrow();
    expect(() => verify('/', answer, 2)).toThrow();
  });
});

describe('metrics', () => {
  test('verify as not certified', async () => {
    const answer = await send('/metrics', { version: 2 });
    expect(answer.status).toBe(200);
    expect(answer.header('content-type')).toBe('text/plain; version=0.0.4');
    expect(answer.header('content-length')).toBe(answer.body.length.toString());
    expect(answer.text).toMatch(/^internet_identity_user_count 0 1700000000000$/m);
    expect(verify('/metrics', answer, 2).response).toBeUndefined();
  });

  test('are not certified for old gateways and in update calls', async () => {
    for (const sent of [{}, { version: 2, asUpdate: true }]) {
      const answer = await send('/metrics', sent);
      expect(answer.status).toBe(200);
      expect(answer.header('ic-certificate')).toBeUndefined();
    }
  });
});

describe('what cannot be certified ahead', () => {
  test('/faq redirects in an update call, without security headers', async () => {
    for (const asUpdate of [true, false]) {
      const answer = await send('/faq', { asUpdate, version: 2 });
      expect(answer).toMatchObject({ status: 301, text: '', upgrade: true });
      expect(answer.headers).toEqual([['location', 'https://identitysupport.dfinity.org/hc/en-us']]);
    }
  });

  test.each([
    ['POST', '/', 405, 'Method not allowed.'],
    ['DELETE', '/nothing', 405, 'Method not allowed.'],
    ['', '/', 405, 'Method not allowed.'],
    ['GET', 'nothing', 400, 'Bad request.'],
    ['GET', '', 400, 'Bad request.'],
    ['GET', '/%', 400, 'Bad request.'],
    ['GET', '/%ff', 400, 'Bad request.'],
    ['GET', '/a b', 400, 'Bad request.'],
    ['GET', '/é', 400, 'Bad request.'],
    ['GET', '/<script>', 400, 'Bad request.'],
    ['GET', '/?<script>', 400, 'Bad request.'],
    ['GET', '/#fragment', 400, 'Bad request.'],
    ['GET', `/${'a'.repeat(8192)}`, 400, 'Bad request.'],
  ])('%s %.20s answers %i by an update call', async (method, url, status, text) => {
    for (const asUpdate of [false, true]) {
      const answer = await send(url, { method, asUpdate, version: 2 });
      expect(answer).toMatchObject({ status, text, upgrade: true });
      expect(answer.header('x-content-type-options')).toBe('nosniff');
      expect(answer.header('allow')).toBe(status === 405 ? 'GET, HEAD, OPTIONS' : undefined);
    }
  });

  test('a body above 64 KiB answers 413 by an update call', async () => {
    const refused = await send('/', { method: 'POST', body: new Uint8Array(65_537), version: 2 });
    expect(refused).toMatchObject({ status: 413, text: 'Request body too large.', upgrade: true });
    expect((await send('/', { body: new Uint8Array(65_536), version: 2 })).status).toBe(200);
  });
});

describe('security headers', () => {
  test('are those of the contract, in its order', async () => {
    const { headers, header } = await send('/');
    const names = headers.map(([name]) => name);
    const first = names.indexOf('X-Frame-Options');
    expect(names.slice(first, first + 6)).toEqual([
      'X-Frame-Options',
      'X-Content-Type-Options',
      'Content-Security-Policy',
      'Strict-Transport-Security',
      'Referrer-Policy',
      'Permissions-Policy',
    ]);
    expect(header('content-security-policy')).toBe(
      "default-src 'none';connect-src 'self' https: http:;img-src 'self' data: https://*.googleusercontent.com;" +
        `script-src 'strict-dynamic' '${SCRIPT_HASH}' 'unsafe-inline' https:;base-uri 'none';form-action 'none';` +
        "style-src 'self' 'unsafe-inline';style-src-elem 'self' 'unsafe-inline';font-src 'self';frame-ancestors 'self';frame-src 'self';",
    );
    expect(header('strict-transport-security')).toBe('max-age=31536000 ; includeSubDomains');
    expect(header('permissions-policy')).toBe(
      'accelerometer=(),ambient-light-sensor=(),autoplay=(),battery=(),camera=(),clipboard-read=(),clipboard-write=(self),' +
        'conversion-measurement=(),cross-origin-isolated=(),display-capture=(),document-domain=(),encrypted-media=(),' +
        'execution-while-not-rendered=(),execution-while-out-of-viewport=(),focus-without-user-activation=(),fullscreen=(),' +
        'gamepad=(),geolocation=(),gyroscope=(),hid=(),idle-detection=(),interest-cohort=(),keyboard-map=(),magnetometer=(),' +
        'microphone=(),midi=(),navigation-override=(),payment=(),picture-in-picture=(),publickey-credentials-get=(self),' +
        'screen-wake-lock=(),serial=(),speaker-selection=(),sync-script=(),sync-xhr=(self),trust-token-redemption=(),usb=(),' +
        'vertical-scroll=(),web-share=(),window-placement=(),xr-spatial-tracking=()',
    );
  });

  test('are strict about http in production', async () => {
    const before = canister;
    canister = new TestCanister({ ...WITHOUT_CAPTCHA, is_production: [true] }, ASSETS);
    try {
      const policy = (await send('/')).header('content-security-policy');
      expect(policy).toContain("connect-src 'self' https:;");
      expect(policy).toMatch(/;upgrade-insecure-requests;$/);
    } finally {
      canister = before;
    }
  });
});
