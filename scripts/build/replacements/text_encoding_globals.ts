/** Makes the names global to a bundle without Azle's JavaScript half: the engine lacks them. */
export { TextDecoder, TextEncoder } from './text_encoding.ts';
