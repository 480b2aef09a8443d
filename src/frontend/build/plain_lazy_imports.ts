import type { Plugin } from 'vite';

/**
 * Leaves lazy imports as they are. Vite wraps them to fetch style sheets and preloads first; there are none here, and
 * the wrapping would be a kilobyte of the first visit.
 */
export function plainLazyImports(): Plugin {
  return {
    name: 'plain-lazy-imports',
    transform: {
      filter: { id: /^\0vite\/preload-helper\.js$/ },
      handler: () => ({ code: 'export const __vitePreload = (load) => load();', map: null }),
    },
  };
}
