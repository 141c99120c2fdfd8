/** What a payment costs, before anybody is asked whether it is right. */
import { QikCardError } from '@qikcard/client';
import { useMutation } from '@tanstack/react-query';
import { agreed } from '../../badges/api/agreed.ts';
import { useSession } from '../../session/api/session.tsx';
import type { Asset } from './assets.ts';
import { isToBitcoin } from './ckbtc.ts';

export type Speed = 'slow' | 'normal' | 'fast';
export type Quote = {
  amount: bigint;
  /** Beside the amount. */
  fee: bigint;
  feeMost: bigint;
  /** What arrives at least, where fees are taken out of the amount, too. */
  arrives?: bigint;
  /** All fees that are agreed to, inside and beside. */
  limit?: bigint;
};
export type Wish = {
  to: string;
  amount: bigint;
  speed: Speed;
  /** As much as there is: the fee comes out of it. */
  everything: boolean;
};

/** The fee of Bitcoin moves: it may rise by a quarter before a payment is given up. */
const withRoom = (fee: bigint): bigint => fee + (fee + 3n) / 4n;
const TRIES = 4;

export function useQuote(asset: Asset) {
  const { qik } = useSession();
  return useMutation({
    mutationFn: async ({ to, amount, speed, everything }: Wish): Promise<Quote> => {
      if (isToBitcoin(asset, to)) {
        const found = agreed(await qik.wallet.quote_ckbtc(amount));
        const inside = withRoom(found.bitcoin_fee) + found.minter_fee;
        const fee = found.ledger_fee;
        const arrives = amount > inside ? amount - inside : 0n;
        return { amount, fee, feeMost: fee, arrives, limit: inside + fee };
      }
      if (asset.kind === 'qik' || asset.kind === 'ledger') {
        return { amount, fee: asset.fee, feeMost: asset.fee };
      }
      let wanted = amount;
      for (let tries = 1; ; tries++) {
        try {
          const asked = { [speed]: null } as { normal: null };
          if (asset.kind === 'evm') {
            // It is the most that it can cost; what is not needed stays.
            const { fee } = agreed(await qik.wallet.quote_evm(asset.chainId, to, wanted, asked));
            return { amount: wanted, fee, feeMost: fee };
          }
          const { fee } = agreed(await qik.wallet.quote_bitcoin(to, wanted, asked));
          return { amount: wanted, fee, feeMost: everything ? fee : withRoom(fee) };
        } catch (error) {
          const short = everything && tries < TRIES ? missing(error) : undefined;
          if (short === undefined || short <= 0n || short >= wanted) throw error;
          wanted -= short;
        }
      }
    },
  });
}

/** How much less would do, when there was not enough. */
function missing(error: unknown): bigint | undefined {
  if (!(error instanceof QikCardError) || error.code !== 'NotEnough') return undefined;
  const { spendable, needed } = error.data as { spendable: bigint; needed: bigint };
  return needed - spendable;
}
