import { CircleCheck } from 'lucide-react';
import type { ReactNode } from 'react';

/** A proof that came out well, in words. */
export function Sound({ children }: { children: ReactNode }) {
  return (
    <p
      role="status"
      className="flex items-start gap-3 rounded-md bg-admitted-tint px-4 py-3 font-medium text-admitted-text text-sm"
    >
      <CircleCheck aria-hidden size={18} className="mt-px shrink-0" />
      {children}
    </p>
  );
}
