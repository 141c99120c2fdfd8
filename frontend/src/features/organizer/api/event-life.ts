import { expectOk, type QikCard } from '@qikcard/client';
import type { EventEdit, EventPlan, Infer, TicketTypeDraft } from '@qikcard/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useSession } from '../../session/api/session.tsx';

/** Whatever changes an event: afterwards its pages and the lists are asked again. */
function useEventAction<A, R>(act: (qik: QikCard, given: A) => Promise<R>) {
  const { qik } = useSession();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (given: A) => act(qik, given),
    onSettled: () =>
      Promise.all(
        [['event'], ['events'], ['discover'], ['series']].map((queryKey) =>
          cache.invalidateQueries({ queryKey }),
        ),
      ),
  });
}

/** A new picture, one to take down, or none of both. */
export type ImageChange =
  | { kind: 'keep' }
  | { kind: 'remove' }
  | { kind: 'set'; image: Uint8Array };
export type NewEvents = { plan: Infer<typeof EventPlan>; image: ImageChange; publish: boolean };

/** Makes an event or a series with all it has, and publishes it when asked to. */
export const useCreateEvents = () =>
  useEventAction(async (qik, { plan, image, publish }: NewEvents): Promise<bigint> => {
    const ids = expectOk(await qik.event.create_events(plan));
    for (const id of ids) {
      await changeImage(qik, id, image);
      if (publish) expectOk(await qik.event.publish_event(id));
    }
    return ids[0];
  });

export type TicketChange = { number: number | undefined; draft: TicketTypeDraft };
export type EditedEvent = {
  edit: EventEdit;
  tickets: TicketChange[];
  withdrawn: number[];
  image: ImageChange;
};

/** Keeps what was edited: the event first, then its tickets and its picture. */
export const useEditEvent = () =>
  useEventAction(async (qik, { edit, tickets, withdrawn, image }: EditedEvent): Promise<bigint> => {
    const { event_id } = edit;
    expectOk(await qik.event.edit_event(edit));
    for (const number of withdrawn) {
      expectOk(await qik.event.withdraw_ticket_type({ event_id, number }));
    }
    for (const { number, draft } of tickets) {
      const request = { event_id, number: number === undefined ? [] : [number], draft };
      expectOk(await qik.event.put_ticket_type(request as { number: [] } & typeof request));
    }
    await changeImage(qik, event_id, image);
    return event_id;
  });

async function changeImage(qik: QikCard, event_id: bigint, image: ImageChange): Promise<void> {
  if (image.kind === 'set') {
    expectOk(await qik.event.set_event_image({ event_id, image: image.image }));
  } else if (image.kind === 'remove') expectOk(await qik.event.remove_event_image(event_id));
}

export const useCancelEvent = () =>
  useEventAction(async (qik, given: { event_id: bigint; reason: string }) =>
    expectOk(await qik.event.cancel_event(given)),
  );
export const useArchiveEvent = () =>
  useEventAction(async (qik, id: bigint) => expectOk(await qik.event.archive_event(id)));
export const useDuplicateEvent = () =>
  useEventAction(async (qik, given: { event_id: bigint; starts_at_ns: bigint }) =>
    expectOk(await qik.event.duplicate_event(given)),
  );
