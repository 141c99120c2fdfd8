import { ButtonLink } from '../components/ui/button.tsx';
import { EmptyState } from '../components/ui/empty-state.tsx';
import { useText } from '../lib/text.tsx';
import { useTitle } from '../lib/title.ts';

export function NotFound() {
  const t = useText();
  useTitle(t('notFound.title'));
  return (
    <div className="grid min-h-[70dvh] place-items-center">
      <EmptyState
        page
        drawing="door"
        title={t('notFound.title')}
        action={<ButtonLink to="/">{t('nav.home')}</ButtonLink>}
      >
        {t('notFound.text')}
      </EmptyState>
    </div>
  );
}
