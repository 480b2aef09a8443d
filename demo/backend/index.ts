import {
  certifiedDataSet,
  dataCertificate,
  IDL,
  init,
  msgCaller,
  postUpgrade,
  query,
  type Principal,
} from 'azle';
import { installNativeCode } from '../../src/backend/ic/azle_native.ts';
import { ASSETS } from './assets/generated/assets.ts';
import { HttpRequest, HttpResponse } from './http_types.ts';
import { Pages } from './pages.ts';

/** The demo dapp's canister: it tells callers who they are, and serves the dapp's page. */
export default class Demo {
  #pages: Pages | null = null;

  /** The principal that the caller is known by here: Internet Identity gives every dapp another one. */
  @query([], IDL.Principal)
  whoami(): Principal {
    return msgCaller();
  }

  @query([HttpRequest], HttpResponse)
  http_request(request: HttpRequest): HttpResponse {
    const certificate = dataCertificate();
    if (this.#pages === null || certificate === undefined)
      throw new Error('pages are served by query calls only');
    return this.#pages.respond(request, certificate);
  }

  @init([])
  install(): void {
    this.#open();
  }

  @postUpgrade([])
  upgrade(): void {
    this.#open();
  }

  #open(): void {
    installNativeCode();
    this.#pages = new Pages(ASSETS);
    certifiedDataSet(this.#pages.rootHash());
  }
}
