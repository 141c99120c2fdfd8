import { expectOk } from '@qikcard/client';
import {
  type Conflict,
  type DevicePolicy,
  type DoorPlan,
  type EntryTrial,
  type FleetDevice,
  fromOpt,
  type ManualMove,
  type Resolution,
  toOpt,
} from '@qikcard/contracts';
import { type QueryClient, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useSession } from '../../session/api/session.tsx';

const LOOK_EVERY_MS = 1_000;
const FLEET_EVERY_MS = 5_000;
const key = (what: string, eventId: bigint, who: string) => ['doors', what, String(eventId), who];

/** Lists of numbers come as typed arrays from the wire; here they are plain ones. */
function plain(plan: DoorPlan): DoorPlan {
  const lists = plan.lists.map((list) => ({
    ...list,
    gates: Array.from(list.gates),
    ticket_types: Array.from(list.ticket_types),
  }));
  return { ...plan, lists };
}

export function usePlan(eventId: bigint) {
  const { qik, who } = useSession();
  return useQuery({
    queryKey: key('plan', eventId, who),
    queryFn: async () => plain(expectOk(await qik.event.door_plan(eventId))),
  });
}

export function useSavePlan(eventId: bigint) {
  const { qik, who } = useSession();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: async (plan: DoorPlan) =>
      plain(expectOk(await qik.event.set_door_plan(eventId, plan))),
    onSuccess: (plan) => cache.setQueryData(key('plan', eventId, who), plan),
  });
}

/** What the canister would say to a case; asked again whenever the case changes. */
export function useTrial(eventId: bigint, trial: EntryTrial, version: number, enabled = true) {
  const { qik, who } = useSession();
  const named = JSON.stringify(trial, (_, v) => (typeof v === 'bigint' ? `${v}` : v));
  return useQuery({
    queryKey: [...key('trial', eventId, who), named, version],
    enabled,
    queryFn: async () => expectOk(await qik.event.try_entry(eventId, trial)),
  });
}

export function useBoard(eventId: bigint) {
  const { qik, who, status } = useSession();
  return useQuery({
    queryKey: key('board', eventId, who),
    enabled: status === 'in',
    refetchInterval: LOOK_EVERY_MS,
    queryFn: async () => expectOk(await qik.event.live_board(eventId)),
  });
}

export function useConflicts(eventId: bigint) {
  const { qik, who } = useSession();
  return useQuery({
    queryKey: key('conflicts', eventId, who),
    refetchInterval: FLEET_EVERY_MS,
    queryFn: async () => expectOk(await qik.event.conflicts(eventId, true, [], 100)).conflicts,
  });
}

export function useResolve(eventId: bigint) {
  const { qik, who } = useSession();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: async (answer: { conflict: Conflict; how: Resolution; note: string }) => {
      const { conflict, how, note } = answer;
      return expectOk(await qik.event.resolve_conflict(eventId, conflict.id, how, note));
    },
    onSettled: () => cache.invalidateQueries({ queryKey: key('conflicts', eventId, who) }),
  });
}

export function useFleet(eventId: bigint) {
  const { qik, who } = useSession();
  return useQuery({
    queryKey: key('fleet', eventId, who),
    refetchInterval: FLEET_EVERY_MS,
    queryFn: async () => expectOk(await qik.event.fleet(eventId)),
  });
}

export function useSetPolicy(eventId: bigint) {
  const { qik, who } = useSession();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: async ({ id, policy }: { id: FleetDevice['device']['id']; policy: DevicePolicy }) =>
      expectOk(await qik.event.set_device_policy({ id, policy })),
    onSettled: () => cache.invalidateQueries({ queryKey: key('fleet', eventId, who) }),
  });
}

/** Takes back the latest move of a registration. */
export function useUndoMove() {
  const { qik } = useSession();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: async ({ id, reason }: { id: bigint; reason: string }) =>
      expectOk(await qik.event.undo_move(id, reason)),
    onSettled: () => forgetWhoIsInside(cache),
  });
}

/** Moves a guest without a code; the answer is a verdict, as at the door. */
export function useMoveByHand() {
  const { qik } = useSession();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (move: ManualMove) => qik.event.move_by_hand(move),
    onSettled: () => forgetWhoIsInside(cache),
  });
}

/** Everybody out at a time, or now when none is given. */
export function useEverybodyOut(eventId: bigint) {
  const { qik } = useSession();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: async (atNs: bigint | undefined) =>
      expectOk(await qik.event.check_out_everybody(eventId, toOpt(atNs))),
    onSettled: () => cache.invalidateQueries({ queryKey: ['doors', 'everybody-out'] }),
  });
}

export function useCallOff(eventId: bigint) {
  const { qik } = useSession();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: async () => expectOk(await qik.event.call_off_check_out(eventId)),
    onSettled: () => cache.invalidateQueries({ queryKey: ['doors', 'everybody-out'] }),
  });
}

/** The check-out of everybody that was asked for last, and how far it is. */
export function useMassCheckOut(eventId: bigint) {
  const { qik, who } = useSession();
  return useQuery({
    queryKey: key('everybody-out', eventId, who),
    refetchInterval: LOOK_EVERY_MS,
    queryFn: async () => fromOpt(expectOk(await qik.event.mass_check_out(eventId))) ?? null,
  });
}

/** Lists of guests say who is inside: what they show is asked for again. */
const forgetWhoIsInside = (cache: QueryClient) =>
  Promise.all(
    ['attendance', 'attendees'].map((key) => cache.invalidateQueries({ queryKey: [key] })),
  );
