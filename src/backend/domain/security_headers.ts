/** Headers that keep the page from being framed, injected into or given powers it does not use (contract, 6.4). */

export interface SecurityPolicy {
  /** Origins that share passkeys with this one and may frame it. */
  readonly relatedOrigins: readonly string[];
  /** `sha384-...` of every script that stands in a page. */
  readonly scriptHashes: readonly string[];
  /** Off production the page may talk to `http:` hosts, such as a local replica. */
  readonly isProduction: boolean;
}

/** Headers of every response but redirects, in the order of the contract. */
export function securityHeaders(policy: SecurityPolicy): readonly (readonly [string, string])[] {
  return [
    ['X-Frame-Options', 'DENY'],
    ['X-Content-Type-Options', 'nosniff'],
    ['Content-Security-Policy', contentSecurityPolicy(policy)],
    ['Strict-Transport-Security', 'max-age=31536000 ; includeSubDomains'],
    ['Referrer-Policy', 'same-origin'],
    ['Permissions-Policy', permissionsPolicy(policy.relatedOrigins)],
  ];
}

/**
 * Scripts run when their hash is listed or when such a script loads them; `https:` and `'unsafe-inline'` are for
 * browsers that know neither and are ignored by all others.
 */
function contentSecurityPolicy({ relatedOrigins, scriptHashes, isProduction }: SecurityPolicy): string {
  const hashes = scriptHashes.map((hash) => `'${hash}' `).join('');
  const framing = ["'self'", ...relatedOrigins].join(' ');
  const directives = [
    "default-src 'none'",
    `connect-src 'self' https:${isProduction ? '' : ' http:'}`,
    "img-src 'self' data: https://*.googleusercontent.com",
    `script-src 'strict-dynamic' ${hashes}'unsafe-inline' https:`,
    "base-uri 'none'",
    "form-action 'none'",
    "style-src 'self' 'unsafe-inline'",
    "style-src-elem 'self' 'unsafe-inline'",
    "font-src 'self'",
    `frame-ancestors ${framing}`,
    `frame-src ${framing}`,
    ...(isProduction ? ['upgrade-insecure-requests'] : []),
  ];
  return directives.map((directive) => `${directive};`).join('');
}

const BEFORE_CLIPBOARD_WRITE =
  'accelerometer ambient-light-sensor autoplay battery camera clipboard-read'.split(' ');
const BEFORE_PUBLICKEY =
  'conversion-measurement cross-origin-isolated display-capture document-domain encrypted-media execution-while-not-rendered execution-while-out-of-viewport focus-without-user-activation fullscreen gamepad geolocation gyroscope hid idle-detection interest-cohort keyboard-map magnetometer microphone midi navigation-override payment picture-in-picture'.split(
    ' ',
  );
const BEFORE_SYNC_XHR = 'screen-wake-lock serial speaker-selection sync-script'.split(' ');
const AFTER_SYNC_XHR =
  'trust-token-redemption usb vertical-scroll web-share window-placement xr-spatial-tracking'.split(' ');

function permissionsPolicy(relatedOrigins: readonly string[]): string {
  const quoted = relatedOrigins.map((origin) => ` "${origin}"`).join('');
  return [
    ...BEFORE_CLIPBOARD_WRITE.map(denied),
    'clipboard-write=(self)',
    ...BEFORE_PUBLICKEY.map(denied),
    `publickey-credentials-get=(self${quoted})`,
    ...BEFORE_SYNC_XHR.map(denied),
    'sync-xhr=(self)',
    ...AFTER_SYNC_XHR.map(denied),
  ].join(',');
}

function denied(feature: string): string {
  return `${feature}=()`;
}
