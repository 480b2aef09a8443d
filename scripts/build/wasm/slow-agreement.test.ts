/** Native code beside what it replaces, on as much random input as quick tests have no time for. */
import { afterAll, beforeAll, describe, it } from 'vitest';
import {
  installNativeDigestSteps,
  javascriptDigestSteps,
} from '../../../src/backend/encoding/digest_steps.ts';
import { nativeDigestSteps } from '../../../src/backend/ic/native_digest_steps.ts';
import { nativeTextForms } from '../../../src/backend/ic/native_text_forms.ts';
import { expectPrincipalsToAgree, expectTokensToAgree } from './testing/alias_tokens.ts';
import { expectLabelsToAgree } from './testing/delegation_labels.ts';
import { Seam } from './testing/seam.ts';
import { expectTreesToAgree } from './testing/signature_trees.ts';
import { expectTextFormsToAgree } from './testing/text_forms.ts';

const CASES = 100_000;

describe('native code agrees with the plain one', () => {
  const seam = new Seam(new Uint8Array());
  beforeAll(() => installNativeDigestSteps(nativeDigestSteps(seam)));
  afterAll(() => installNativeDigestSteps(javascriptDigestSteps));

  it('in the signature tree', () => {
    expectTreesToAgree(seam.certifiedDataSet, CASES);
  });

  it('in texts that stand for bytes', () => {
    expectTextFormsToAgree(nativeTextForms(seam), CASES);
  });

  it('in the labels of delegations', () => {
    expectLabelsToAgree(CASES);
  });

  it('in the principals of identities at front ends', () => {
    expectPrincipalsToAgree(CASES);
  });

  it('in the tokens of id aliases', () => {
    expectTokensToAgree(CASES);
  });
});
