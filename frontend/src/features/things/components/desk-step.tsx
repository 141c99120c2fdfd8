import { Principal } from '@dfinity/principal';
import type { ResourceOwner } from '@qikcard/contracts';
import { HandHelping, PackageCheck, ScanLine, Undo2, UserCheck } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../../components/ui/button.tsx';
import { Card } from '../../../components/ui/card.tsx';
import { dateTime, toNs } from '../../../lib/time.ts';
import { useThingsText } from '../../../locales/things.ts';
import type { ShelfThing } from '../api/desk-store.ts';
import type { DeskPerson, useDesk } from '../api/use-desk.ts';
import { useZone } from '../api/zone.ts';
import { ConditionSelect } from './condition-select.tsx';
import type { ConditionName } from './thing-parts.tsx';
import { usePersonText } from './use-person-text.ts';

type Desk = ReturnType<typeof useDesk>;

/** What staff do next: scan a thing, scan a pass, take something back. */
export function DeskStep({ owner, desk }: { owner: ResourceOwner; desk: Desk }) {
  const p = useThingsText();
  const { thing, pass } = desk;
  if (thing) return <OfThing owner={owner} desk={desk} thing={thing} />;
  return (
    <Card className="flex items-center gap-4 p-6">
      <span aria-hidden className="text-accent-text">
        {pass ? <UserCheck size={32} /> : <ScanLine size={32} />}
      </span>
      <p role="status" className="font-medium">
        {p(pass ? 'scan.passRead' : 'scan.begin')}
      </p>
    </Card>
  );
}

function OfThing({ owner, desk, thing }: { owner: ResourceOwner; desk: Desk; thing: ShelfThing }) {
  const p = useThingsText();
  const { person } = desk;
  const isKnown = thing.free >= 0;
  return (
    <Card className="flex flex-col gap-5 p-6">
      <h2 className="break-words font-semibold text-xl">{thing.name}</h2>
      {thing.free !== 0 && (
        <div className="flex flex-col gap-3">
          <p role="status" className="flex items-center gap-3 font-medium">
            <HandHelping aria-hidden className="shrink-0 text-accent-text" size={24} />
            {p(isKnown ? 'scan.nowPass' : 'scan.notKnown')}
          </p>
          {person && <SamePerson desk={desk} thing={thing} person={person} />}
        </div>
      )}
      {thing.loans.map((loan) => (
        <LoanOut key={loan.id} owner={owner} desk={desk} thing={thing} loan={loan} />
      ))}
      {(!isKnown || (thing.free === 0 && thing.loans.length === 0)) && (
        <Button look="secondary" icon={Undo2} onClick={() => desk.takeBack(thing, { loanId: '' })}>
          {p('action.takeBack')}
        </Button>
      )}
      <Button look="quiet" onClick={desk.clear}>
        {p('scan.other')}
      </Button>
    </Card>
  );
}

type SameProps = { desk: Desk; thing: ShelfThing; person: DeskPerson };

function SamePerson({ desk, thing, person: { principal, name } }: SameProps) {
  const p = useThingsText();
  const who = usePersonText(Principal.fromText(principal), name);
  return (
    <Button
      look="secondary"
      icon={UserCheck}
      onClick={() => desk.lend(thing, { borrower: principal })}
    >
      {p('scan.again', { who })}
    </Button>
  );
}

type OutProps = {
  owner: ResourceOwner;
  desk: Desk;
  thing: ShelfThing;
  loan: ShelfThing['loans'][number];
};

function LoanOut({ owner, desk, thing, loan }: OutProps) {
  const p = useThingsText();
  const at = useZone(owner);
  const [condition, setCondition] = useState(loan.condition as ConditionName);
  const borrower = loan.borrower ? Principal.fromText(loan.borrower) : undefined;
  const who = usePersonText(borrower, loan.name);
  return (
    <section className="flex flex-col gap-4 border-line border-t pt-5">
      <p className="flex items-center gap-3">
        <PackageCheck aria-hidden className="shrink-0 text-accent-text" size={24} />
        <span>
          <span className="block font-medium">{who}</span>
          <span className="block text-muted text-sm">
            {p('loan.due', { time: dateTime(toNs(loan.dueAtMs), at) })}
          </span>
        </span>
      </p>
      <ConditionSelect label={p('confirm.condition')} value={condition} onChange={setCondition} />
      <Button
        size="lg"
        icon={Undo2}
        onClick={() => desk.takeBack(thing, { loanId: loan.id, condition })}
      >
        {p('action.takeBack')}
      </Button>
    </section>
  );
}
