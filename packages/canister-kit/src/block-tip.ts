/** The certified end of a block log (ICRC-3 `icrc3_get_tip_certificate`). */
import { leb128 } from '@qikcard/contracts/icrc/value-hash';
import type { BlockLog } from './block-log.ts';
import { ic } from './ic.ts';
import { certified } from './instance.ts';

const INDEX = ['last_block_index'];
const HASH = ['last_block_hash'];
/** Many blocks share one certification, which costs about 20 M instructions. */
const DELAY_SECONDS = 2;

/** Keeps the index and the hash of a log's last block certified, always both of the same block. */
export function blockTip(log: () => Pick<BlockLog, 'length' | 'tipHash'>) {
  let armed = false;
  function certify(): void {
    armed = false;
    const length = log().length();
    if (length === 0n) return;
    certified.put(INDEX, leb128(length - 1n));
    certified.put(HASH, log().tipHash());
  }
  return {
    /** After every start: a timer does not survive an upgrade. */
    start: certify,
    /** After a block was added. */
    soon(): void {
      if (armed) return;
      armed = true;
      ic.setTimer(DELAY_SECONDS, certify);
    },
    /** Null in an update, and before the first block is certified. */
    certificate(): [] | [{ certificate: Uint8Array; hash_tree: Uint8Array }] {
      if (certified.get(HASH) === undefined) return [];
      const proof = certified.proof(INDEX, HASH);
      return proof ? [{ certificate: proof.certificate, hash_tree: proof.witness }] : [];
    },
  };
}
