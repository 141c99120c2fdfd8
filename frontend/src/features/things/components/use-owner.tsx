import { Principal } from '@dfinity/principal';
import type { ResourceOwner } from '@qikcard/contracts';
import type { ReactNode } from 'react';
import { useParams } from 'react-router';
import { Notice } from '../../../components/ui/notice.tsx';
import { Page } from '../../../components/ui/page.tsx';
import { useText } from '../../../lib/text.tsx';
import { useSession } from '../../session/api/session.tsx';

/** Whose desk an address names: `me`, a principal, or `e` and the number of an event. */
function readOwner(text: string, me: string | undefined): ResourceOwner | undefined {
  const event = /^e(\d{1,20})$/.exec(text)?.[1];
  if (event) return { Event: BigInt(event) };
  const person = text === 'me' ? me : text;
  try {
    return person ? { Person: Principal.fromText(person) } : undefined;
  } catch {
    return undefined;
  }
}

/** Shows a page of the desk that the address names. */
export function OfOwner({ children }: { children(owner: ResourceOwner): ReactNode }) {
  const t = useText();
  const { principal } = useSession();
  const owner = readOwner(useParams()['owner'] ?? '', principal);
  if (owner) return children(owner);
  return (
    <Page title={t('error.title')} width="narrow">
      <Notice tone="problem">{t('error.unexpected')}</Notice>
    </Page>
  );
}
