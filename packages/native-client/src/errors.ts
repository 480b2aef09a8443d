/** Where a login was when it failed. */
export type LoginPhase =
  /** Reading what the server says of itself. */
  | 'discovery'
  /** Waiting for the person and the browser. */
  | 'authorization'
  /** Exchanging the code. */
  | 'token'
  /** Fetching the delegation. */
  | 'delegation'
  /** Checking what came: nothing of it can be used. */
  | 'verification';

/**
 * Why a login failed.
 *
 * `code` is what the server answered as `error` (`access_denied`, `invalid_grant`, `invalid_token` ...), or one of this
 * library's own: `unreachable`, `unexpected_answer`, `timeout`, `aborted`, `no_browser`, `wrong_state`,
 * `wrong_issuer`, `wrong_id_token`, `wrong_signature`, `wrong_session_key`, `wrong_expiration`, `wrong_subject`.
 */
export class LoginError extends Error {
  readonly phase: LoginPhase;
  readonly code: string;

  constructor(phase: LoginPhase, code: string, message: string, options?: ErrorOptions) {
    super(`${phase}: ${message} (${code})`, options);
    this.name = 'LoginError';
    this.phase = phase;
    this.code = code;
  }
}
