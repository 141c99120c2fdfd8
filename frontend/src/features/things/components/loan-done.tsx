import type { ReactNode } from 'react';
import { Page } from '../../../components/ui/page.tsx';
import { VerdictBanner, type VerdictTone } from '../../../components/ui/verdict-banner.tsx';

type Props = {
  tone: VerdictTone;
  title: string;
  action: ReactNode;
  children: ReactNode;
  below?: ReactNode;
};

/** The answer to a confirmation: colour, drawing, word, and what comes next. */
export function LoanDone({ tone, title, action, children, below }: Props) {
  return (
    <Page title={title} width="narrow">
      <div className="overflow-hidden rounded-xl">
        <VerdictBanner tone={tone} word={title}>
          <div className="flex flex-col gap-1 break-words">{children}</div>
        </VerdictBanner>
      </div>
      {below}
      <div className="flex justify-center">{action}</div>
    </Page>
  );
}
