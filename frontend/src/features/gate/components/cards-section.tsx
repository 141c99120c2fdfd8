import type { Card } from '@qikcard/contracts';
import { Nfc } from 'lucide-react';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { Button } from '../../../components/ui/button.tsx';
import { Notice } from '../../../components/ui/notice.tsx';
import { StatusPill } from '../../../components/ui/status-pill.tsx';
import { TextField } from '../../../components/ui/text-field.tsx';
import { useToast } from '../../../components/ui/toast.tsx';
import { errorText } from '../../../lib/error-text.ts';
import { useText } from '../../../lib/text.tsx';
import { useGateText } from '../../../locales/gate.ts';
import { useWedge } from '../../scanner/api/use-wedge.ts';
import {
  CARD_NUMBER_MIN_CHARS,
  type CardHolder,
  cardNumber,
  readCardText,
  useBindCard,
  useBlockCard,
  useCards,
} from '../api/cards.ts';
import { canTap, nextTap } from '../api/web-nfc.ts';

/** The cards of a guest: give one, block a lost one, put another in its place. */
export function CardsSection({ guest }: { guest: CardHolder }) {
  const t = useText();
  const g = useGateText();
  const cards = useCards(guest);
  const block = useBlockCard(guest);
  const say = useToast();
  const [replaced, setReplaced] = useState<Card>();
  return (
    <section aria-label={g('cards')} className="flex flex-col gap-4 border-line border-t pt-5">
      <h3 className="font-semibold text-base">{g('cards')}</h3>
      {cards.data?.length === 0 && <p className="text-muted text-sm">{g('cardsNone')}</p>}
      <ul className="flex flex-col divide-y divide-line">
        {cards.data?.map((card) => (
          <CardRow
            key={cardNumber(card.uid)}
            card={card}
            onReplace={() => setReplaced(card)}
            onBlock={() => block.mutate(card, { onSuccess: () => say(g('cardBlocked')) })}
          />
        ))}
      </ul>
      {(block.error ?? cards.error) && (
        <Notice tone="problem">{errorText(block.error ?? cards.error, t)}</Notice>
      )}
      <BindForm guest={guest} replaces={replaced} onBound={() => setReplaced(undefined)} />
      <p className="text-muted text-sm">{g('cardSafe')}</p>
    </section>
  );
}

type RowProps = { card: Card; onReplace(): void; onBlock(): void };

function CardRow({ card, onReplace, onBlock }: RowProps) {
  const g = useGateText();
  const isActive = 'Active' in card.status;
  const kind = 'Sun' in card.kind ? 'Sun' : 'Plain';
  const status = Object.keys(card.status)[0] as 'Active' | 'Blocked' | 'Replaced';
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 py-3">
      <span className="min-w-0 flex-1 basis-44">
        <span className="block break-all font-medium font-mono text-sm">
          {cardNumber(card.uid)}
        </span>
        <span className="block text-muted text-xs">{g(`card.${kind}`)}</span>
      </span>
      <StatusPill status={isActive ? 'admitted' : 'refused'}>{g(`card.${status}`)}</StatusPill>
      {isActive && (
        <span className="flex gap-2">
          <Button look="secondary" onClick={onReplace}>
            {g('cardReplace')}
          </Button>
          <Button look="danger" onClick={onBlock}>
            {g('cardBlock')}
          </Button>
        </span>
      )}
    </li>
  );
}

type BindProps = { guest: CardHolder; replaces: Card | undefined; onBound(): void };

function BindForm({ guest, replaces, onBound }: BindProps) {
  const t = useText();
  const g = useGateText();
  const say = useToast();
  const bind = useBindCard(guest);
  const [typed, setTyped] = useState('');
  const [isUnreadable, setUnreadable] = useState(false);
  const give = (text: string) => {
    const payload = readCardText(text);
    setUnreadable(payload === undefined);
    if (payload === undefined) return;
    const done = () => {
      say(g('cardBound'));
      setTyped('');
      onBound();
    };
    bind.mutate({ payload, replaces }, { onSuccess: done });
  };
  // A card reader that acts as a keyboard: what it types is meant for this, wherever the focus is.
  useWedge(give, CARD_NUMBER_MIN_CHARS);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    give(typed);
  };
  const problem = isUnreadable ? g('cardUnreadable') : bind.error && errorText(bind.error, t);
  return (
    <form noValidate onSubmit={submit} className="flex flex-col gap-3">
      {replaces && (
        <Notice tone="waiting">{g('cardReplacing', { uid: cardNumber(replaces.uid) })}</Notice>
      )}
      <TextField
        label={g('cardField')}
        hint={g('cardFieldHint')}
        value={typed}
        maxLength={300}
        autoComplete="off"
        spellCheck={false}
        onChange={({ target }) => setTyped(target.value)}
      />
      {problem && <Notice tone="problem">{problem}</Notice>}
      <div className="flex flex-wrap gap-3">
        <Button type="submit" look="secondary" busy={bind.isPending} disabled={!typed.trim()}>
          {g('cardBind')}
        </Button>
        {canTap() && <TapButton onText={give} />}
      </div>
    </form>
  );
}

/** Reads the next card or tag that is held to this phone. */
export function TapButton({ onText }: { onText(text: string): void }) {
  const g = useGateText();
  const [isWaiting, setWaiting] = useState(false);
  const stop = useRef<AbortController>(undefined);
  useEffect(() => () => stop.current?.abort(), []);
  const wait = async () => {
    stop.current = new AbortController();
    setWaiting(true);
    const text = await nextTap(stop.current.signal).catch(() => undefined);
    stop.current.abort();
    setWaiting(false);
    if (text !== undefined) onText(text);
  };
  return (
    <Button look="secondary" icon={Nfc} busy={isWaiting} onClick={wait}>
      {g(isWaiting ? 'cardTapping' : 'cardTap')}
    </Button>
  );
}
