import { Principal } from '@dfinity/principal';
import type { BadgeBlock } from '@qikcard/contracts';
import type { Value } from '@qikcard/contracts/icrc/value';
import { Section } from '../../../components/ui/card.tsx';
import { ErrorPanel } from '../../../components/ui/error-panel.tsx';
import { SkeletonRows } from '../../../components/ui/skeleton.tsx';
import { localZone } from '../../../lib/local-zone.ts';
import { useText } from '../../../lib/text.tsx';
import { dateTime } from '../../../lib/time.ts';
import { useBadgesText } from '../../../locales/badges.ts';
import { usePersonName } from '../../profile/components/use-person-name.ts';
import { useHistory } from '../api/badges.ts';

/** What happened to a badge, from the blocks of its ledger. */
export function History({ id }: { id: bigint }) {
  const p = useBadgesText();
  const history = useHistory(id);
  return (
    <Section title={p('history.title')}>
      {history.isPending && <SkeletonRows rows={2} className="h-12 rounded-md" />}
      {history.isError && <ErrorPanel error={history.error} onRetry={() => history.refetch()} />}
      <ol className="flex flex-col">
        {history.data?.map((each) => (
          <Line key={String(each.index)} {...each} />
        ))}
      </ol>
    </Section>
  );
}

const entry = (value: Value | undefined, name: string): Value | undefined =>
  value && 'Map' in value ? value.Map.find(([key]) => key === name)?.[1] : undefined;

function ownerIn(tx: Value | undefined, name: string): string | undefined {
  const account = entry(tx, name);
  const owner = account && 'Array' in account ? account.Array[0] : undefined;
  return owner && 'Blob' in owner
    ? Principal.fromUint8Array(Uint8Array.from(owner.Blob)).toText()
    : undefined;
}

/** Which words a block has: the market says in the memo what it did. */
function kindOf(block: Value, tx: Value | undefined): string {
  const btype = entry(block, 'btype');
  const memo = entry(tx, 'memo');
  const start =
    memo && 'Blob' in memo ? new TextDecoder().decode(Uint8Array.from(memo.Blob).slice(0, 4)) : '';
  const name = btype && 'Text' in btype ? btype.Text : '';
  return name === '7xfer' && ['sale', 'swap'].includes(start) ? start : name;
}

function Line({ index, block }: BadgeBlock) {
  const t = useText();
  const p = useBadgesText();
  const tx = entry(block, 'tx');
  const key = `history.${kindOf(block, tx)}`;
  const values = {
    from: useName(ownerIn(tx, 'from')),
    to: useName(ownerIn(tx, 'to')),
    by: useName(ownerIn(tx, 'spender')),
  };
  const ts = entry(block, 'ts');
  const at = { locale: t.locale, zone: localZone() };
  return (
    <li className="relative flex flex-col gap-0.5 border-line border-s py-3 ps-6 before:absolute before:-start-1 before:top-5 before:size-2 before:rounded-full before:bg-line-strong first:before:bg-accent">
      <span className="wrap-anywhere font-medium">{p.has(key) ? p(key, values) : key}</span>
      <span className="tabular text-muted text-sm">
        {ts && 'Nat' in ts && dateTime(ts.Nat, at)} ·{' '}
        {p('history.block', { number: String(index) })}
      </span>
    </li>
  );
}

const NOBODY = Principal.anonymous().toText();
const useName = (principal: string | undefined): string => usePersonName(principal ?? NOBODY);
