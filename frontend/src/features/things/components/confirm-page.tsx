import {
  type ResourceView,
  readCode,
  readCredential,
  readLabel,
  readToken,
  type TokenFields,
} from '@qikcard/contracts';
import { RotateCw } from 'lucide-react';
import { useParams } from 'react-router';
import { Button } from '../../../components/ui/button.tsx';
import { EmptyState } from '../../../components/ui/empty-state.tsx';
import { Notice } from '../../../components/ui/notice.tsx';
import { Page } from '../../../components/ui/page.tsx';
import { SkeletonRows } from '../../../components/ui/skeleton.tsx';
import { useText } from '../../../lib/text.tsx';
import { useThingsText } from '../../../locales/things.ts';
import { useLabel } from '../api/loans.ts';
import { useThing } from '../api/things.ts';
import { useZone } from '../api/zone.ts';
import { ConfirmBorrow } from './confirm-borrow.tsx';
import { ConfirmReturn } from './confirm-return.tsx';
import { thingsError } from './things-error.ts';

/** Behind the link of a label: the thing, its terms, one button. */
export function LabelPage() {
  const label = readLabel(useParams()['label'] ?? '') ?? '';
  const found = useLabel(label);
  if (!found.data) return <Waiting error={found.error} onRetry={() => found.refetch()} />;
  const { resource, token, purpose } = found.data;
  const payload = Uint8Array.from(token);
  return 'resource_checkin' in purpose ? (
    <ConfirmReturn id={resource.id} thing={resource} payload={payload} />
  ) : (
    <ConfirmBorrow id={resource.id} thing={resource} payload={payload} />
  );
}

/** Behind the link of a code that somebody who lends out has shown. */
export function TokenPage() {
  const p = useThingsText();
  const code = readCode(`https://code/t/${useParams()['token'] ?? ''}`);
  const credential = code && readCredential(code.payload);
  const token =
    credential && 'token' in credential && credential.token
      ? readToken(credential.token)
      : undefined;
  if (!code || !token || !isOfThing(token)) {
    return (
      <Page title={p('code.title')} width="narrow" back={{ to: '/scan', label: p('code.title') }}>
        <Notice tone="problem">{p('code.none')}</Notice>
      </Page>
    );
  }
  return <OfToken token={token} payload={code.payload} />;
}

const isOfThing = ({ purpose }: TokenFields): boolean =>
  purpose === 'resource_checkout' || purpose === 'resource_checkin';

function OfToken({ token, payload }: { token: TokenFields; payload: Uint8Array }) {
  const thing = useThing(token.subject);
  if (thing.isPending) return <Waiting />;
  const shared: { id: bigint; thing: ResourceView | undefined; payload: Uint8Array } = {
    id: token.subject,
    thing: thing.data,
    payload,
  };
  return token.purpose === 'resource_checkin' ? (
    <ConfirmReturn {...shared} />
  ) : (
    <ConfirmBorrow {...shared} />
  );
}

function Waiting({ error, onRetry }: { error?: unknown; onRetry?(): void }) {
  const t = useText();
  const p = useThingsText();
  const at = useZone(undefined);
  return (
    <Page title={p('code.title')} width="narrow" back={{ to: '/things', label: p('things.title') }}>
      {error ? (
        <div role="alert">
          <EmptyState
            drawing="cable"
            title={t('error.title')}
            action={
              <Button look="secondary" icon={RotateCw} onClick={onRetry}>
                {t('action.retry')}
              </Button>
            }
          >
            {thingsError(error, t, p, at)}
          </EmptyState>
        </div>
      ) : (
        <SkeletonRows rows={2} className="h-40 rounded-lg" />
      )}
    </Page>
  );
}
