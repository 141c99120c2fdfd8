import { linkCode, type ResourceView } from '@qikcard/contracts';
import { Dialog } from '../../../components/ui/dialog.tsx';
import { ErrorPanel } from '../../../components/ui/error-panel.tsx';
import { QrCode } from '../../../components/ui/qr-code.tsx';
import { Skeleton } from '../../../components/ui/skeleton.tsx';
import { useThingsText } from '../../../locales/things.ts';
import { useThingCode } from '../api/things.ts';

type Props = {
  thing: ResourceView;
  purpose: 'resource_checkout' | 'resource_checkin';
  onClose(): void;
};

/** A code that one borrower can scan with any camera, once. */
export function CodeDialog({ thing, purpose, onClose }: Props) {
  const p = useThingsText();
  const code = useThingCode(thing.id, purpose);
  const text = code.data && linkCode(window.location.origin, Uint8Array.from(code.data.token));
  return (
    <Dialog open onOpenChange={onClose} title={thing.name} description={p('desk.codeHint')}>
      {code.isError && <ErrorPanel error={code.error} onRetry={() => code.refetch()} />}
      {code.isPending && <Skeleton className="mx-auto size-72 rounded-lg" />}
      {text && (
        <div className="always-light mx-auto w-full max-w-80 overflow-hidden rounded-lg bg-white p-2">
          <QrCode
            text={text}
            label={p(purpose === 'resource_checkout' ? 'action.showCode' : 'action.showReturnCode')}
          />
        </div>
      )}
    </Dialog>
  );
}
