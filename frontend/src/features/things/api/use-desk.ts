/** A lending desk at work: from what is shown to its reader to who has what. */
import { expectOk, refused } from '@qikcard/client';
import { type Loan, namesPerson, type ResourceOwner, readLabel } from '@qikcard/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { signalAdmitted, signalCheckedOut, signalRefused } from '../../../lib/sound.ts';
import { readCardText } from '../../gate/api/cards.ts';
import { useSession } from '../../session/api/session.tsx';
import { isUnreachable, sendScan, toHex, useDeskQueue } from './desk-queue.ts';
import {
  afterScan,
  type DeskScan,
  keepShelfThing,
  type ShelfThing,
  shelfLoan,
  shelfThing,
} from './desk-store.ts';
import { ownerText } from './things.ts';

/** Who got the thing before: the next one goes to them without their pass. */
export type DeskPerson = { principal: string; name: string };
export type DeskAnswer =
  | { kind: 'busy' }
  | { kind: 'lent' | 'returned'; loan: Loan }
  /** No network: kept on this device. */
  | { kind: 'saved'; scan: DeskScan }
  | { kind: 'failed'; error: unknown }
  | { kind: 'unknownCode' };
type Back = { loanId: string; condition?: string; note?: string };

export function useDesk(owner: ResourceOwner) {
  const { qik, who = '' } = useSession();
  const cache = useQueryClient();
  const desk = ownerText(owner);
  const queue = useDeskQueue(desk);
  const [thing, setThing] = useState<ShelfThing>();
  const [pass, setPass] = useState<Uint8Array>();
  const [person, setPerson] = useState<DeskPerson>();
  const [answer, setAnswer] = useState<DeskAnswer>();
  const { keep } = queue;

  /** The next thing; the person may stay. */
  const clear = useCallback(() => {
    setThing(undefined);
    setPass(undefined);
    setAnswer(undefined);
  }, []);

  const finish = useCallback(
    async (scan: DeskScan) => {
      setAnswer({ kind: 'busy' });
      setThing(undefined);
      setPass(undefined);
      try {
        if (!navigator.onLine) throw new Error('offline');
        const verdict = await sendScan(qik, scan, false);
        await cache.invalidateQueries({ queryKey: ['things'] });
        if ('Refused' in verdict) throw refused(verdict.Refused);
        const loan = Object.values(verdict)[0] as Loan;
        if (scan.kind === 'lend') {
          setPerson({ principal: loan.borrower.toText(), name: loan.borrower_name });
        }
        setAnswer({ kind: scan.kind === 'lend' ? 'lent' : 'returned', loan });
        (scan.kind === 'lend' ? signalAdmitted : signalCheckedOut)();
      } catch (error) {
        if (isUnreachable(error)) {
          await keep(scan);
          await afterScan(scan);
          setAnswer({ kind: 'saved', scan });
          signalCheckedOut();
        } else {
          setAnswer({ kind: 'failed', error });
          signalRefused();
        }
      }
    },
    [qik, cache, keep],
  );

  const begin = (of: ShelfThing, kind: DeskScan['kind'], change: Partial<DeskScan>): DeskScan => ({
    scanId: toHex(crypto.getRandomValues(new Uint8Array(16))),
    who,
    owner: desk,
    kind,
    label: of.label,
    thingId: of.thingId,
    thingName: of.name,
    payload: new Uint8Array(),
    borrower: '',
    loanId: '',
    condition: '',
    note: '',
    capturedAtMs: Date.now(),
    ...change,
  });
  const lend = (of: ShelfThing, to: { payload: Uint8Array } | { borrower: string }) =>
    finish(begin(of, 'lend', to));
  const takeBack = (of: ShelfThing, back: Back) => finish(begin(of, 'return', back));

  const onCode = async (text: string) => {
    const label = readLabel(text);
    const payload = label ? undefined : readCardText(text);
    if (label) {
      setAnswer({ kind: 'busy' });
      const found = await lookUp(label).catch((error) => {
        setAnswer({ kind: 'failed', error });
        signalRefused();
      });
      if (!found) return;
      if (pass && found.free !== 0) return lend(found, { payload: pass });
      setThing(found);
      return setAnswer(undefined);
    }
    if (payload && namesPerson(payload)) {
      if (thing && thing.free !== 0) return lend(thing, { payload });
      if (thing) return finish(begin(thing, 'return', { payload }));
      setPass(payload);
      return setAnswer(undefined);
    }
    setAnswer({ kind: 'unknownCode' });
    signalRefused();
  };

  /** What is behind a label: as it is, or as it was when there last was a network. */
  const lookUp = async (label: string): Promise<ShelfThing> => {
    try {
      if (!navigator.onLine) throw new Error('offline');
      const { resource, loans } = expectOk(await qik.event.look_up_label(label));
      const found: ShelfThing = {
        who,
        owner: desk,
        label,
        thingId: String(resource.id),
        name: resource.name,
        free: resource.available,
        loans: loans.map(shelfLoan),
      };
      await keepShelfThing(found);
      return found;
    } catch (error) {
      if (!isUnreachable(error)) throw error;
      const known = await shelfThing(who, desk, label);
      // Nothing is known of it: whether it goes or comes, staff say.
      return known ?? { who, owner: desk, label, thingId: '', name: label, free: -1, loans: [] };
    }
  };

  return { thing, pass, person, answer, queue, onCode, lend, takeBack, clear, setPerson };
}
