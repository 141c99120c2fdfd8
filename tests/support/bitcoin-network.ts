/** A network with a Bitcoin subnet and a Bitcoin node, reached through the PocketIC client. */
import { PocketIc } from '@dfinity/pic';
import { Http2Client } from '@dfinity/pic/dist/http2-client.js';
import { PocketIcClient } from '@dfinity/pic/dist/pocket-ic-client.js';

const TIMEOUT_MS = 30_000;

/** A PocketIC instance fed by this Bitcoin node; the client itself has no option for one. */
export async function createWithBitcoin(url: string, node: string): Promise<PocketIc> {
  const fresh = { state_config: 'New', instruction_config: 'Production', dts_flag: 'Disabled' };
  const response = await fetch(`${url}/instances`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({
      subnet_config_set: { bitcoin: fresh, ii: fresh, application: [fresh] },
      bitcoind_addr: [node],
    }),
  });
  const { Created, message } = (await response.json()) as {
    Created?: { instance_id: number };
    message?: string;
  };
  if (!Created) throw new Error(message);
  const id = Created.instance_id;
  const http = new Http2Client(url, TIMEOUT_MS);
  const client = make(PocketIcClient, http, `/instances/${id}`, id);
  return make(PocketIc, client) as PocketIc;
}

/** The constructors are private in the client's types, because it makes instances itself. */
const make = (type: unknown, ...args: unknown[]): unknown =>
  Reflect.construct(type as new (...given: unknown[]) => unknown, args);
