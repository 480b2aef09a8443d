/**
 * HTTPS outcalls of a live instance: the server makes the requests itself, as nodes do. While time is the client's,
 * the requests wait for the answers that a test gives.
 */
import type { HttpResponse, Instance, PendingHttpRequest } from '../ic/types.ts';
import { bytesKey } from '../encoding/bytes.ts';

/** Milliseconds that a request may take. */
const TIMEOUT = 30_000;
const DEFAULT_MAX_BYTES = 2_000_000;
/** What canisters may ask for: nothing on this machine's disk or in the URL itself. */
const SCHEMES = new Set(['http:', 'https:']);
/** Reject codes for requests that cannot succeed, and for those of which another attempt may. */
const SYS_FATAL = 1;
const SYS_TRANSIENT = 2;
/** Headers that say how the body was sent, which is not how the canister gets it. */
const TRANSPORT_HEADERS = new Set(['content-encoding', 'transfer-encoding', 'content-length']);

export class LiveOutcalls {
  readonly #instance: Instance;
  readonly #answered: () => void;
  readonly #onFault: (error: unknown) => void;
  readonly #underway = new Set<string>();
  #closed = false;

  /**
   * @param answered - called after each answer
   * @param onFault - told when the core does not take one
   */
  constructor(instance: Instance, answered: () => void, onFault: (error: unknown) => void) {
    this.#instance = instance;
    this.#answered = answered;
    this.#onFault = onFault;
  }

  /** Answers that come from now on are nobody's. */
  close(): void {
    this.#closed = true;
  }

  /** Starts every request that waits and has not been started. */
  start(): void {
    for (const request of this.#instance.pendingHttpRequests()) {
      const key = `${bytesKey(request.subnetId)} ${request.requestId}`;
      if (this.#underway.has(key)) continue;
      this.#underway.add(key);
      void send(request)
        .then((response) => {
          this.#underway.delete(key);
          if (this.#closed) return;
          this.#instance.answerHttpRequest(request.subnetId, request.requestId, [response]);
          this.#answered();
        })
        .catch(this.#onFault);
    }
  }
}

/** Makes one request; whatever goes wrong is a reject. */
async function send({
  url,
  method,
  headers,
  body,
  maxResponseBytes,
}: PendingHttpRequest): Promise<HttpResponse> {
  const target = URL.canParse(url) ? new URL(url) : undefined;
  if (target === undefined || !SCHEMES.has(target.protocol)) {
    return failed(`Url needs to specify http or https scheme: ${url.slice(0, 100)}`, SYS_FATAL);
  }
  try {
    const response = await fetch(target, {
      method,
      headers: headers.map(({ name, value }): [string, string] => [name, value]),
      ...(body.length > 0 && { body: new Uint8Array(body) }),
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT),
    });
    const limit = maxResponseBytes === undefined ? DEFAULT_MAX_BYTES : Number(maxResponseBytes);
    const bytes = await readAtMost(response, limit);
    if (bytes === undefined) return failed(`Http body exceeds size limit of ${limit} bytes.`, SYS_FATAL);
    const kept = [...response.headers].filter(([name]) => !TRANSPORT_HEADERS.has(name));
    return {
      kind: 'reply',
      status: response.status,
      headers: kept.map(([name, value]) => ({ name, value })),
      body: bytes,
    };
  } catch (error) {
    const { message, cause } = error as Error;
    const reason = cause instanceof Error ? `${message}: ${cause.message}` : message;
    return failed(`Connecting to ${target.host} failed: ${reason}`, SYS_TRANSIENT);
  }
}

function failed(message: string, code: number): HttpResponse {
  return { kind: 'reject', code, message };
}

/** The body, or nothing when it is longer than the limit. */
async function readAtMost(response: Response, limit: number): Promise<Uint8Array | undefined> {
  const parts: Uint8Array[] = [];
  let length = 0;
  if (response.body === null) return new Uint8Array(0);
  for await (const bytes of response.body as unknown as AsyncIterable<Uint8Array>) {
    length += bytes.length;
    if (length > limit) return undefined;
    parts.push(bytes);
  }
  return Buffer.concat(parts, length);
}
