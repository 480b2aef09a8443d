/**
 * Shapes shared by the execution core (`ic/`, `wasm/`) and the network side (`certificate/`, `auth/`,
 * `server/`). The core knows no HTTP, no CBOR and no signature; the network side knows no wasm.
 */

/** Raw bytes of a principal, 0 to 29 of them; the management canister is the empty one. */
export type PrincipalBytes = Uint8Array;

/** Kinds as PocketIC's topology names them. */
export type SubnetKind =
  'NNS' | 'SNS' | 'II' | 'Fiduciary' | 'Bitcoin' | 'System' | 'Application' | 'VerifiedApplication';

/** A range of canister ids, both ends included. */
export interface CanisterRange {
  readonly start: PrincipalBytes;
  readonly end: PrincipalBytes;
}

export interface SubnetInfo {
  /** Self-authenticating id of the subnet's DER-encoded BLS public key. */
  readonly id: PrincipalBytes;
  readonly kind: SubnetKind;
  /** 32 bytes from which the subnet's keys are derived. */
  readonly seed: Uint8Array;
  /** Number of nodes the subnet stands for in prices; one process runs them all. */
  readonly size: number;
  /** Ranges in which this subnet may hold canisters; new ids are taken from the last one. */
  readonly ranges: readonly CanisterRange[];
}

/** Why a message was not answered with a reply. */
export interface Reject {
  /** 1 SysFatal, 2 SysTransient, 3 DestinationInvalid, 4 CanisterReject, 5 CanisterError, 6 SysUnknown. */
  readonly code: number;
  readonly message: string;
  /** `IC0` and three digits, as replicas report it; empty for rejects that only canisters get. */
  readonly errorCode: string;
}

export type CallResult =
  | { readonly kind: 'reply'; readonly bytes: Uint8Array }
  | { readonly kind: 'reject'; readonly reject: Reject };

/** Where a client says that a message goes; only matters for messages to the management canister. */
export type EffectivePrincipal =
  | { readonly kind: 'none' }
  | { readonly kind: 'subnet'; readonly id: PrincipalBytes }
  | { readonly kind: 'canister'; readonly id: PrincipalBytes };

export interface Call {
  readonly sender: PrincipalBytes;
  readonly canisterId: PrincipalBytes;
  readonly method: string;
  readonly arg: Uint8Array;
  readonly effective: EffectivePrincipal;
}

export interface IngressMessage extends Call {
  /** 32 bytes: the request id of the signed envelope, or any unique value for unsigned ingress. */
  readonly messageId: Uint8Array;
  /** Nanoseconds since the epoch after which the message may be forgotten. */
  readonly expiry: bigint;
}

/** Who may read what became of an ingress message: its sender, by delegations that reach its receiver. */
export interface IngressAuthor {
  readonly sender: PrincipalBytes;
  readonly receiver: PrincipalBytes;
}

export interface HttpHeader {
  readonly name: string;
  readonly value: string;
}

export type HttpOutcallMethod = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE';

/** A request of a canister to a server outside, waiting for somebody to make it. */
export interface PendingHttpRequest {
  readonly subnetId: PrincipalBytes;
  /** Unlike those of all other requests of the subnet. */
  readonly requestId: bigint;
  readonly url: string;
  readonly method: HttpOutcallMethod;
  readonly headers: readonly HttpHeader[];
  readonly body: Uint8Array;
  /** The limit that the canister set; 2 million without one. */
  readonly maxResponseBytes: bigint | undefined;
}

/** What came of a request: the server's response, or a reject code of the interface specification and a text. */
export type HttpResponse =
  | {
      readonly kind: 'reply';
      readonly status: number;
      readonly headers: readonly HttpHeader[];
      readonly body: Uint8Array;
    }
  | { readonly kind: 'reject'; readonly code: number; readonly message: string };

/** Why an answer was not taken: no such request, or neither one response nor one for each node of the subnet. */
export type HttpAnswerProblem = 'unknown_request' | 'wrong_number';

/** Life of an ingress message, as `/request_status` shows it. */
export type IngressStatus =
  | { readonly kind: 'received' }
  | { readonly kind: 'processing' }
  | { readonly kind: 'replied'; readonly bytes: Uint8Array }
  | { readonly kind: 'rejected'; readonly reject: Reject }
  | { readonly kind: 'done' };

/** What the state tree shows of one canister. */
export interface CanisterView {
  readonly id: PrincipalBytes;
  readonly controllers: readonly PrincipalBytes[];
  /** SHA-256 of the module as it was sent (gzip included), or nothing when empty. */
  readonly moduleHash: Uint8Array | undefined;
  /** Custom sections `icp:public x` and `icp:private x` of the module, by name `x`. */
  readonly metadata: ReadonlyMap<string, { readonly isPublic: boolean; readonly content: Uint8Array }>;
  /** 0 to 32 bytes set by `certified_data_set`. */
  readonly certifiedData: Uint8Array;
}

