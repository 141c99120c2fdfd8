import type { Capability } from '@qikcard/contracts';
import { Check, Minus } from 'lucide-react';
import { useAdminText } from '../api/text.ts';

/** What a canister can do, and what it says it cannot do yet. */
export function CapabilityList({ capabilities }: { capabilities: Capability[] }) {
  const text = useAdminText();
  return (
    <section className="flex flex-col gap-2 border-line border-t pt-4">
      <h3 className="font-medium text-sm">{text('capabilities')}</h3>
      <ul className="flex flex-col gap-1.5 text-sm">
        {capabilities.map(({ name, available, note }) => (
          <li key={name} className="flex gap-2">
            {available ? (
              <Check aria-hidden size={16} className="mt-0.5 shrink-0 text-admitted-text" />
            ) : (
              <Minus aria-hidden size={16} className="mt-0.5 shrink-0 text-muted" />
            )}
            <span className="min-w-0">
              <span lang="en" className="font-medium">
                {name}
              </span>
              {!available && <span className="text-muted"> ({text('notYet')})</span>}
              {note && (
                <span lang="en" className="text-muted">
                  {' '}
                  · {note}
                </span>
              )}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
