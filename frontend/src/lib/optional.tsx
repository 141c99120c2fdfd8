import { Component, type ReactNode, Suspense } from 'react';

/**
 * Something a page does without: while its code or texts have not arrived, or when they never do,
 * nothing is there, and the page goes on.
 */
export class Optional extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };
  static getDerivedStateFromError() {
    return { failed: true };
  }
  override render() {
    return this.state.failed ? null : <Suspense>{this.props.children}</Suspense>;
  }
}
