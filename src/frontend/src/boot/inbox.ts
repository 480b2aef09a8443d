/** What the boot script hands over to the application. */
export interface Inbox {
  /** Messages of the window's opener that came before the application was ready, oldest first. */
  readonly early: MessageEvent<unknown>[];
  /** Set by the application; gets every later message of the opener. */
  receive: ((event: MessageEvent<unknown>) => void) | null;
}

declare global {
  interface Window {
    iiInbox?: Inbox;
  }
}
