/** A certificate for any host names, signed by its own key: X.509 (RFC 5280) in DER, as little of it as TLS needs. */
import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';

export interface TestCertificate {
  /** PEM. */
  readonly key: string;
  /** PEM. */
  readonly cert: string;
  /** SHA-256 of the public key, base64: what `--ignore-certificate-errors-spki-list` takes. */
  readonly fingerprint: string;
}

const SEQUENCE = 0x30;
const OID_ECDSA_WITH_SHA256 = der(0x06, Buffer.from('2a8648ce3d040302', 'hex'));
const OID_COMMON_NAME = der(0x06, Buffer.from('550403', 'hex'));
const OID_SUBJECT_ALT_NAME = der(0x06, Buffer.from('551d11', 'hex'));

function der(tag: number, ...contents: Uint8Array[]): Buffer {
  const body = Buffer.concat(contents);
  if (body.length < 0x80) return Buffer.concat([Buffer.from([tag, body.length]), body]);
  return Buffer.concat([Buffer.from([tag, 0x82, body.length >> 8, body.length & 0xff]), body]);
}

/** `YYMMDDHHMMSSZ` */
function utcTime(at: Date): Buffer {
  const digits = at.toISOString().replaceAll(/[-:T]|\.\d+/g, '');
  return der(0x17, Buffer.from(digits.slice(2)));
}

/** @param names - DNS names; `*.` stands for one label */
export function createCertificate(names: readonly string[]): TestCertificate {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const spki = publicKey.export({ type: 'spki', format: 'der' });
  const algorithm = der(SEQUENCE, OID_ECDSA_WITH_SHA256);
  const commonName = der(SEQUENCE, OID_COMMON_NAME, der(0x0c, Buffer.from('tests')));
  const name = der(SEQUENCE, der(0x31, commonName));
  const day = 86_400_000;
  const validity = der(
    SEQUENCE,
    utcTime(new Date(Date.now() - day)),
    utcTime(new Date(Date.now() + 30 * day)),
  );
  const alternatives = der(SEQUENCE, ...names.map((dns) => der(0x82, Buffer.from(dns))));
  const extension = der(SEQUENCE, OID_SUBJECT_ALT_NAME, der(0x04, alternatives));
  const toBeSigned = der(
    SEQUENCE,
    der(0xa0, der(0x02, Buffer.from([2]))),
    // Positive: the first byte is below 0x80.
    der(0x02, Buffer.from([1]), randomBytes(8)),
    algorithm,
    name,
    validity,
    name,
    spki,
    der(0xa3, der(SEQUENCE, extension)),
  );
  const signature = sign('sha256', toBeSigned, privateKey);
  const cert = der(SEQUENCE, toBeSigned, algorithm, der(0x03, Buffer.from([0]), signature));
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${cert.toString('base64')}\n-----END CERTIFICATE-----\n`,
    fingerprint: createHash('sha256').update(spki).digest('base64'),
  };
}
