import type { StuckSaga } from '@qikcard/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from '../../../components/ui/button.tsx';
import { Card, Section } from '../../../components/ui/card.tsx';
import { ErrorPanel } from '../../../components/ui/error-panel.tsx';
import { Notice } from '../../../components/ui/notice.tsx';
import { errorText } from '../../../lib/error-text.ts';
import { localZone } from '../../../lib/local-zone.ts';
import { useText } from '../../../lib/text.tsx';
import { dateTime } from '../../../lib/time.ts';
import { type BadgesText, useBadgesText } from '../../../locales/badges.ts';
import { agreed } from '../../badges/api/agreed.ts';
import { useSession } from '../../session/api/session.tsx';

const PAGE = 50;
const LOOK_EVERY_MS = 15_000;
const key = ['stuck-sagas'] as const;

type Place = 'nft' | 'wallet';
type Row = StuckSaga & { of: Place };
const places: readonly Place[] = ['nft', 'wallet'];

/** Sales and payments that do not get on, the oldest first, with what to do about each. */
export function StuckSagas() {
  const p = useBadgesText();
  const { qik, who } = useSession();
  const stuck = useQuery({
    queryKey: [...key, who],
    refetchInterval: LOOK_EVERY_MS,
    queryFn: async (): Promise<Row[]> => {
      const found = places.map(async (of) =>
        agreed(await qik[of].stuck_sagas([], PAGE)).sagas.map((saga) => ({ ...saga, of })),
      );
      const rows = (await Promise.all(found)).flat();
      return rows.sort((a, b) => Number(a.began_at_ns - b.began_at_ns));
    },
  });
  return (
    <Section title={p('stuck.title')}>
      {stuck.isError && <ErrorPanel error={stuck.error} onRetry={() => stuck.refetch()} />}
      {stuck.data?.length === 0 && <p className="text-muted">{p('stuck.none')}</p>}
      {stuck.data && stuck.data.length > 0 && (
        <Card>
          <ul>
            {stuck.data.map((saga) => (
              <Stuck key={`${saga.of} ${saga.id}`} saga={saga} />
            ))}
          </ul>
        </Card>
      )}
    </Section>
  );
}

/** What a saga is called, its step and what to do; what has no code has the words of its canister. */
function wordsOf({ of, id, step, advice, code: [code] }: Row, p: BadgesText) {
  const number = String(id);
  const [kind, at] = code?.split('.') ?? [];
  const [named, stepKey, doKey] = [`stuck.${kind}`, `stuck.step.${at}`, `stuck.do.${code}`];
  const other = p(of === 'nft' ? 'stuck.sale' : 'stuck.payment', { number });
  return {
    name: p.has(named) ? p(named, { number }) : other,
    step: p.has(stepKey) ? p(stepKey) : step,
    advice: p.has(doKey) ? p(doKey) : advice,
  };
}

function Stuck({ saga }: { saga: Row }) {
  const t = useText();
  const p = useBadgesText();
  const { qik } = useSession();
  const cache = useQueryClient();
  const retry = useMutation({
    mutationFn: async () => agreed(await qik[saga.of].retry_saga(saga.id)),
    onSettled: () => cache.invalidateQueries({ queryKey: key }),
  });
  const { name, step, advice } = wordsOf(saga, p);
  const since = dateTime(saga.moved_at_ns, { locale: t.locale, zone: localZone() });
  return (
    <li className="flex flex-col gap-3 border-line border-b p-5 last:border-b-0">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <div>
          <p className="font-semibold">
            {name} · {step}
          </p>
          <p className="tabular text-muted text-sm">
            {p.count('stuck.tries', saga.attempts)}, {p('stuck.since', { time: since })}
          </p>
        </div>
        <Button
          look="secondary"
          busy={retry.isPending}
          aria-label={p('stuck.retryOf', { name })}
          onClick={() => retry.mutate()}
        >
          {p('stuck.retry')}
        </Button>
      </div>
      <p className="max-w-prose text-sm">{advice}</p>
      {saga.last_error[0] && (
        <p className="wrap-anywhere font-mono text-muted text-xs">{saga.last_error[0]}</p>
      )}
      {retry.isError && <Notice tone="problem">{errorText(retry.error, t)}</Notice>}
    </li>
  );
}
