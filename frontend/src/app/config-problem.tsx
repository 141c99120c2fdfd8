import { Button } from '../components/ui/button.tsx';
import { EmptyState } from '../components/ui/empty-state.tsx';
import type { ConfigError } from '../config/runtime.ts';
import { useText } from '../lib/text.tsx';
import { useTitle } from '../lib/title.ts';

/** The app cannot know its deployment: for guests a sentence, for operators what is wrong. */
export function ConfigProblem({ problem }: { problem: ConfigError }) {
  const t = useText();
  useTitle(t('config.title'));
  return (
    <main className="grid min-h-dvh place-items-center px-5">
      <div role="alert" className="flex w-full max-w-md flex-col">
        <EmptyState
          page
          drawing="cable"
          title={t('config.title')}
          action={<Button onClick={() => window.location.reload()}>{t('action.retry')}</Button>}
        >
          {t(`config.${problem.reason}`)}
        </EmptyState>
        <details className="rounded-md border border-line bg-surface px-4 py-3 text-sm">
          <summary className="cursor-pointer font-medium">{t('config.operator')}</summary>
          <p className="pt-3 text-muted">{t('config.operatorHint')}</p>
          <code className="mt-2 block break-words font-mono text-refused-text">
            /qikcard.json · {problem.reason}: {problem.detail}
          </code>
        </details>
      </div>
    </main>
  );
}
