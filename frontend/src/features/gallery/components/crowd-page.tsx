import type { Registration } from '@qikcard/contracts';
import { useEffect, useState } from 'react';
import { Page } from '../../../components/ui/page.tsx';
import { withChanges } from '../../attendees/api/rows.ts';
import { AttendeesList } from '../../attendees/components/attendees-list.tsx';
import { crowdOf, type Guests, sampleTypes } from './crowd.ts';

const CROWD_MAX = 100_000;
const EVERYBODY = { text: '', state: '', type: 0 } as const;
const MOVES_EVERY_MS = 1_000;
/** Pages whose first guest comes and goes. */
const MOVING = 5;

/** The attendees table of an event with very many guests, some of whom keep coming in. */
export function CrowdPage({ guests }: { guests: number }) {
  const [pages, setPages] = useState<Guests>(() => crowdOf(Math.min(guests, CROWD_MAX)));
  const [wanted, setWanted] = useState<Parameters<typeof AttendeesList>[0]['wanted']>(EVERYBODY);
  const [opened, setOpened] = useState<bigint>();
  const [rows, setRows] = useState<Registration[]>(() => pages.flat());
  useEffect(() => setRows(pages.flat()), [pages]);
  useEffect(() => {
    let next = 0;
    const timer = setInterval(() => {
      setPages((before) => {
        const page = before[next++ % MOVING];
        if (!page) return before;
        return withChanges(before, [{ ...page[0], inside: !page[0].inside }], true);
      });
    }, MOVES_EVERY_MS);
    return () => clearInterval(timer);
  }, []);
  return (
    <main>
      <Page
        title="A full house"
        lead={opened === undefined ? 'Rows that no canister has sent.' : `Guest ${opened}`}
      >
        <div className="flex flex-col gap-4">
          <AttendeesList
            rows={rows}
            found={[]}
            more={false}
            types={sampleTypes}
            zone="Europe/Berlin"
            wanted={wanted}
            onWanted={setWanted}
            onOpen={setOpened}
          />
        </div>
      </Page>
    </main>
  );
}
