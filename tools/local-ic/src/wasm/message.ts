import type { ExecutionContext } from './execution_context.ts';
import { START } from './execution_context.ts';
import type { Effects, MessageInput, OutgoingCall } from './types.ts';

/** A call between `call_new` and `call_perform`. */
export interface CallUnderConstruction {
  readonly callee: Uint8Array;
  readonly method: string;
  readonly methodBytes: number;
  readonly onReply: OutgoingCall['onReply'];
  readonly onReject: OutgoingCall['onReject'];
  onCleanup: OutgoingCall['onCleanup'];
  readonly parts: Uint8Array[];
  argBytes: number;
  cycles: bigint;
  timeoutSeconds: number | undefined;
}

/** All that one message execution does to the world outside its memory; dropped when it traps. */
export class Message {
  readonly input: MessageInput;
  context: ExecutionContext;
  response: Effects['response'];
  readonly replyParts: Uint8Array[] = [];
  replyBytes = 0;
  readonly calls: OutgoingCall[] = [];
  call: CallUnderConstruction | undefined;
  certifiedData: Uint8Array | undefined;
  globalTimer: bigint | undefined;
  cyclesAccepted = 0n;
  cyclesBurned = 0n;
  messageAccepted = false;
  readonly logs: string[] = [];
  logBytes = 0;
  #certificate: Uint8Array | undefined;
  #certificateAsked = false;

  constructor(input: MessageInput, context: ExecutionContext) {
    this.input = input;
    this.context = context;
  }

  /** Whether the call was answered, in this message or an earlier one. */
  get answered(): boolean {
    return this.input.answered || this.response !== undefined;
  }

  /** Cycles of the canister now: what was accepted is in, what calls took is out. */
  get balance(): bigint {
    const spent = this.calls.reduce((sum, call) => sum + call.cycles, this.call?.cycles ?? 0n);
    return this.input.balance + this.cyclesAccepted - this.cyclesBurned - spent;
  }

  /** Cycles that can be spent now: those above the freezing threshold. */
  get liquidBalance(): bigint {
    const liquid = this.balance - (this.input.frozenCycles ?? 0n);
    return liquid < 0n ? 0n : liquid;
  }

  /** Cycles of the caller that can still be accepted; an answer sends the rest back. */
  get cyclesAvailable(): bigint {
    return this.answered ? 0n : this.input.cyclesAvailable - this.cyclesAccepted;
  }

  /** The data certificate, fetched once, where there can be one. */
  get certificate(): Uint8Array | undefined {
    if (!this.#certificateAsked) {
      this.#certificateAsked = true;
      const { letter } = this.context;
      if (letter === 'NRQ' || letter === 'CQ') this.#certificate = this.input.dataCertificate?.();
    }
    return this.#certificate;
  }

  /** The argument of the entry point, or undefined where there is none. */
  get arg(): Uint8Array | undefined {
    const { entry } = this.input;
    if (this.context === START) return undefined;
    if (entry.kind === 'reply_callback') return entry.bytes;
    return 'arg' in entry ? entry.arg : undefined;
  }

  effects(): Effects {
    return {
      response: this.response,
      calls: this.calls,
      certifiedData: this.certifiedData,
      globalTimer: this.globalTimer,
      cyclesAccepted: this.cyclesAccepted,
      cyclesBurned: this.cyclesBurned,
      messageAccepted: this.messageAccepted,
    };
  }
}
