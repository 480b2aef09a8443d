/** Origins that only developers see: what happens there is left out of the statistics (contract, 2.9). */

const PRIVATE_IPV4 = /^(?:10|127|192\.168|172\.(?:1[6-9]|2\d|3[01]))\.[\d.]+$/;
const SCHEME_LENGTH = 'https://'.length;
const STARTS_AS_ADDRESS: ReadonlySet<string> = new Set('0123456789[');
const HTTPS_HOST = /^https:\/\/(\[[^\]]*\]|[^/:]*)/;

/** Whether a front end's origin is that of a development machine: plain HTTP, localhost, or a private or loopback address. */
export function isDevelopmentOrigin(origin: string): boolean {
  if (origin.startsWith('http://') || origin.includes('localhost')) return true;
  // Nearly all hosts are names: what follows costs more than all before it.
  if (!STARTS_AS_ADDRESS.has(origin.charAt(SCHEME_LENGTH))) return false;
  const host = HTTPS_HOST.exec(origin)?.[1];
  if (host === undefined) return false;
  return PRIVATE_IPV4.test(host) ? /^\d+\.\d+\.\d+\.\d+$/.test(host) : isLoopbackIpv6(host);
}

/** `[::1]`, also with its zeros written out. */
function isLoopbackIpv6(host: string): boolean {
  return host.startsWith('[') && /^\[[0:]*:0*1\]$/.test(host);
}
