/** What people read before they decide, with the values that only few of them meet. */
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Notice } from '../../../src/frontend/src/flows/notice.ts';
import { LANGUAGE_NAMES } from '../../../src/frontend/src/i18n/languages.ts';
import { lookAt } from '../support/look.ts';
import { Stage, tells } from './support.ts';

/** The narrowest phone that people still use. */
const NARROW = { width: 320, height: 640 };

const NUMBER = '18446744073709551615';

/** One of each kind. */
const NOTICES: { readonly [Kind in Notice['kind']]: Extract<Notice, { kind: Kind }> } = {
  lostConnection: { kind: 'lostConnection' },
  cancelled: { kind: 'cancelled', during: 'create' },
  passkeysUnsupported: { kind: 'passkeysUnsupported' },
  unsuitableAuthenticator: { kind: 'unsuitableAuthenticator' },
  alreadyHere: { kind: 'alreadyHere' },
  unknownPasskey: { kind: 'unknownPasskey' },
  unknownIdentity: { kind: 'unknownIdentity', number: NUMBER },
  noRecoveryDevice: { kind: 'noRecoveryDevice', number: NUMBER },
  pinRefused: { kind: 'pinRefused', number: NUMBER },
  forgotten: { kind: 'forgotten', number: NUMBER },
  invalidNumber: { kind: 'invalidNumber' },
  invalidName: { kind: 'invalidName' },
  passkeyRemoved: { kind: 'passkeyRemoved', number: NUMBER },
  removedCurrent: { kind: 'removedCurrent', number: NUMBER },
  rateLimited: { kind: 'rateLimited' },
  identityLimitReached: { kind: 'identityLimitReached' },
  registrationExpired: { kind: 'registrationExpired' },
  sessionExpired: { kind: 'sessionExpired' },
  tooManyMethods: { kind: 'tooManyMethods' },
  alreadyAdded: { kind: 'alreadyAdded' },
  tooManyAccounts: { kind: 'tooManyAccounts' },
  locked: { kind: 'locked' },
  methodGone: { kind: 'methodGone' },
  unknownAccount: { kind: 'unknownAccount' },
  tokenRefused: { kind: 'tokenRefused' },
  accountTaken: { kind: 'accountTaken' },
  otherIdentity: { kind: 'otherIdentity', number: NUMBER },
  providerFailed: { kind: 'providerFailed', text: 'access_denied' },
  linked: { kind: 'linked' },
  unlinked: { kind: 'unlinked' },
  phraseWordCount: { kind: 'phraseWordCount', count: 23 },
  phraseUnknownWord: { kind: 'phraseUnknownWord', word: 'a'.repeat(60) },
  phraseChecksum: { kind: 'phraseChecksum' },
  phraseNumberNeeded: { kind: 'phraseNumberNeeded' },
  wrongPhrase: { kind: 'wrongPhrase', number: NUMBER },
  pairingOff: { kind: 'pairingOff' },
  anotherAsks: { kind: 'anotherAsks' },
  added: { kind: 'added' },
  removed: { kind: 'removed' },
  phraseSaved: { kind: 'phraseSaved' },
  refused: { kind: 'refused', text: 'unknown' },
  fault: { kind: 'fault' },
};

/** What the person did on purpose interrupts nobody who listens to the page. */
const CALM = new Set([
  ...['cancelled', 'sessionExpired', 'forgotten', 'added', 'removed', 'removedCurrent'],
  ...['phraseSaved', 'linked', 'unlinked'],
]);

