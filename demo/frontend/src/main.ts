import { AuthClient } from '@dfinity/auth-client';
import { addressesOf } from './addresses.ts';
import { whoami } from './whoami.ts';

const addresses = addressesOf(location);
const session = find('#session');
const message = find('[data-tid=message]');

// Made ahead, so that the click opens the window at once and no pop-up blocker steps in.
const client = await AuthClient.create();
await showSession();

/** Shows who is logged in, as the canister sees it, or the button to log in. */
async function showSession(): Promise<void> {
  message.textContent = '';
  if (!(await client.isAuthenticated())) return showLoggedOut();
  try {
    showLoggedIn(await whoami(client.getIdentity(), addresses));
  } catch (cause) {
    showLoggedOut();
    message.textContent = `The canister did not answer: ${cause instanceof Error ? cause.message : String(cause)}`;
  }
}

function showLoggedOut(): void {
  fill('#logged-out');
  find('[data-tid=login-button]').addEventListener('click', () => {
    message.textContent = '';
    void client.login({
      identityProvider: addresses.identityProvider,
      onSuccess: () => void showSession(),
      onError: (reason) => {
        message.textContent = `You are not logged in: ${reason ?? 'no reason was given'}`;
      },
    });
  });
}

function showLoggedIn(principal: string): void {
  fill('#logged-in');
  find('[data-tid=principal]').textContent = principal;
  find('[data-tid=logout-button]').addEventListener('click', () => void client.logout().then(showSession));
}

function fill(template: string): void {
  const { content } = find(template) as HTMLTemplateElement;
  session.replaceChildren(content.cloneNode(true));
}

function find(selector: string): HTMLElement {
  const element = document.querySelector<HTMLElement>(selector);
  if (element === null) throw new Error(`the page lacks ${selector}`);
  return element;
}
