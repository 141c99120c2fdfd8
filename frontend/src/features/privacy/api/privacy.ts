import { expectOk } from '@qikcard/client';
import { fromOpt, type OwnScan, toOpt } from '@qikcard/contracts';
import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { openDetails } from '../../private-details/api/private-details.ts';
import { useSession } from '../../session/api/session.tsx';
import { type Collected, collectMine } from './collect.ts';

const PAGE = 30;
type Page = { rows: OwnScan[]; next: bigint | undefined };

/** Every reading of my code, newest first. */
export function useMyScans() {
  const { qik, who, status } = useSession();
  return useInfiniteQuery({
    queryKey: ['my-scans', who],
    enabled: status === 'in',
    initialPageParam: undefined as bigint | undefined,
    queryFn: async ({ pageParam }): Promise<Page> => {
      const page = expectOk(await qik.profile.my_scans(toOpt(pageParam), PAGE));
      return { rows: page.rows, next: fromOpt(page.next) };
    },
    getNextPageParam: (page) => page.next,
    select: ({ pages }) => pages.flatMap(({ rows }) => rows),
  });
}

/** How many records there are, and whether private details are in the file in clear. */
export type ExportDone = { records: number; sealed: boolean };

/** Collects everything that is held about me, opens what is sealed, and saves it as a file. */
export function useExport() {
  const { qik, principal, who, expiresAtMs } = useSession();
  return useMutation({
    mutationFn: async (): Promise<ExportDone> => {
      const records: Collected[] = [];
      for await (const record of collectMine(qik)) records.push(record);
      const details = await detailsInClear({ qik, who, expiresAtMs }, records);
      if (details) records.push({ kind: 'private_details', data: details });
      const exported_at = new Date().toISOString();
      save({ exported_at, principal, records }, `qikcard-${exported_at.slice(0, 10)}.json`);
      const hasSealed = records.some(({ kind }) => kind === 'private_field');
      return { records: records.length, sealed: hasSealed && details === undefined };
    },
  });
}

/** Private details as only this device can add them; without a key they stay sealed in the file. */
async function detailsInClear(owner: Parameters<typeof openDetails>[0], records: Collected[]) {
  if (!records.some(({ kind }) => kind === 'private_field')) return undefined;
  try {
    const sealed = expectOk(await owner.qik.profile.my_private_fields());
    const { details, tampered } = await openDetails(owner, sealed);
    const filled = Object.entries(details).filter(([, text]) => text !== '');
    return { ...Object.fromEntries(filled), ...(tampered.length > 0 && { tampered }) };
  } catch {
    return undefined;
  }
}

function save(content: unknown, name: string): void {
  const file = new Blob([JSON.stringify(content, null, 2)], { type: 'application/json' });
  const url = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // Browsers begin to read before this; later readers get nothing.
  setTimeout(() => URL.revokeObjectURL(url), 1_000);
}

/** Removes everything personal, everywhere; safe to repeat. */
export function useErase() {
  const { qik } = useSession();
  return useMutation({ mutationFn: async () => expectOk(await qik.profile.erase_me()) });
}
