import { Button } from '../../../components/ui/button.tsx';
import { useText } from '../../../lib/text.tsx';

type Props = {
  pages: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage(): void };
};

/** The next page of a list, when there is one. */
export function MoreButton({ pages }: Props) {
  const t = useText();
  if (!pages.hasNextPage) return null;
  return (
    <Button
      look="secondary"
      busy={pages.isFetchingNextPage}
      onClick={() => pages.fetchNextPage()}
      className="self-start"
    >
      {t('action.more')}
    </Button>
  );
}
