/** A live instance with a puppet canister on its application subnet, for tests of agents and the gateway. */
import { PocketIc, SubnetStateType } from '@dfinity/pic';
import { Principal } from '@dfinity/principal';
import { puppetWasm } from './puppet.ts';
import { type Server, startServer } from './server.ts';

const NEW = { state: { type: SubnetStateType.New } } as const;

export interface Live {
  readonly pic: PocketIc;
  readonly server: Server;
  /** URL of the gateway. */
  readonly url: string;
  readonly port: number;
  readonly canisterId: Principal;
  /** Canister of another subnet (the II subnet). */
  readonly otherId: Principal;
  close(): Promise<void>;
}

export async function goLive(): Promise<Live> {
  const server = await startServer();
  const pic = await PocketIc.create(server.url, { nns: NEW, ii: NEW, application: [NEW] });
  const wasm = await puppetWasm();
  const canisterId = await pic.createCanister();
  await pic.installCode({ canisterId, wasm });
  const ii = (await pic.getInternetIdentitySubnet())!;
  const otherId = await pic.createCanister({ targetSubnetId: ii.id });
  await pic.installCode({ canisterId: otherId, wasm, targetSubnetId: ii.id });
  const port = await pic.makeLive();
  return {
    pic,
    server,
    url: `http://127.0.0.1:${port}`,
    port,
    canisterId: Principal.fromText(canisterId.toText()),
    otherId: Principal.fromText(otherId.toText()),
    async close() {
      await pic.tearDown();
      await server.stop();
    },
  };
}
