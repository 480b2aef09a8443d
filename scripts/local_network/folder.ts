/** The folder of a local network: what is where in it, and whether a network is running there. */
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

export interface NetworkFolder {
  /** Folder of the server's state. */
  readonly state: string;
  /** Key of the canisters' controller. */
  readonly controller: string;
  /** Ids of canisters that the network chose. */
  readonly canisterIds: string;
  /** Where everything is while the network runs. */
  readonly status: string;
}

/** Paths of what a network keeps in its folder. */
export function networkFolder(dir: string): NetworkFolder {
  return {
    state: join(dir, 'state'),
    controller: join(dir, 'controller.json'),
    canisterIds: join(dir, 'canister_ids.json'),
    status: join(dir, 'status.json'),
  };
}

/** Removes what a network keeps, and nothing else: the folder may be any that somebody named. */
export function forgetNetwork(folder: NetworkFolder): void {
  for (const path of Object.values(folder) as string[]) rmSync(path, { recursive: true, force: true });
}

/** Whether the network that the status file tells of answers; a killed one leaves its file behind. */
export async function isRunning({ status }: NetworkFolder): Promise<boolean> {
  try {
    const { server_url: url } = JSON.parse(readFileSync(status, 'utf8')) as { server_url: string };
    return (await fetch(`${url}/status`)).ok;
  } catch {
    return false;
  }
}
