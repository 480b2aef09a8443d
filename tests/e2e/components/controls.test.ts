/** What screens are made of, by keyboard and by what assistive software is told. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Stage, tells } from './support.ts';

describe('controls', () => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await Stage.of({
      CopyNumber: 'ui/CopyNumber.svelte',
      Heading: 'screens/Message.svelte',
      Menu: 'ui/Menu.svelte',
      QrCode: 'ui/QrCode.svelte',
      TextField: 'ui/TextField.svelte',
      Working: 'ui/Working.svelte',
    });
  });
  afterAll(() => stage?.close());

  describe('a menu', () => {
    const opener = () => stage.page.getByRole('button', { name: 'Options for key' });
    const rename = () => stage.page.getByRole('button', { name: 'Rename' });

    beforeEach(() =>
      stage.show('Menu', {
        label: 'Options for key',
        actions: [
          { name: 'rename', label: 'Rename', run: tells('rename') },
          { name: 'remove', label: 'Remove', run: tells('remove') },
        ],
      }),
    );

    it('should be opened and used by keyboard alone', async () => {
      const { keyboard } = stage.page;
      await opener().focus();
      expect(await opener().getAttribute('aria-expanded')).toBe('false');
      await keyboard.press('Enter');
      expect(await opener().getAttribute('aria-expanded')).toBe('true');
      await keyboard.press('Tab');
      await keyboard.press('Tab');
      await keyboard.press('Enter');
      expect(await stage.told()).toEqual([['remove']]);
      expect(await rename().count()).toBe(0);
    });

    it('should close by Escape, and give the focus back', async () => {
      await opener().click();
      await stage.page.keyboard.press('Tab');
      await stage.page.keyboard.press('Escape');
      expect(await rename().count()).toBe(0);
      expect(await opener().evaluate((button) => button === document.activeElement)).toBe(true);
      expect(await stage.told()).toEqual([]);
    });

    it.each([
      ['a click elsewhere', () => stage.page.getByText('Elsewhere').click()],
      ['the focus elsewhere', () => stage.page.getByText('Elsewhere').focus()],
    ])('should close by %s', async (_how, leave) => {
      await opener().click();
      await rename().waitFor();
      await leave();
      await rename().waitFor({ state: 'detached' });
    });
  });

  describe('an identity number', () => {
    const props = { number: '10000', copy: 'Copy', copied: 'Copied' };

    it('should be copied, and say so', async () => {
      await stage.show('CopyNumber', props);
      await stage.page.getByRole('button', { name: 'Copy' }).click();
      await stage.page.getByRole('status').filter({ hasText: 'Copied' }).waitFor();
      expect(await stage.page.evaluate(() => navigator.clipboard.readText())).toBe('10000');
    });

    it('should not claim to be copied where the browser forbids it', async () => {
      await stage.page.context().clearPermissions();
      await stage.page.evaluate(() => {
        navigator.clipboard.writeText = () => Promise.reject(new Error('forbidden'));
      });
      await stage.show('CopyNumber', props);
      await stage.page.getByRole('button', { name: 'Copy' }).click();
      expect(await stage.page.getByRole('status').textContent()).toBe('');
    });
  });

  it('should begin each screen with its heading, for the keyboard too', async () => {
    await stage.show('Heading', { title: 'Your identity', text: 'It is here.', name: 'test' });
    await stage.page.waitForFunction(() => document.activeElement?.tagName === 'H1');
    await stage.page.keyboard.press('Tab');
    expect(await stage.page.evaluate(() => document.activeElement?.textContent)).toBe('Elsewhere');
  });

  it('should tell of a field its name, its help and what is wrong with it', async () => {
    await stage.show('TextField', { label: 'PIN', hint: 'Six digits', name: 'pin', 'aria-invalid': true });
    const field = stage.page.getByRole('textbox', { name: 'PIN', description: 'Six digits' });
    expect(await field.getAttribute('aria-invalid')).toBe('true');
    await stage.page.getByText('PIN', { exact: true }).click();
    expect(await field.evaluate((input) => input === document.activeElement)).toBe(true);
  });

  it('should say that something is under way', async () => {
    await stage.show('Working', { title: 'Looking up your passkeys', hint: 'One moment' });
    await stage.page.locator('[aria-busy=true]').getByRole('heading').waitFor();
    expect(await stage.page.getByRole('status').textContent()).toBe('One moment');
  });

  it('should have a QR code named, on white in every colour scheme', async () => {
    await stage.page.emulateMedia({ colorScheme: 'dark' });
    await stage.show('QrCode', { text: 'https://id.example/?ii=10000', label: 'QR code of the link' });
    const code = stage.page.getByRole('img', { name: 'QR code of the link' });
    expect(await code.locator('rect').getAttribute('fill')).toBe('#fff');
    expect((await code.boundingBox())!.width).toBeGreaterThan(200);
    await stage.page.emulateMedia({ colorScheme: null });
  });
});
