import { expectOk } from '@qikcard/client';
import { type Card, plainCardPayload, type Registration, readCode } from '@qikcard/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useSession } from '../../session/api/session.tsx';

const key = (id: bigint, who: string) => ['cards', String(id), who];

/** Whose cards they are. */
export type CardHolder = Pick<Registration, 'id'>;

export function useCards({ id }: CardHolder) {
  const { qik, who } = useSession();
  return useQuery({
    queryKey: key(id, who),
    queryFn: async () => expectOk(await qik.event.list_cards(id)),
  });
}

/** Gives a card to a guest, in the place of another if one is named. */
export function useBindCard({ id }: CardHolder) {
  const { qik, who } = useSession();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: async (given: { payload: Uint8Array; replaces: Card | undefined }) => {
      const replaces: [] | [Uint8Array] = given.replaces
        ? [Uint8Array.from(given.replaces.uid)]
        : [];
      const request = { registration_id: id, payload: given.payload, replaces };
      return expectOk(await qik.event.bind_card(request));
    },
    onSettled: () => cache.invalidateQueries({ queryKey: key(id, who) }),
  });
}

export function useBlockCard({ id }: CardHolder) {
  const { qik, who } = useSession();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: async ({ event_id, uid }: Card) =>
      expectOk(await qik.event.block_card({ event_id, uid: Uint8Array.from(uid) })),
    onSettled: () => cache.invalidateQueries({ queryKey: key(id, who) }),
  });
}

/** What a card says, as typed, pasted or tapped: its link, or its number. */
export function readCardText(text: string): Uint8Array | undefined {
  const typed = text.trim();
  const payload = readCode(typed)?.payload;
  if (payload !== undefined) return payload;
  const digits = typed.replace(/[\s:-]/g, '');
  if (!/^([0-9a-f]{8}|[0-9a-f]{14}|[0-9a-f]{20})$/i.test(digits)) return undefined;
  const pairs = digits.match(/../g) ?? [];
  return plainCardPayload(Uint8Array.from(pairs, (pair) => Number.parseInt(pair, 16)));
}

/** The shortest number of a card, as a reader that acts as a keyboard types it. */
export const CARD_NUMBER_MIN_CHARS = 8;

/** The number of a card, for people. */
export const cardNumber = (uid: Uint8Array | number[]): string =>
  Array.from(uid, (byte) => byte.toString(16).padStart(2, '0').toUpperCase()).join(' ');
