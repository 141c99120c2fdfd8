/** Reservations, the calendar of a thing, damage, stock audits. */
import { expectOk } from '@qikcard/client';
import type { Condition, ReservationRequest, ResourceOwner } from '@qikcard/contracts';
import { useQuery } from '@tanstack/react-query';
import { useSession } from '../../session/api/session.tsx';
import { ownerText, useThingsChange } from './things.ts';

const PAGE = 50;

/** Units free on each of the days that begin at `days`; the last one only ends the one before. */
export function useAvailability(id: bigint, days: bigint[]) {
  const { qik, who, status } = useSession();
  return useQuery({
    queryKey: ['things', 'availability', String(id), String(days[0]), days.length, who],
    enabled: status !== 'starting',
    queryFn: async () => [...expectOk(await qik.event.resource_availability(id, days))],
  });
}

export function useReserve() {
  const { qik } = useSession();
  return useThingsChange(async (request: ReservationRequest) =>
    expectOk(await qik.event.reserve_resource(request)),
  );
}

export function useCancelReservation() {
  const { qik } = useSession();
  return useThingsChange(async (id: bigint) => expectOk(await qik.event.cancel_reservation(id)));
}

export function useMyReservations() {
  const { qik, who, status } = useSession();
  return useQuery({
    queryKey: ['things', 'my-reservations', who],
    enabled: status === 'in',
    queryFn: async () => (await qik.event.my_reservations([], PAGE)).reservations,
  });
}

export function useThingReservations(id: bigint) {
  const { qik, who } = useSession();
  return useQuery({
    queryKey: ['things', 'thing-reservations', String(id), who],
    queryFn: async () =>
      expectOk(await qik.event.reservations_of_resource(id, [], PAGE)).reservations,
  });
}

export function useOpenDamage(owner: ResourceOwner) {
  const { qik, who } = useSession();
  return useQuery({
    queryKey: ['things', 'damage', ownerText(owner), who],
    queryFn: async () => expectOk(await qik.event.open_damage([], PAGE, owner)).reports,
  });
}

export function useSettleDamage() {
  const { qik } = useSession();
  return useThingsChange(async ({ id, condition }: { id: bigint; condition: Condition }) =>
    expectOk(await qik.event.settle_damage(id, condition)),
  );
}

export function useStockAudits(owner: ResourceOwner) {
  const { qik, who } = useSession();
  return useQuery({
    queryKey: ['things', 'audits', ownerText(owner), who],
    queryFn: async () => expectOk(await qik.event.stock_audits([], 10, owner)).audits,
  });
}

export function useStockAudit(id: bigint | undefined) {
  const { qik, who } = useSession();
  return useQuery({
    queryKey: ['things', 'audit', String(id), who],
    enabled: id !== undefined,
    queryFn: async () => expectOk(await qik.event.stock_audit(id ?? 0n, [], 100)),
  });
}

export function useStockAuditSteps(owner: ResourceOwner) {
  const { qik } = useSession();
  return {
    start: useThingsChange(async () => expectOk(await qik.event.start_stock_audit(owner))),
    finish: useThingsChange(async (id: bigint) => expectOk(await qik.event.finish_stock_audit(id))),
  };
}
