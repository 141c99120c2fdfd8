import { useIsMutating } from '@tanstack/react-query';
import { Button } from '../../../components/ui/button.tsx';
import { Card } from '../../../components/ui/card.tsx';
import { Notice } from '../../../components/ui/notice.tsx';
import { useToast } from '../../../components/ui/toast.tsx';
import { localZone } from '../../../lib/local-zone.ts';
import { useNow } from '../../../lib/now.ts';
import { useText } from '../../../lib/text.tsx';
import { dateTime, timeOfDay, toNs } from '../../../lib/time.ts';
import { tokenAmount } from '../../../lib/token-amount.ts';
import { useWalletText } from '../../../locales/wallet.ts';
import type { Asset } from '../api/assets.ts';
import { walletErrorText } from '../api/error-words.ts';
import type { Intent } from '../api/intents.ts';
import { ASKING, GONE_AFTER_MS, SENDING, useGiveUp, useIntents, useSend } from '../api/send.ts';

/** Payments that nobody has answered for: to be found out, or given up. */
export function OpenPayments({ assets }: { assets: Asset[] }) {
  const intents = useIntents().data ?? [];
  const sending = useIsMutating({ mutationKey: SENDING }) > 0;
  const own = intents.flatMap((intent) => {
    const asset = assets.find(({ key }) => key === intent.asset);
    return asset ? [{ asset, intent }] : [];
  });
  // What is being asked right now has not lost its answer.
  if (own.length === 0 || sending) return null;
  return own.map((each) => <OpenPayment key={each.intent.id} {...each} />);
}

function OpenPayment({ asset, intent }: { asset: Asset; intent: Intent }) {
  const t = useText();
  const p = useWalletText();
  const say = useToast();
  const now = useNow(1_000);
  const giveUp = useGiveUp();
  const at = { locale: t.locale, zone: localZone() };
  const amount = tokenAmount(BigInt(intent.amount), asset, t.locale);
  const goneAtMs = intent.madeAtMs + GONE_AFTER_MS;
  const { name } = intent;
  const send = useSend(ASKING, () =>
    say(asset.kind === 'qik' ? p('send.done', { amount, name }) : p('send.accepted')),
  );
  const error = send.error ?? giveUp.error;
  return (
    <Card className="flex flex-col gap-4 p-5">
      <div className="flex flex-col gap-1">
        <h2 className="font-semibold">{p('open.title')}</h2>
        <p className="wrap-anywhere text-muted">
          {p('open.text', { amount, name, time: dateTime(toNs(intent.madeAtMs), at) })}
        </p>
      </div>
      {error && <Notice tone="problem">{walletErrorText(error, t, p, asset)}</Notice>}
      <div className="flex flex-wrap items-center gap-3">
        <Button busy={send.isPending} onClick={() => send.mutate({ asset, intent })}>
          {p('open.ask')}
        </Button>
        {now >= goneAtMs ? (
          <Button
            look="danger"
            busy={giveUp.isPending}
            onClick={() =>
              giveUp.mutate(
                { asset, intent },
                { onSuccess: (was) => say(p(was ? 'open.wasDone' : 'open.dropped')) },
              )
            }
          >
            {p('open.drop')}
          </Button>
        ) : (
          <p className="basis-64 flex-1 text-muted text-sm">
            {p('open.dropLater', { time: timeOfDay(toNs(goneAtMs), at) })}
          </p>
        )}
      </div>
    </Card>
  );
}
