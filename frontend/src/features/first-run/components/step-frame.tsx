import { type ReactNode, useEffect, useRef } from 'react';

type Props = { title: string; lead: string; children: ReactNode; actions: ReactNode };

/** One step: what it asks, the answer, and the ways on. Screen readers begin at its title. */
export function StepFrame({ title, lead, children, actions }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <>
      <div className="flex flex-col gap-2">
        <h1
          ref={heading}
          tabIndex={-1}
          className="font-semibold text-3xl tracking-[-0.028em] outline-none"
        >
          {title}
        </h1>
        <p className="text-muted">{lead}</p>
      </div>
      {children}
      <div className="mt-auto flex flex-col gap-3 md:mt-0">{actions}</div>
    </>
  );
}
