/** The server process. */
import { principalToText } from './encoding/principal.ts';
import { parseCommandLine, type ServerOptions } from './server/command_line.ts';
import { listen } from './server/http/listener.ts';
import { IdleClock } from './server/idle_clock.ts';
import { pocketIcApi } from './server/pocket_ic/routes.ts';
import { createPortFile } from './server/port_file.ts';
import { ServerState } from './server/server_state.ts';

// Whoever started the server may not listen any more; what it does goes on.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);

/** Runtime messages go to standard output; what canisters print, and faults, to standard error. */
function report(line: string): void {
  if (process.env['POCKET_IC_MUTE_SERVER'] === undefined) process.stdout.write(`${line}\n`);
}

function reportFault(error: unknown): void {
  process.stderr.write(`fault: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
}

async function run({ host, port, portFile, ttl }: ServerOptions): Promise<void> {
  const file = portFile === undefined ? undefined : createPortFile(portFile);
  // The server that created the file serves the client; a second one is not needed.
  if (portFile !== undefined && file === undefined) return;

  const reports = {
    log(canisterId: Uint8Array, time: bigint, text: string): void {
      process.stderr.write(
        `${new Date(Number(time / 1_000_000n)).toISOString()} [${principalToText(canisterId)}] ${text}\n`,
      );
    },
    fault: reportFault,
  };
  let ending: Promise<void> | undefined;
  const end = (): void => {
    ending ??= (async () => {
      idle.stop();
      file?.remove();
      await listener.close();
      await state.close();
    })().then(
      () => process.exit(0),
      (error: unknown) => {
        reportFault(error);
        process.exit(1);
      },
    );
  };
  const idle = new IdleClock(ttl * 1000, end);
  const state = new ServerState(reports, (request) => idle.during(request));
  const api = pocketIcApi(state);
  const listener = await listen({
    host,
    port,
    handler: (request) => state.during(() => api(request)),
    onFault: reportFault,
  }).catch((error: unknown) => {
    idle.stop();
    file?.remove();
    throw error;
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end);
  file?.write(listener.port);
  report(`listening on http://${host}:${listener.port}`);
}

const commandLine = parseCommandLine(process.argv.slice(2));
switch (commandLine.kind) {
  case 'print':
    process.stdout.write(commandLine.text);
    break;
  case 'wrong':
    process.stderr.write(`pocket-ic: ${commandLine.reason}\n`);
    process.exitCode = 2;
    break;
  case 'run':
    run(commandLine.options).catch((error: unknown) => {
      process.stderr.write(`pocket-ic: ${error instanceof Error ? error.message : String(error)}\n`);
      process.exitCode = 1;
    });
    break;
}
