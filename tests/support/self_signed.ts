/** A self-signed certificate for tests of HTTPS, valid for some names below localhost. */
import { createHash, generateKeyPairSync, sign } from 'node:crypto';

const ECDSA_WITH_SHA256 = sequence(oid('2a8648ce3d040302'));
const COMMON_NAME = oid('550403');
const SUBJECT_ALT_NAME = oid('551d11');
const DAY = 86_400_000;

/** @param names - host names, wildcards allowed; the first one is the subject */
export function selfSigned(...names: readonly [string, ...string[]]): { cert: string; key: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const spki = publicKey.export({ type: 'spki', format: 'der' });
  const name = sequence(tagged(0x31, sequence(COMMON_NAME, tagged(0x0c, Buffer.from(names[0])))));
  const altNames = sequence(...names.map((host) => tagged(0x82, Buffer.from(host))));
  const body = sequence(
    tagged(0xa0, tagged(2, Buffer.of(2))),
    tagged(2, Buffer.concat([Buffer.of(1), createHash('sha1').update(spki).digest().subarray(0, 8)])),
    ECDSA_WITH_SHA256,
    name,
    sequence(utcTime(Date.now() - DAY), utcTime(Date.now() + 30 * DAY)),
    name,
    spki,
    tagged(0xa3, sequence(sequence(SUBJECT_ALT_NAME, tagged(4, altNames)))),
  );
  const signature = sign('sha256', body, privateKey);
  const der = sequence(body, ECDSA_WITH_SHA256, tagged(3, Buffer.concat([Buffer.of(0), signature])));
  return {
    cert: `-----BEGIN CERTIFICATE-----\n${der.toString('base64')}\n-----END CERTIFICATE-----\n`,
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
  };
}

function tagged(tag: number, content: Buffer): Buffer {
  const { length } = content;
  const size =
    length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.of(tag, ...size), content]);
}

function sequence(...parts: readonly Buffer[]): Buffer {
  return tagged(0x30, Buffer.concat(parts));
}

function oid(hex: string): Buffer {
  return tagged(6, Buffer.from(hex, 'hex'));
}

function utcTime(millis: number): Buffer {
  const text = new Date(millis).toISOString().replace(/\.\d+/, '').replaceAll(/[-:T]/g, '');
  return tagged(0x17, Buffer.from(text.slice(2)));
}
