import { base64urlToBytes } from '../bytes/base64.ts';

/**
 * What the person knows the account in a token by: its address, or else a name. Only to be read by them: whether the
 * token is true is for the canister to say.
 */
export function accountIn(jwt: string): string {
  const bytes = base64urlToBytes(jwt.split('.')[1] ?? '');
  try {
    const claims = JSON.parse(new TextDecoder().decode(bytes ?? new Uint8Array())) as Record<string, unknown>;
    const known = [claims['email'], claims['name']].find((claim) => typeof claim === 'string');
    return typeof known === 'string' ? known : '';
  } catch {
    return '';
  }
}
