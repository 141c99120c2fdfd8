/**
 * A real Bitcoin full node on regtest (npm `bcoin`) in a process of its own, told what to do over
 * IPC. Pure JavaScript: native parts of bcoin that no longer compile give way to their own
 * JavaScript twins.
 */
const Module = require('node:module');
const { dirname, join } = require('node:path');

const resolveFilename = Module._resolveFilename;
const twins = { './murmur3': './murmur3-browser.js', './siphash': './siphash-browser.js' };
Module._resolveFilename = function resolve(request, parent, ...rest) {
  const folder = parent?.filename ? dirname(parent.filename) : '';
  if (request === 'leveldown') return require.resolve('./empty-module.cjs');
  if (twins[request] && /(mrmr|bsip)[\\/]lib$/.test(folder)) return join(folder, twins[request]);
  return resolveFilename.call(this, request, parent, ...rest);
};

const bcoin = require('bcoin');
const port = Number(process.argv[2]);
const node = new bcoin.FullNode({
  network: 'regtest',
  memory: true,
  workers: false,
  listen: true,
  host: '127.0.0.1',
  port,
  maxOutbound: 1,
  only: ['127.0.0.1:1'],
  httpHost: '127.0.0.1',
  httpPort: port + 1,
  apiKey: 'regtest',
  noAuth: true,
  logConsole: false,
});

// bcoin has a prefix of its own for addresses of regtest; scripts are the same everywhere.
const addressOf = (script) => bcoin.Script.fromRaw(Buffer.from(script, 'hex')).getAddress();

const commands = {
  /** Mines blocks whose rewards go to `script`, with what waits in the pool. */
  async mine({ count, script }) {
    const to = addressOf(script);
    for (let i = 0; i < count; i++) {
      const job = await node.miner.createJob(node.chain.tip, to);
      const block = await job.mineAsync();
      if (!(await node.chain.add(block))) throw new Error('the node refused its own block');
    }
    return node.chain.height;
  },
  /** Mines empty blocks behind the block at `height`: a branch that replaces what follows it. */
  async branch({ height, count, script }) {
    const to = addressOf(script);
    let tip = await node.chain.getEntryByHeight(height);
    for (let i = 0; i < count; i++) {
      const job = await node.miner.createJob(tip, to);
      job.attempt.items = [];
      job.attempt.fees = 0;
      job.refresh();
      const block = await job.mineAsync();
      tip = await node.chain.add(block);
    }
    return node.chain.height;
  },
  async tip() {
    return { height: node.chain.height, hash: node.chain.tip.hash.toString('hex') };
  },
  /** Ids of the transactions that wait, in hexadecimal as people write them. */
  async pool() {
    return [...node.mempool.map.values()].map(({ tx }) => tx.txid());
  },
  /**
   * Whether the node relays what spends Taproot outputs: bcoin is older than they are, takes them for
   * outputs of the future that anybody may spend, and leaves such payments to miners.
   */
  async relayTaproot({ yes }) {
    const { mempool } = node;
    mempool.options.requireStandard = !yes;
    delete mempool.verifyInputs;
    if (!yes) return;
    const verify = mempool.verifyInputs.bind(mempool);
    const future = bcoin.Script.flags.VERIFY_DISCOURAGE_UPGRADABLE_WITNESS_PROGRAM;
    mempool.verifyInputs = (tx, view, flags) => verify(tx, view, flags & ~future);
  },
  async block({ height }) {
    const block = await node.chain.getBlock(height);
    return block.txs.map((tx) => ({ id: tx.txid(), raw: tx.toRaw().toString('hex') }));
  },
};

process.on('message', ({ id, command, args }) => {
  commands[command](args ?? {}).then(
    (value) => process.send({ id, value }),
    (error) => process.send({ id, error: error.stack }),
  );
});
process.on('disconnect', () => process.exit(0));

node
  .open()
  .then(() => node.connect())
  .then(() => {
    // A lone node believes itself to be behind; nobody else will tell it more.
    node.chain.synced = true;
    process.send({ ready: true });
  });
