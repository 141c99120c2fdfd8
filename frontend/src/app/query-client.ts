import { QikCardError } from '@qikcard/client';
import { QueryClient } from '@tanstack/react-query';

/** Refusals, bugs and ended sessions do not go away by asking again; lost connections do. */
export function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 5_000,
        // The agent has its own retries and its own idea of being online.
        networkMode: 'always',
        retry: (failures, error) =>
          failures < 2 && error instanceof QikCardError && error.kind === 'unreachable',
      },
      mutations: { networkMode: 'always', retry: false },
    },
  });
}