/** How much a subnet holds and has done. Nothing is charged for execution, so no cycles are consumed. */
export interface SubnetMetrics {
  readonly canisters: number;
  /** Bytes of all canisters' memory. */
  readonly stateBytes: number;
  /** Messages executed in replicated mode since the network was started. */
  readonly updates: number;
}

/** What the state tree shows of one subnet. */
export interface SubnetView {
  readonly info: SubnetInfo;
  /** Nanoseconds since the epoch of the subnet's latest round. */
  readonly time: bigint;
  /** Grows whenever anything that a certificate shows has changed, time included. */
  readonly version: number;
  canisters(): Iterable<CanisterView>;
  canister(id: PrincipalBytes): CanisterView | undefined;
  metrics(): SubnetMetrics;
  /** Messages by their 32-byte id; forgotten some time after their expiry. */
  ingress(): Iterable<readonly [Uint8Array, IngressStatus]>;
}

/** What the core asks of the network side while a message runs. */
export interface InstancePorts {
  /** CBOR certificate over the canister's certified data in the present state of its subnet. */
  dataCertificate(canisterId: PrincipalBytes): Uint8Array;
  /** Canister log lines (`debug_print`, trap texts), in order. */
  log(canisterId: PrincipalBytes, time: bigint, text: string): void;
  /** DER-encoded root public key of the network, for `root_key_copy`; asked for once. */
  rootKeyDer?(): Uint8Array;
}

/** Features that bring canisters of the network itself, by their names in PocketIC. */
export type SystemFeature = 'registry' | 'cycles_minting' | 'cycles_token';

export interface InstanceOptions {
  readonly subnets: readonly SubnetInfo[];
  /** Nanoseconds since the epoch at which the first round runs. */
  readonly time: bigint;
  /** Folder that keeps the state; without it the instance lives in memory. */
  readonly stateDir?: string;
  /** Their subnets (`II` for cycles_token, else `NNS`) must be among the subnets. */
  readonly features?: readonly SystemFeature[];
}

/**
 * One Internet Computer: subnets, canisters, a clock. Everything is synchronous and deterministic:
 * the same calls in the same order give the same state.
 */
export interface Instance {
  readonly subnets: readonly SubnetView[];
  /** Nanoseconds since the epoch. */
  readonly time: bigint;
  /** Moves the clock; @throws RangeError for a time before the present one. */
  setTime(nanos: bigint): void;
  /** Subnet that holds the canister, or whose ranges contain the id. */
  subnetOf(canisterId: PrincipalBytes): SubnetView | undefined;
  /** Decides for a call to the management canister which subnet executes it (decodes the argument if need be). */
  routeManagementCall(call: Call): SubnetView | undefined;
  /** Accepts a message (runs inspect_message for it when `inspect` is set) or refuses it at once. */
  submitIngress(
    message: IngressMessage,
    options?: { inspect?: boolean },
  ): { ok: true } | { ok: false; reject: Reject };
  ingressStatus(messageId: Uint8Array): IngressStatus | undefined;
  /** Who sent a message that is remembered, and to whom. */
  ingressAuthor(messageId: Uint8Array): IngressAuthor | undefined;
  /** Runs one round: every queued message, due timers and heartbeats; advances time by at least 1 ns. */
  tick(): void;
  /** Runs rounds until the message is answered or `maxRounds` passed. */
  runUntilDone(messageId: Uint8Array, maxRounds: number): IngressStatus | undefined;
  /**
   * Whether a round would do anything now: queued messages, a due timer, something that expires. Canisters with a
   * heartbeat have work in every round; without `heartbeats` they do not count.
   */
  hasWork(options?: { heartbeats?: boolean }): boolean;
  /** Executes a query (composite ones too) on the present state; changes nothing. */
  query(call: Call): CallResult;
  /** HTTP requests of canisters that wait for a response, oldest first within a subnet. */
  pendingHttpRequests(): readonly PendingHttpRequest[];
  /** Answers a request: runs the canister's transform now, its callback in one of the next rounds. */
  answerHttpRequest(
    subnetId: PrincipalBytes,
    requestId: bigint,
    responses: readonly HttpResponse[],
  ): HttpAnswerProblem | undefined;
  controllers(canisterId: PrincipalBytes): readonly PrincipalBytes[] | undefined;
  cycles(canisterId: PrincipalBytes): bigint | undefined;
  /** Adds cycles and answers the new balance, or nothing for an unknown canister. */
  addCycles(canisterId: PrincipalBytes, amount: bigint): bigint | undefined;
  stableMemory(canisterId: PrincipalBytes): Uint8Array | undefined;
  /** Replaces the stable memory; false for an unknown canister. */
  setStableMemory(canisterId: PrincipalBytes, bytes: Uint8Array): boolean;
  /** Instructions (IC cost weights) that the last executed message or query used. */
  readonly lastInstructions: bigint;
  /** Writes what changed since the last flush to the state folder; what is flushed survives a crash. */
  flush(): void;
  /** Flushes and releases every wasm instance. */
  close(): void;
}
