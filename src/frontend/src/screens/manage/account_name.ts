import type { ManagedAccount } from '../../flows/manage_state.ts';

/** What its owner knows an account by. */
export function accountName({ email, name, sub }: ManagedAccount): string {
  return email ?? name ?? sub;
}

/** The provider's name, or its address once it is no longer configured. */
export function providerName({ provider, iss }: ManagedAccount): string {
  return provider?.name ?? iss.replace(/^https:\/\//, '');
}
