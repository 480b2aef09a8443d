/**
 * HTTP gateway of an instance, on a port of its own: `/api` goes to the instance, everything else to the `http_request`
 * of a canister.
 */
import { agentApi } from '../agent/routes.ts';
import type { HostedInstance } from '../hosted_instance.ts';
import { listen, type Listener } from '../http/listener.ts';
import { HttpError, type HttpReply, type HttpRequest, textReply } from '../http/message.ts';
import type { ServerState } from '../server_state.ts';
import { serveCanister } from './canister_http.ts';
import { CanisterNames } from './canister_names.ts';
import { canisterOfRequest, type Hosts } from './canister_of_request.ts';
import { isPreflight, preflightReply, withCors } from './cors.ts';
import { errorPage } from './error_page.ts';
import { loadVerification } from './verify_response.ts';

export interface GatewaySettings {
  /** Address on which to listen. */
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** Domains below which `<canister id>.<domain>` is served. */
  readonly domains: readonly string[];
  /** File with names of canisters, see {@link CanisterNames}. */
  readonly namesFile: string | undefined;
  /** Certificate chain and key, PEM, to speak HTTPS. */
  readonly tls: { readonly cert: Buffer; readonly key: Buffer } | undefined;
}

export class Gateway {
  readonly #listener: Listener;

  private constructor(listener: Listener) {
    this.#listener = listener;
  }

  /**
   * Opens the port.
   * @param server - told of faults and of every request
   * @throws NodeJS.ErrnoException when the port is taken or may not be opened
   */
  static async open(
    hosted: HostedInstance,
    { host, port, domains, namesFile, tls }: GatewaySettings,
    server: Pick<ServerState, 'reports' | 'during'>,
  ): Promise<Gateway> {
    const names = new CanisterNames({
      domains,
      file: namesFile,
      exists: (id) => hosted.instance.subnetOf(id)?.canister(id) !== undefined,
    });
    const listener = await listen({
      host,
      port,
      tls,
      handler: (request) => server.during(() => serve(hosted, { domains, names }, request)),
      onFault: (error) => server.reports.fault(error),
    });
    // Compiling the verifier takes a moment; a browser needs longer to come.
    setImmediate(loadVerification);
    return new Gateway(listener);
  }

  get port(): number {
    return this.#listener.port;
  }

  close(): Promise<void> {
    return this.#listener.close();
  }
}

async function serve(hosted: HostedInstance, hosts: Hosts, request: HttpRequest): Promise<HttpReply> {
  if (isPreflight(request)) return preflightReply();
  try {
    if (request.path === '/api' || request.path.startsWith('/api/')) {
      return withCors(await agentApi(hosted, request.path, request));
    }
    const target = canisterOfRequest(request, hosts);
    if (target === undefined) {
      return errorPage(
        400,
        'Which canister?',
        `Open http://<canister id>.${hosts.domains[0] ?? 'localhost'} or add ?canisterId=<canister id>.`,
      );
    }
    return withCors(await serveCanister(hosted, target, request));
  } catch (error) {
    if (error instanceof HttpError) return withCors(textReply(error.status, error.message));
    throw error;
  }
}
