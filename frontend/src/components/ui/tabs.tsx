import { Tabs as Primitive } from 'radix-ui';
import { type ReactNode, useLayoutEffect, useRef } from 'react';

export type Tab = { value: string; label: string; content: ReactNode };
type Props = { label: string; tabs: Tab[]; value: string; onChange(value: string): void };

/** A few views of one thing; arrow keys move between them. */
export function Tabs({ label, tabs, value, onChange }: Props) {
  const list = useRef<HTMLDivElement>(null);
  // On phones the tabs are wider than the screen; the chosen one is always seen.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the choice decides which tab that is
  useLayoutEffect(() => {
    const row = list.current;
    const chosen = row?.querySelector<HTMLElement>('[data-state=active]');
    if (row && chosen) {
      row.scrollLeft = chosen.offsetLeft - (row.clientWidth - chosen.offsetWidth) / 2;
    }
  }, [value]);
  return (
    <Primitive.Root value={value} onValueChange={onChange}>
      <Primitive.List
        ref={list}
        aria-label={label}
        className="-mx-5 relative flex gap-6 overflow-x-auto border-line border-b px-5 md:mx-0 md:px-0"
      >
        {tabs.map((tab) => (
          <Primitive.Trigger
            key={tab.value}
            value={tab.value}
            className="-mb-px min-h-11 shrink-0 border-transparent border-b-2 font-medium text-muted text-sm transition-colors hover:text-ink focus-visible:outline-offset-[-2px] data-[state=active]:border-accent-text data-[state=active]:text-ink"
          >
            {tab.label}
          </Primitive.Trigger>
        ))}
      </Primitive.List>
      {tabs.map((tab) => (
        <Primitive.Content key={tab.value} value={tab.value} className="pt-6">
          {tab.content}
        </Primitive.Content>
      ))}
    </Primitive.Root>
  );
}
