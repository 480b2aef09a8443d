/** Paths under which the single page application is served: its own routes, not files of the build. */
export const PAGE_ROUTES: readonly string[] = [
  '/authorize',
  '/manage',
  '/self-service',
  '/about',
  '/recovery',
  '/vc-flow',
];
