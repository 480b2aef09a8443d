/**
 * Where the one message that is being decoded lies: in an array that native code takes as it is, behind the words of a
 * request to it (`ic/native_layout.ts`), so that reading a text or comparing a header copies nothing.
 */
import { byteString } from '../utf8.ts';

export interface MessageFrame {
  readonly bytes: Uint8Array;
  readonly words: Uint32Array;
  readonly view: DataView;
}

/** What native code reads in a frame; places are offsets in it. */
export interface MessageNative {
  /** Whether bytes begin with these, a character up to 255 for each. */
  readonly startsWith: (frame: MessageFrame, start: number, characters: string) => boolean;
  /** A text, or null when it is not ASCII. */
  readonly asciiText: (frame: MessageFrame, start: number, length: number) => string | null;
  /** Length of so many length-prefixed texts, or null when they are not all ASCII or end behind the frame. */
  readonly skipTexts: (frame: MessageFrame, start: number, count: number) => number | null;
  /**
   * URL and version of the HTTP request whose values begin and end there; null when it is anything but a well-formed
   * GET in ASCII without a body.
   */
  readonly getRequest: (frame: MessageFrame, start: number, end: number) => GetRequest | null;
}

/** A request for a page as gateways send it. */
export interface GetRequest {
  readonly url: string;
  readonly version: number;
}

/** Where a message begins in its frame. */
export const MESSAGE_START = 16;

/** Messages up to this length share the frame that is kept. */
const KEPT_LENGTH = 16 * 1024;

/** The frame of most messages. */
export const keptFrame: MessageFrame = newFrame(KEPT_LENGTH);

function newFrame(length: number): MessageFrame {
  const bytes = new Uint8Array((MESSAGE_START + length + 3) & ~3);
  return { bytes, words: new Uint32Array(bytes.buffer), view: new DataView(bytes.buffer) };
}

/** A frame with this message in it, until the next one is asked for. */
export function frameOf(message: Uint8Array): MessageFrame {
  const frame = message.length <= KEPT_LENGTH ? keptFrame : newFrame(message.length);
  frame.bytes.set(message, MESSAGE_START);
  return frame;
}

/** Without native code texts are read byte by byte, elsewhere. */
export const javascriptMessages: MessageNative = {
  startsWith: ({ bytes }, start, characters) =>
    byteString(bytes, start, start + characters.length) === characters,
  asciiText: () => null,
  skipTexts: () => null,
  getRequest: () => null,
};

/** What reads messages. */
export let messageNative = javascriptMessages;

/** Makes native code read messages from now on. */
export function installNativeMessages(native: MessageNative): void {
  messageNative = native;
}
