import {
  encodeTree,
  fork,
  type HashTree,
  labeled,
  leaf,
  prune,
  rootHash,
} from './certified-tree.ts';
import { httpExpressionTree } from './http.ts';

/** Certifying takes five SHA-256 blocks, about 9 M instructions by count: a tip is certified this long after it changed. */
const DELAY_SECONDS = 5;

/** Keeps the audit tip and the HTTP expressions certified. */
export function createCertification(port: {
  tip(): { length: bigint; hash: Uint8Array };
  certify(root: Uint8Array): void;
  setTimer(seconds: number, run: () => void): void;
}) {
  let certified = { length: 0n, hash: new Uint8Array() as Uint8Array };
  let waiting = false;
  const tip = (): HashTree => labeled('audit_tip', leaf(certified.hash));

  function now(): void {
    waiting = false;
    certified = port.tip();
    port.certify(rootHash(fork(tip(), httpExpressionTree())));
  }
  return {
    /** After installation and every upgrade, which clears what was certified. */
    now,
    /** After the tip has changed; many changes share one certification. */
    soon(): void {
      if (waiting) return;
      waiting = true;
      port.setTimer(DELAY_SECONDS, now);
    },
    /** What a client of the HTTP interface needs: the expressions, with the rest pruned. */
    witness: (): HashTree => fork(prune(tip()), httpExpressionTree()),
    /** The tip that is certified now, and its way to the root as CBOR. */
    certifiedTip: () => ({
      ...certified,
      witness: encodeTree(fork(tip(), prune(httpExpressionTree()))),
    }),
  };
}