describe('what people read', () => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await Stage.of({
      AppIntro: 'screens/authorize/AppIntro.svelte',
      AskConsent: 'screens/AskConsent.svelte',
      ChooseIdentity: 'screens/access/ChooseIdentity.svelte',
      ConsentText: 'screens/credentials/ConsentText.svelte',
      NoticeText: 'screens/NoticeText.svelte',
      ShowNumber: 'screens/access/ShowNumber.svelte',
    });
    await stage.page.setViewportSize(NARROW);
  });
  afterAll(() => stage?.close());

  describe('of the app that asks', () => {
    const app = { origin: 'https://oc.app', name: 'OpenChat', sharedWith: null, suggests: null };
    const asked = (more: object) => stage.show('AppIntro', { app: { ...app, ...more }, canFollow: null });

    it('should be its name where that is known, and always its address', async () => {
      await asked({});
      expect(await stage.page.getByRole('heading').textContent()).toBe('Sign in to OpenChat');
      expect(await stage.page.locator('[data-role=host]').textContent()).toBe('oc.app');
      await lookAt(stage.page, '[data-role=host]', 'authorize-known-app');
      await stage.page.setViewportSize(NARROW);
    });

    it('should be its address alone where no name is known', async () => {
      await asked({ origin: 'https://forest.example:8443', name: null });
      expect(await stage.page.getByRole('heading').textContent()).toBe('Sign in to forest.example:8443');
      expect(await stage.page.locator('[data-role=host]').count()).toBe(0);
    });

    it('should not be cut off, however long the address is', async () => {
      const long = `https://${'sub-domain.'.repeat(14)}${'x'.repeat(60)}.example`;
      await asked({ origin: long, name: null, sharedWith: long });
      expect(await stage.overflows()).toBe(false);
    });

    it('should be text, whatever an app or issuer writes', async () => {
      const markup = '<img src=x onerror="document.title=1"><b>bold</b>';
      await stage.show('AskConsent', {
        title: markup,
        facts: [{ label: 'Asked by', text: markup, role: 'origin' }],
        note: markup,
        allow: { label: 'Allow', run: tells('allow') },
        decline: { label: 'Do not', run: tells('decline') },
        declineAction: 'cancel',
      });
      expect(await stage.page.locator('main img, main b').count()).toBe(0);
      expect(await stage.page.getByRole('heading').textContent()).toBe(markup);
      await stage.page.locator('[data-action=cancel]').click();
      expect(await stage.told()).toEqual([['decline']]);
      const blocks = [{ kind: 'paragraph', spans: [{ text: markup, strong: true }] }];
      await stage.show('ConsentText', { blocks, language: 'en' });
      expect(await stage.page.locator('main img, main b').count()).toBe(0);
      expect(await stage.page.title()).toBe('Component');
    });
  });

  describe('of one’s identities', () => {
    it('should tell them apart, the longest number too', async () => {
      const identities = [
        { number: NUMBER, lastUsed: 0 },
        { number: '10000', lastUsed: Date.now() },
      ];
      const choice = { kind: 'choosing', identities, usual: '10000', providers: [], suggested: null };
      const flow = { signIn: tells('signIn'), forget: tells('forget') };
      await stage.show('ChooseIdentity', { flow, choice: { ...choice, notice: null } });
      expect(await stage.overflows()).toBe(false);
      await stage.page.getByRole('button', { name: `Forget ${NUMBER} in this browser` }).click();
      await stage.page.locator("[data-anchor-id='10000']").click();
      expect(await stage.told()).toEqual([
        ['forget', NUMBER],
        ['signIn', '10000'],
      ]);
    });

    it('should keep a new number in a file', async () => {
      await stage.show('ShowNumber', {
        flow: { acknowledgeNumber: tells('continue') },
        number: NUMBER,
        app: null,
      });
      expect(await stage.overflows()).toBe(false);
      const [download] = await Promise.all([
        stage.page.waitForEvent('download'),
        stage.page.locator('[data-action=save-number]').click(),
      ]);
      expect(download.suggestedFilename()).toBe(`internet-identity-${NUMBER}.txt`);
      const text = await readFile(await download.path(), 'utf8');
      expect(text).toBe(`Internet Identity\n${NUMBER}\nhttp://components.localhost\n`);
    });
  });

  it.each(Object.keys(LANGUAGE_NAMES))('should be every notice in %s', async (language) => {
    await stage.speak(language);
    for (const notice of Object.values(NOTICES)) {
      await stage.show('NoticeText', { notice });
      const box = stage.page.getByRole(CALM.has(notice.kind) ? 'status' : 'alert');
      expect(await box.textContent(), notice.kind).toMatch(/\S{2}/);
      expect(await box.textContent(), notice.kind).not.toMatch(/undefined|\[object|=>/);
      for (const value of Object.values(notice).slice(1)) {
        if (notice.kind !== 'cancelled') expect(await box.textContent()).toContain(String(value));
      }
      expect(await stage.overflows(), notice.kind).toBe(false);
    }
    await stage.speak('en');
  });
});
