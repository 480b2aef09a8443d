/** README's word on what is missing, held against the built canister. */
import { IDL } from '@dfinity/candid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { idlFactory } from '../../src/declarations/internet_identity.did.ts';
import { CANISTER_ID, InternetIdentity } from '../support/internet_identity.ts';
import { readmeNames } from '../support/readme.ts';

const methods = idlFactory({ IDL })._fields;
const missing = readmeNames('methods');
/** No argument: whatever a method expects, one that is not built does not look at it. */
const NOTHING = new Uint8Array(IDL.encode([], []));

describe('methods that README calls not built', () => {
  let ii: InternetIdentity;
  beforeAll(async () => {
    ii = await InternetIdentity.create();
  });
  afterAll(() => ii.tearDown());

  it.each(methods.map(([name, func]) => [name, func] as const))(
    'should be right about %s',
    async (name, func) => {
      const call = func.annotations.includes('query') ? ii.pic.queryCall : ii.pic.updateCall;
      const outcome = await call
        .call(ii.pic, { canisterId: CANISTER_ID, method: name, arg: NOTHING })
        .then(() => 'answered')
        .catch((error: Error) => error.message);
      if (missing.includes(name)) expect(outcome).toContain(`${name} is not built yet`);
      else expect(outcome).not.toContain('is not built yet');
    },
  );

  it('should be methods of the interface', () => {
    expect(methods.map(([name]) => name)).toEqual(expect.arrayContaining(missing));
  });
});
