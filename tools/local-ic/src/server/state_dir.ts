/** The folder in which an instance keeps its state: whether there is one, and the lock that keeps a second server out. */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { HttpError } from './http/message.ts';

const LOCK_FILE = 'server.pid';

/** Whether the folder holds the state of an instance. */
export function holdsState(directory: string): boolean {
  try {
    return readdirSync(directory).some((name) => /^state-.*\.log$/.test(name));
  } catch {
    return false;
  }
}

/**
 * Takes the folder for this process; the folder is made when missing.
 * @returns releases it
 * @throws HttpError 400 when a running process has it, or it cannot be written
 */
export function lockStateDir(directory: string): () => void {
  const file = join(directory, LOCK_FILE);
  try {
    mkdirSync(directory, { recursive: true });
    for (let attempt = 0; ; attempt++) {
      if (tryCreate(file)) break;
      const owner = parseOwner(readFileSync(file, 'utf8'));
      if (attempt > 0 || isRunning(owner)) {
        throw new HttpError(400, `${directory} is in use by process ${owner.pid}`);
      }
      // Left behind by a process that was killed.
      rmSync(file, { force: true });
    }
  } catch (error) {
    if (error instanceof HttpError) throw error;
    throw new HttpError(400, `cannot use state_dir ${directory}: ${(error as Error).message}`);
  }
  return () => rmSync(file, { force: true });
}

/** A process, told from a later one with the same number by its start. */
interface Owner {
  readonly pid: number;
  /** Clock ticks since the machine started, where the system tells them. */
  readonly started: string | undefined;
}

/** Creates the lock file, or answers false when it is there. */
function tryCreate(file: string): boolean {
  try {
    writeFileSync(file, `${process.pid} ${startOf(process.pid) ?? ''}\n`, { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function parseOwner(text: string): Owner {
  const [pid, started] = text.trim().split(' ');
  return { pid: Number(pid), started: started === '' ? undefined : started };
}

function isRunning({ pid, started }: Owner): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  return started === undefined || started === startOf(pid);
}

/** When a process started, from /proc; nothing on systems without it. */
function startOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name, in parentheses, may hold spaces; the start is the 22nd field, the 20th behind it.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return undefined;
  }
}
