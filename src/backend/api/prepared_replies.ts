import type { Canister } from '../services/canister.ts';
import { prepareHttpResponse } from './http_message.ts';

/** Prepares the replies with pages. To be called at install or upgrade: a query could not keep what it made. */
export function prepareReplies({ site }: Canister): void {
  const pages = [...site.proofs.keys()].map((path) => site.files.get(path));
  for (const page of new Set([...pages, site.notFound])) {
    if (page !== undefined) prepareHttpResponse(page.body(), page.headersV2);
  }
}
