export {
  type AuthorizationOptions,
  DEFAULT_TIME_TO_LIVE,
  type PendingAuthorization,
  readAnswer,
  startAuthorization,
} from './authorization.ts';
export { type DelegationOptions, MAINNET_ROOT_KEY, fetchDelegation } from './delegation.ts';
export { type Server, discover } from './discovery.ts';
export { LoginError, type LoginPhase } from './errors.ts';
export { verifyIdToken } from './id_token.ts';
export { type LogInOptions, logIn } from './log_in.ts';
export { type Loopback, type LoopbackOptions, listenOnLoopback } from './loopback.ts';
export { fetchWithLocalhost } from './requests.ts';
export { type Tokens, redeemCode } from './tokens.ts';
