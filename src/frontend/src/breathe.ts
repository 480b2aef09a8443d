/**
 * Lets the browser do what waits, such as answering the dapp's heartbeat, between two pieces of long work.
 * A message and not a timer: browsers put nested timers off by milliseconds.
 */
export function breathe(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
