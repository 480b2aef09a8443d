/** What the canister wrote into the page, and where the page was opened. */
export interface CanisterPage {
  /** Text of the canister's principal, from `data-canister-id`. */
  readonly canisterId: string;
  /** Base64 of the Candid configuration, from `data-canister-config`. */
  readonly config: string;
  readonly origin: string;
  readonly hostname: string;
}

/** Null when the page was not served by the canister, which alone knows its id. */
export function readCanisterPage(body: HTMLElement, { origin, hostname }: Location): CanisterPage | null {
  const { canisterId, canisterConfig } = body.dataset;
  if (canisterId === undefined) return null;
  return { canisterId, config: canisterConfig ?? '', origin, hostname };
}
