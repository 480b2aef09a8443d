import type { Component } from 'svelte';
import type { AuthorizeFlow } from './flows/authorize.ts';
import type { CredentialsFlow } from './flows/credentials.ts';
import type { JoinFlow } from './flows/join.ts';
import type { ManageFlow } from './flows/manage.ts';
import type { NativeLoginFlow } from './flows/native_login.ts';
import type { PageLinks } from './flows/page_links.ts';
import type { SelfServiceFlow } from './flows/self_service.ts';

/** The page that was opened; those that are loaded apart bring their screen along. */
export type OpenRoute =
  | { readonly route: 'authorize'; readonly flow: AuthorizeFlow }
  | {
      readonly route: 'credentials';
      readonly flow: CredentialsFlow;
      readonly Page: PageOf<CredentialsFlow>;
    }
  | { readonly route: 'nativeLogin'; readonly flow: NativeLoginFlow; readonly Page: PageOf<NativeLoginFlow> }
  | { readonly route: 'join'; readonly flow: JoinFlow; readonly Page: PageOf<JoinFlow> }
  | { readonly route: 'manage'; readonly flow: ManageFlow; readonly Page: PageOf<ManageFlow> }
  | {
      readonly route: 'selfService';
      readonly flow: SelfServiceFlow;
      readonly Page: PageOf<SelfServiceFlow>;
    }
  | { readonly route: 'about'; readonly Page: Component<{ links: PageLinks }> };

type PageOf<Flow> = Component<{ flow: Flow; links: PageLinks }>;
