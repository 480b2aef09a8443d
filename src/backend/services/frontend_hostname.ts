import {
  FRONTEND_HOSTNAME_LIMIT,
  type FrontendHostname,
  parseFrontendHostname,
} from '../domain/delegation.ts';
import { Trap } from '../domain/trap.ts';

/** A front end's name as callers give it; traps when it is too long for a seed, in every method alike. */
export function requireHostname(frontend: string): FrontendHostname {
  const parsed = parseFrontendHostname(frontend);
  if (parsed.ok) return parsed.value;
  throw new Trap(
    `frontend hostname ${parsed.error.length} exceeds the limit of ${FRONTEND_HOSTNAME_LIMIT} bytes`,
  );
}
