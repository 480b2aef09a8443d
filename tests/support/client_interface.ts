/**
 * The interface that tests call the canister by: the canister's own, or with `CLIENT_INTERFACE=s1` that of April 2025
 * as far as it goes. Such a client has no types for what came later: methods that it knows with fewer arguments are
 * in `tests/canister/s1_client.test.ts`, methods that it does not know keep the canister's own types here.
 */
import * as declarations from '../../src/declarations/internet_identity.did.ts';
import { idlFactory as s1 } from '../vectors/s1.did.ts';

const IS_S1_CLIENT = process.env['CLIENT_INTERFACE'] === 's1';

type IdlFactory = typeof s1;
// The same class names of two packages, which are one at work.
const current = declarations.idlFactory as unknown as IdlFactory;

const s1Methods: IdlFactory = (candid) => {
  const known = new Map(s1(candid)._fields);
  const methods = current(candid)._fields.map(([name, method]) => {
    const earlier = known.get(name);
    return [name, earlier?.argTypes.length === method.argTypes.length ? earlier : method] as const;
  });
  return candid.IDL.Service(Object.fromEntries(methods));
};

/** What an actor is made with. */
export const clientInterface: IdlFactory = IS_S1_CLIENT ? s1Methods : current;

/**
 * A record as the client under test reads it.
 *
 * @param later - fields that a client of April 2025 does not know
 */
export function asRead<T extends object>(record: T, ...later: (keyof T)[]): Partial<T> {
  if (!IS_S1_CLIENT) return record;
  const known = Object.entries(record).filter(([name]) => !later.includes(name as keyof T));
  return Object.fromEntries(known) as Partial<T>;
}
