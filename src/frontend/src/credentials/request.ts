import { parseOrigin } from '../authorize/origin.ts';
import { isPrincipalText } from '../authorize/request_fields.ts';
import { err, ok, type Result } from '../result.ts';

// What a dapp asks for with `request_credential`. Contract: clients.md 7.

/** Whole numbers are of 32 bits: an issuer takes no others. */
export type ArgumentValue = string | number;

/** What kind of credential is asked for, in words that dapp and issuer agree on. */
export interface CredentialSpec {
  readonly type: string;
  /** Null where the dapp sent none. */
  readonly arguments: readonly (readonly [name: string, value: ArgumentValue])[] | null;
}

/** A request for a credential. All of it is checked, none of it is trusted. */
export interface CredentialRequest {
  /** Exact origin of the window that asked; the only place an answer is sent to. */
  readonly origin: string;
  /** Origin that the dapp's principals are derived for, where it names another. Not yet verified. */
  readonly derivationOrigin: string | null;
  /** Principal that the person has at the dapp, as text. Whether it is theirs shows when they sign in. */
  readonly subject: string;
  readonly issuer: {
    readonly origin: string;
    /** Canister that the dapp takes the issuer for; null leaves it to the origin. */
    readonly canisterId: string | null;
  };
  readonly spec: CredentialSpec;
}

/** The field of a request that is not as it must be, by its name in the protocol. */
export type MalformedCredentialField =
  'params' | 'issuer' | 'credentialSpec' | 'credentialSubject' | 'derivationOrigin';

const MAX_NAME_LENGTH = 256;
const MAX_VALUE_LENGTH = 2048;
const MAX_ARGUMENTS = 32;

/** Reads the `params` of a request that came from a window at `origin`. */
export function parseCredentialParams(
  params: unknown,
  origin: string,
): Result<CredentialRequest, MalformedCredentialField> {
  if (!isRecord(params)) return err('params');
  const { issuer, credentialSpec, credentialSubject: subject, derivationOrigin = null } = params;
  const parsedIssuer = parseIssuer(issuer);
  if (parsedIssuer === null) return err('issuer');
  const spec = parseSpec(credentialSpec);
  if (spec === null) return err('credentialSpec');
  if (!isPrincipalText(subject)) return err('credentialSubject');
  if (derivationOrigin !== null && !isOrigin(derivationOrigin)) return err('derivationOrigin');
  return ok({ origin, derivationOrigin, subject, issuer: parsedIssuer, spec });
}

function parseIssuer(value: unknown): CredentialRequest['issuer'] | null {
  if (!isRecord(value)) return null;
  const { origin, canisterId = null } = value;
  if (!isOrigin(origin) || (canisterId !== null && !isPrincipalText(canisterId))) return null;
  return { origin, canisterId };
}

function parseSpec(value: unknown): CredentialSpec | null {
  if (!isRecord(value)) return null;
  const { credentialType: type, arguments: given = null } = value;
  if (!isName(type)) return null;
  if (given === null) return { type, arguments: null };
  if (!isRecord(given)) return null;
  const entries = Object.entries(given);
  if (entries.length > MAX_ARGUMENTS || !entries.every(isArgument)) return null;
  return { type, arguments: entries };
}

function isArgument(entry: [string, unknown]): entry is [string, ArgumentValue] {
  const [name, value] = entry;
  if (!isName(name)) return false;
  return typeof value === 'string'
    ? value.length <= MAX_VALUE_LENGTH
    : typeof value === 'number' && (value | 0) === value;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isName = (value: unknown): value is string =>
  typeof value === 'string' && value !== '' && value.length <= MAX_NAME_LENGTH;
const isOrigin = (value: unknown): value is string =>
  typeof value === 'string' && parseOrigin(value) !== null;
