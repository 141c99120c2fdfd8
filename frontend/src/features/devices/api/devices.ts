import { expectOk } from '@qikcard/client';
import type { Device } from '@qikcard/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useSession } from '../../session/api/session.tsx';

const key = (eventId: bigint, who: string) => ['devices', String(eventId), who];

/** The readers of an event, newest first; asked again every `everyMs` while somebody waits for one. */
export function useDevices(eventId: bigint, everyMs?: number) {
  const { qik, who } = useSession();
  return useQuery({
    queryKey: key(eventId, who),
    refetchInterval: everyMs ?? false,
    queryFn: async () =>
      expectOk(await qik.event.list_devices(eventId)).sort((a, b) =>
        a.paired_at_ns < b.paired_at_ns ? 1 : -1,
      ),
  });
}

export function useStartPairing(eventId: bigint) {
  const { qik } = useSession();
  return useMutation({
    mutationFn: async ({ name, gate }: { name: string; gate: string }) =>
      expectOk(await qik.event.start_pairing({ event_id: eventId, name, gate })),
  });
}

export function useRevokeDevice(eventId: bigint) {
  const { qik, who } = useSession();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: async (device: Device) => expectOk(await qik.event.revoke_device(device.id)),
    onSettled: () => cache.invalidateQueries({ queryKey: key(eventId, who) }),
  });
}
