/** Names of apps by their host, where people know the app by another name than its address. */
const NAMES: Readonly<Record<string, string>> = {
  'oc.app': 'OpenChat',
  'nns.ic0.app': 'NNS Dapp',
  'nns.internetcomputer.org': 'NNS Dapp',
  'oisy.com': 'OISY Wallet',
  'dscvr.one': 'DSCVR',
  'taggr.link': 'Taggr',
  'nuance.xyz': 'Nuance',
  'kongswap.io': 'KongSwap',
  'app.icpswap.com': 'ICPSwap',
  'console.juno.build': 'Juno',
};

/** The name that an app is known by; null for all others. It stands beside the address, not in its place. */
export function knownAppName(origin: string): string | null {
  const { protocol, host } = new URL(origin);
  return protocol === 'https:' && Object.hasOwn(NAMES, host) ? (NAMES[host] ?? null) : null;
}
