import { RotateCw } from 'lucide-react';
import type { ReactNode } from 'react';
import { errorText, isForbidden } from '../../lib/error-text.ts';
import { useText } from '../../lib/text.tsx';
import { Button } from './button.tsx';
import { EmptyState } from './empty-state.tsx';

type Props = { error: unknown; onRetry?(): void; action?: ReactNode };

/** What could not be shown, why, and the way out. */
export function ErrorPanel({ error, onRetry, action }: Props) {
  const t = useText();
  const forbidden = isForbidden(error);
  return (
    <div role="alert">
      <EmptyState
        drawing={forbidden ? 'lock' : 'cable'}
        title={t(forbidden ? 'error.forbiddenTitle' : 'error.title')}
        action={
          action ??
          (onRetry && (
            <Button look="secondary" icon={RotateCw} onClick={onRetry}>
              {t('action.retry')}
            </Button>
          ))
        }
      >
        {errorText(error, t)}
      </EmptyState>
    </div>
  );
}
