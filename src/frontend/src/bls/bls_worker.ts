// Runs in a thread of its own, so that the page answers its heartbeat meanwhile.
import { type BlsAnswer, type BlsQuestion, READY } from './off_thread.ts';
import { verifyBls } from './verify.ts';

addEventListener('message', ({ data: { id, key, signature, message } }: MessageEvent<BlsQuestion>) => {
  const answer: BlsAnswer = { id, valid: verifyBls(key, signature, message) };
  postMessage(answer);
});
// What is sent before the imports above are there is lost.
postMessage(READY);
