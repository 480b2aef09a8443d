/** Command line of the PocketIC server. */
import { parseArgs } from 'node:util';

export interface ServerOptions {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  readonly portFile: string | undefined;
  /** Seconds without a request after which the server ends itself. */
  readonly ttl: number;
}

export type CommandLine =
  | { readonly kind: 'run'; readonly options: ServerOptions }
  /** Something to print instead of running. */
  | { readonly kind: 'print'; readonly text: string }
  | { readonly kind: 'wrong'; readonly reason: string };

/** Clients compare the major version with the one that they were made for. */
export const VERSION = '14.0.0';
const DEFAULT_TTL = 60;
const MAX_TTL = 2 ** 31;

const HELP = `Usage: pocket-ic [options]

  -i, --ip-addr <address>   address to listen on (127.0.0.1)
  -p, --port <port>         port to listen on; 0 takes any free one (0)
      --port-file <file>    file that gets the port once the server listens; must not exist
      --ttl <seconds>       end after so long without a request (${DEFAULT_TTL})
  -l, --log-levels <filter> accepted for compatibility
  -h, --help                print this
  -V, --version             print the version
`;

/** @param args - without the names of node and script */
export function parseCommandLine(args: readonly string[]): CommandLine {
  let values;
  try {
    ({ values } = parseArgs({
      args: [...args],
      options: {
        'ip-addr': { type: 'string', short: 'i' },
        port: { type: 'string', short: 'p' },
        'port-file': { type: 'string' },
        ttl: { type: 'string' },
        'log-levels': { type: 'string', short: 'l' },
        help: { type: 'boolean', short: 'h' },
        version: { type: 'boolean', short: 'V' },
      },
    }));
  } catch (error) {
    return { kind: 'wrong', reason: (error as Error).message };
  }
  if (values.help === true) return { kind: 'print', text: HELP };
  if (values.version === true) return { kind: 'print', text: `pocket-ic-server ${VERSION}\n` };
  const port = parseNatural(values.port ?? '0', 65_535);
  if (port === undefined) return { kind: 'wrong', reason: `'${values.port}' is not a port` };
  const ttl = parseNatural(values.ttl ?? String(DEFAULT_TTL), MAX_TTL);
  if (ttl === undefined) return { kind: 'wrong', reason: `'${values.ttl}' is not a number of seconds` };
  return {
    kind: 'run',
    options: { host: values['ip-addr'] ?? '127.0.0.1', port, portFile: values['port-file'], ttl },
  };
}

function parseNatural(text: string, max: number): number | undefined {
  if (!/^\d{1,12}$/.test(text)) return undefined;
  const number = Number(text);
  return number <= max ? number : undefined;
}
