import { Trap } from '../domain/trap.ts';
import type { Handler } from './handler.ts';

/** Methods of the interface that this version does not have yet; README lists them too. */
export const NOT_BUILT = ['deploy_archive', 'fetch_entries', 'acknowledge_entries'] as const;

/** Answers a method that is not built yet. */
export function notBuilt(method: (typeof NOT_BUILT)[number]): Handler {
  return () => {
    throw new Trap(`${method} is not built yet`);
  };
}
