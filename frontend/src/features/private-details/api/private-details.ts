/** My private details: sealed in the canister, readable on this device only while they are open. */
import { Principal } from '@dfinity/principal';
import { expectOk } from '@qikcard/client';
import {
  type PrivateField,
  type PrivateFieldName,
  privateFields,
  type SealedField,
  toOpt,
} from '@qikcard/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type Session, useSession } from '../../session/api/session.tsx';
import { keptKey } from './kept-key.ts';
import type { Vault } from './vault.ts';

export type Details = Record<PrivateFieldName, string>;
export type OpenDetails = {
  vault: Vault;
  details: Details;
  /** Fields whose content is not what was sealed. */
  tampered: PrivateFieldName[];
};

const fieldsKey = (who: string) => ['private-fields', who];
const nameOf = ({ field }: SealedField) => Object.keys(field)[0] as PrivateFieldName;

/** What is stored of mine, sealed. */
export function useSealedFields() {
  const { qik, who, status } = useSession();
  return useQuery({
    queryKey: fieldsKey(who),
    enabled: status === 'in',
    queryFn: async () => expectOk(await qik.profile.my_private_fields()),
  });
}

type Owner = Pick<Session, 'qik' | 'who' | 'expiresAtMs'>;

/** Opens what is stored: with the key of this sign-in, or one the network derives now. */
export async function openDetails(
  { qik, who, expiresAtMs = 0 }: Owner,
  sealed: SealedField[],
): Promise<OpenDetails> {
  const { fetchKey, TamperedError, vaultOf } = await import('./vault.ts');
  let key = await keptKey.get(who);
  if (key === undefined) {
    key = await fetchKey(qik.profile, Principal.fromText(who));
    await keptKey.keep(who, key, expiresAtMs);
  }
  const vault = vaultOf(key);
  const details = emptyDetails();
  const tampered: PrivateFieldName[] = [];
  for (const field of sealed) {
    const name = nameOf(field);
    try {
      details[name] = await vault.open(name, field.sealed);
    } catch (error) {
      if (!(error instanceof TamperedError)) throw error;
      tampered.push(name);
    }
  }
  return { vault, details, tampered };
}

const emptyDetails = () =>
  Object.fromEntries(privateFields.map((name) => [name, ''])) as Record<PrivateFieldName, string>;

/** Unlocks my private details on this device. */
export function useUnlock() {
  const { qik, who, expiresAtMs } = useSession();
  return useMutation({
    mutationFn: (sealed: SealedField[]) => openDetails({ qik, who, expiresAtMs }, sealed),
  });
}

/** Seals what was changed and stores it; an empty text removes its field. Gives what is open now. */
export function useSaveDetails(opened: OpenDetails) {
  const { qik, who } = useSession();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: async (details: Details): Promise<OpenDetails> => {
      const changed = privateFields.filter((name) => details[name] !== opened.details[name]);
      const edits = await Promise.all(
        changed.map(async (name) => {
          const text = details[name].trim();
          const sealed = text === '' ? undefined : await opened.vault.seal(name, text);
          return { field: { [name]: null } as PrivateField, sealed: toOpt(sealed) };
        }),
      );
      cache.setQueryData(fieldsKey(who), expectOk(await qik.profile.set_private_fields(edits)));
      const tampered = opened.tampered.filter((name) => !changed.includes(name));
      return { ...opened, details, tampered };
    },
  });
}
