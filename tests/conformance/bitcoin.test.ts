/** The Bitcoin methods of the local network against a real node, over Bitcoin's own protocol. */
import { IDL } from '@dfinity/candid';
import type { PocketIc, PocketIcServer } from '@dfinity/pic';
import { Principal } from '@dfinity/principal';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createWithBitcoin } from '../support/bitcoin-network.ts';
import { BitcoinNode } from '../support/bitcoin-node.ts';
import { startPocketIc } from '../support/network.ts';

const { Nat32, Nat64, Null, Opt, Record, Text, Variant, Vec } = IDL;
const network = Variant({ mainnet: Null, testnet: Null, regtest: Null });
const regtest = { regtest: null };
const service = IDL.Service({
  bitcoin_get_balance_query: IDL.Func(
    [Record({ network, address: Text, min_confirmations: Opt(Nat32) })],
    [Nat64],
    ['query'],
  ),
  bitcoin_get_utxos_query: IDL.Func(
    [
      Record({
        network,
        address: Text,
        filter: Opt(Variant({ min_confirmations: Nat32, page: Vec(IDL.Nat8) })),
      }),
    ],
    [
      Record({
        utxos: Vec(
          Record({
            outpoint: Record({ txid: Vec(IDL.Nat8), vout: Nat32 }),
            value: Nat64,
            height: Nat32,
          }),
        ),
        tip_block_hash: Vec(IDL.Nat8),
        tip_height: Nat32,
        next_page: Opt(Vec(IDL.Nat8)),
      }),
    ],
    ['query'],
  ),
  get_blockchain_info: IDL.Func(
    [],
    [Record({ height: Nat32, block_hash: Vec(IDL.Nat8), utxos_length: Nat64 })],
    ['query'],
  ),
});
type Utxos = { utxos: { value: bigint; height: number }[]; tip_height: number };
type Bitcoin = {
  bitcoin_get_balance_query(args: object): Promise<bigint>;
  bitcoin_get_utxos_query(args: object): Promise<Utxos>;
  get_blockchain_info(): Promise<{ height: number; block_hash: Uint8Array }>;
};

const MINER = 'bcrt1qqurswpc8qurswpc8qurswpc8qurswpc8dxm0gk';
const OTHER = 'bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080';
const COIN = 100_000_000n;
let server: PocketIcServer;
let node: BitcoinNode;
let pic: PocketIc;
let bitcoin: Bitcoin;

beforeAll(async () => {
  [server, node] = await Promise.all([startPocketIc(), BitcoinNode.start()]);
  pic = await createWithBitcoin(server.getUrl(), node.address);
  const id = Principal.fromText('g4xu7-jiaaa-aaaan-aaaaq-cai') as never;
  bitcoin = pic.createActor(() => service as never, id) as unknown as Bitcoin;
});
afterAll(async () => {
  await pic?.tearDown();
  await Promise.all([server?.stop(), node?.stop()]);
});

const heightIs = (height: number) =>
  expect.poll(async () => (await bitcoin.get_blockchain_info()).height).toBe(height);
const balance = (address: string, confirmations = 0) =>
  bitcoin.bitcoin_get_balance_query({
    network: regtest,
    address,
    min_confirmations: [confirmations],
  });

test('blocks that a node mines become balances, by confirmations', async () => {
  await node.mine(3, MINER);
  await node.mine(2, OTHER);
  await heightIs(5);
  const { hash } = await node.tip();
  const info = await bitcoin.get_blockchain_info();
  expect(Buffer.from(info.block_hash).toString('hex')).toBe(hash);
  expect(await balance(MINER)).toBe(150n * COIN);
  expect(await balance(OTHER)).toBe(100n * COIN);
  expect(await balance(OTHER, 2)).toBe(50n * COIN);
  expect(await balance(OTHER, 3)).toBe(0n);
  const { utxos } = await bitcoin.bitcoin_get_utxos_query({
    network: regtest,
    address: OTHER,
    filter: [],
  });
  expect(utxos.map(({ height }) => height)).toEqual([5, 4]);
});

test('a branch with more work replaces what was mined before', async () => {
  await node.branch(3, 3, MINER);
  await heightIs(6);
  expect(await balance(OTHER)).toBe(0n);
  expect(await balance(MINER)).toBe(300n * COIN);
});

test('what is no address of regtest, and another network, are refused by name', async () => {
  await expect(balance('bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4')).rejects.toThrow(
    'MalformedAddress',
  );
  const elsewhere = { network: { mainnet: null }, address: OTHER, min_confirmations: [] };
  await expect(bitcoin.bitcoin_get_balance_query(elsewhere)).rejects.toThrow('must be regtest');
  await expect(balance(OTHER, 145)).rejects.toThrow('MinConfirmationsTooLarge');
});
