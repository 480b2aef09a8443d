import { runInNewContext } from 'node:vm';
import { beforeAll, expect, it } from 'vitest';
import { callbackHtml } from './callback_page.ts';

let script: string;
beforeAll(async () => {
  [, script = ''] = /<script>(.*)<\/script>/s.exec(await callbackHtml()) ?? [];
});

/** Runs the page's script at an address. */
function open(hash: string, language = 'en-US') {
  const sent: { channel: string; data: unknown }[] = [];
  const page = { closed: false, address: '', text: '', lang: 'en' };
  class BroadcastChannel {
    readonly name: string;
    constructor(name: string) {
      this.name = name;
    }
    postMessage(data: unknown): void {
      sent.push({ channel: this.name, data });
    }
    close(): void {}
  }
  runInNewContext(script, {
    BroadcastChannel,
    URLSearchParams,
    location: { hash, pathname: '/callback', search: '?canisterId=x' },
    history: { replaceState: (_state: unknown, _title: string, url: string) => (page.address = url) },
    navigator: { language },
    window: { close: () => (page.closed = true) },
    document: {
      documentElement: {
        set lang(lang: string) {
          page.lang = lang;
        },
      },
      body: {
        set textContent(text: string) {
          page.text = text;
        },
      },
    },
  });
  return { sent, page };
}

it('should hand over what the provider said to the page that waits, and close', () => {
  const { sent, page } = open('#state=s1&id_token=a.b.c');
  expect(sent).toEqual([{ channel: 'ii-openid-s1', data: '#state=s1&id_token=a.b.c' }]);
  expect(page.closed).toBe(true);
  expect(page.address).toBe('/callback?canisterId=x');
});

it('should tell nobody anything without a state', () => {
  expect(open('#id_token=a.b.c').sent).toEqual([]);
  expect(open('').sent).toEqual([]);
});

it('should ask to be closed, in the language of the browser', () => {
  expect(open('').page).toMatchObject({ text: 'You can close this window.', lang: 'en' });
  expect(open('', 'de-CH').page).toMatchObject({ text: 'Sie können dieses Fenster schließen.', lang: 'de' });
  expect(open('', 'xx').page).toMatchObject({ text: 'You can close this window.', lang: 'en' });
});
