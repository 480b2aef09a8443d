import type { NativeRequest } from '../canister/native_request.ts';
import type { Notice } from './notice.ts';

export type { NativeRequest };

export type NativeLoginState =
  /** Nothing is shown of the request yet. */
  | { readonly kind: 'checking' }
  | { readonly kind: 'asking'; readonly app: NativeRequest }
  /** The person agreed and says who they are; the access flow has the details. */
  | { readonly kind: 'identifying'; readonly app: NativeRequest }
  | { readonly kind: 'finishing'; readonly app: NativeRequest }
  /** The connection was lost; trying again needs no passkey. */
  | { readonly kind: 'interrupted'; readonly notice: Notice }
  /** The app has, or will have, its answer. */
  | {
      readonly kind: 'leaving';
      readonly outcome: 'letIn' | 'refused' | 'faulty';
      /** Name of the app; null where the request does not tell. */
      readonly app: string | null;
    }
  /** The page stays: there is no address that could be trusted. */
  | { readonly kind: 'failed'; readonly text: string };
