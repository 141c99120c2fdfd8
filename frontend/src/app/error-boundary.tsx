import { RotateCw } from 'lucide-react';
import { Component, type ReactNode } from 'react';
import { Button } from '../components/ui/button.tsx';
import { EmptyState } from '../components/ui/empty-state.tsx';
import { useText } from '../lib/text.tsx';

/** `path`: of the page; another one begins anew. */
type Props = { path: string; children: ReactNode };

/**
 * Keeps what fails on one page from taking the app away: code that did not arrive without a network,
 * or a fault of ours. What is kept on the device stays; another page or a reload goes on.
 */
export class ErrorBoundary extends Component<Props, { failed: boolean }> {
  override state = { failed: false };
  static getDerivedStateFromError() {
    return { failed: true };
  }
  override componentDidUpdate(before: Props) {
    if (this.state.failed && before.path !== this.props.path) this.setState({ failed: false });
  }
  override render() {
    return this.state.failed ? <Failed /> : this.props.children;
  }
}

function Failed() {
  const t = useText();
  return (
    <div role="alert" className="grid min-h-[70dvh] place-items-center">
      <EmptyState
        page
        drawing="cable"
        title={t('error.title')}
        action={
          <Button look="secondary" icon={RotateCw} onClick={() => location.reload()}>
            {t('action.retry')}
          </Button>
        }
      >
        {t(navigator.onLine ? 'error.unexpected' : 'error.unreachable')}
      </EmptyState>
    </div>
  );
}
