import type { ReactNode } from 'react';

/** One part of the design system with its name and its states. */
export function Specimen({ name, note, children }: Props) {
  return (
    <section
      aria-label={name}
      className="grid gap-4 border-line border-t py-8 lg:grid-cols-[12rem_1fr] lg:gap-8"
    >
      <div>
        <h3 className="font-semibold">{name}</h3>
        {note && <p className="mt-1 text-muted text-sm">{note}</p>}
      </div>
      <div className="flex min-w-0 flex-wrap items-start gap-4">{children}</div>
    </section>
  );
}
type Props = { name: string; note?: string; children: ReactNode };
