import type { AccessPorts, ProviderFlows } from './flows/access_ports.ts';
import { createProviderLink, createProviderSignIn } from './flows/provider.ts';
import { createProviderWindow, type ProviderWindow } from './openid/provider_window.ts';

// The root of the script for those who sign in by a provider's account.

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
