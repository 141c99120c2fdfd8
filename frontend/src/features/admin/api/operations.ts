import { expectOk } from '@qikcard/client';
import { type CanisterName, facts, fromOpt, type LogLevel, toOpt } from '@qikcard/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useSession } from '../../session/api/session.tsx';

const LOOK_EVERY_MS = 30_000;
export const logLevels = ['Off', 'Info', 'Debug'] as const;
export type LogLevelName = (typeof logLevels)[number];

/** What is switched on in one canister, and what it could not deliver. */
export function useOperations(name: CanisterName) {
  const { qik, who } = useSession();
  return useQuery({
    queryKey: ['operations', name, who],
    refetchInterval: LOOK_EVERY_MS,
    queryFn: async () => {
      const canister = qik[name];
      const [maintenance, level, outbox] = await Promise.all([
        canister.maintenance(),
        canister.log_level(),
        canister.outbox_status(),
      ]);
      const troubled = outbox.filter(({ dead }) => dead > 0);
      const letters = await Promise.all(
        troubled.map(async ({ receiver }) =>
          expectOk(await canister.dead_letters(receiver)).map((letter) => ({
            ...letter,
            receiver,
          })),
        ),
      );
      return {
        maintenance: fromOpt(maintenance),
        level: logLevels.find((each) => each in level) ?? 'Info',
        outbox,
        letters: letters.flat(),
      };
    },
  });
}
export type Operations = NonNullable<ReturnType<typeof useOperations>['data']>;
export type Letter = Operations['letters'][number];

/** The name of a fact by its number. */
export const factName = (kind: number): string =>
  Object.entries(facts).find(([, fact]) => fact.kind === kind)?.[0] ?? `#${kind}`;

function useOperation<Input>(name: CanisterName, operate: (input: Input) => Promise<unknown>) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: operate,
    onSettled: () =>
      Promise.all(
        ['operations', 'canister'].map((key) => cache.invalidateQueries({ queryKey: [key, name] })),
      ),
  });
}

/** A reason begins the maintenance, none ends it. */
export function useSetMaintenance(name: CanisterName) {
  const { qik } = useSession();
  return useOperation(name, async (reason: string | undefined) =>
    expectOk(await qik[name].set_maintenance(toOpt(reason))),
  );
}

export function useSetLogLevel(name: CanisterName) {
  const { qik } = useSession();
  return useOperation(name, async (level: LogLevelName) =>
    expectOk(await qik[name].set_log_level({ [level]: null } as LogLevel)),
  );
}

/** Sends a dead letter again, or gives it up for good. */
export function useLetter(name: CanisterName) {
  const { qik } = useSession();
  return useOperation(
    name,
    async ({ letter, fate }: { letter: Letter; fate: 'retry' | 'discard' }) =>
      expectOk(await qik[name][`${fate}_dead_letters`](letter.receiver, [letter.seq])),
  );
}
