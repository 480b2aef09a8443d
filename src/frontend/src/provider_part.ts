import {
  createProviderLink,
  createProviderSignIn,
  type LinkEnds,
  type SignInEnds,
} from './flows/provider.ts';
import type { ProviderFlow } from './flows/provider_state.ts';
import type { Session } from './canister/canister.ts';
import type { Provider } from './canister/provider.ts';
import type { AccessPorts } from './flows/access_ports.ts';
import { createProviderWindow, type ProviderWindow } from './openid/provider_window.ts';

// The root of the script for those who sign in by a provider's account.

export interface ProviderFlows {
  /**
   * @param expected - the identity that was picked, if one was
   * @param opened - the window that the click has opened
   */
  signIn(
    ports: AccessPorts,
    provider: Provider,
    how: { readonly expected: string | null; readonly opened: WindowProxy | null },
    ends: SignInEnds,
  ): ProviderFlow;
  link(
    ports: AccessPorts,
    provider: Provider,
    how: { readonly session: Session; readonly opened: WindowProxy | null },
    ends: LinkEnds,
  ): ProviderFlow;
}

/** @param redirectUri - our page for people who come back from a provider */
export function createProviderFlows(redirectUri: string): ProviderFlows {
  const takeOver = (opened: WindowProxy | null): ProviderWindow | null =>
    opened === null ? null : createProviderWindow(opened, redirectUri);
  const withWindows = (ports: AccessPorts) => ({
    loadParts: () => ports.loadParts(),
    openWindow: () => takeOver(ports.openWindow()),
  });
  return {
    signIn: (ports, provider, { expected, opened }, ends) =>
      createProviderSignIn(withWindows(ports), provider, { expected, first: takeOver(opened) }, ends),
    link: (ports, provider, { session, opened }, ends) =>
      createProviderLink(withWindows(ports), provider, { session, first: takeOver(opened) }, ends),
  };
}
