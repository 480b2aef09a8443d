import { closeSync, openSync, rmSync, writeSync } from 'node:fs';

/** The file through which a server tells its port: it belongs to the server that created it. */
export interface PortFile {
  /** Writes the port and a line end: a reader sees all of it or nothing. */
  write(port: number): void;
  remove(): void;
}

/** Creates the file, or answers nothing when it exists already: another server is starting for the same client. */
export function createPortFile(path: string): PortFile | undefined {
  let file: number;
  try {
    file = openSync(path, 'wx');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return undefined;
    throw error;
  }
  return {
    write(port) {
      writeSync(file, `${port}\n`);
      closeSync(file);
    },
    remove() {
      rmSync(path, { force: true });
    },
  };
}
