import { Check, ChevronDown, type LucideIcon } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';

type Props<T extends string> = {
  icon: LucideIcon;
  label: string;
  value: T;
  options: readonly { value: T; label: string }[];
  onChange(value: T): void;
};

/** One of a few, in a menu; the button shows the present choice. */
export function ChoiceMenu<T extends string>({
  icon: Icon,
  label,
  value,
  options,
  onChange,
}: Props<T>) {
  const current = options.find((option) => option.value === value)?.label ?? '';
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger
        aria-label={`${label}: ${current}`}
        className="inline-flex min-h-11 items-center gap-2 rounded-md border border-line bg-surface px-3.5 font-medium text-sm transition-colors hover:border-line-strong"
      >
        <Icon aria-hidden size={18} className="text-muted" />
        {current}
        <ChevronDown aria-hidden size={16} className="text-muted" />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align="end"
          sideOffset={6}
          className="z-50 min-w-44 animate-rise rounded-md border border-line bg-surface p-1.5 shadow-overlay"
        >
          <DropdownMenu.RadioGroup
            value={value}
            onValueChange={(next) => {
              const option = options.find((each) => each.value === next);
              if (option) onChange(option.value);
            }}
          >
            {options.map((option) => (
              <DropdownMenu.RadioItem
                key={option.value}
                value={option.value}
                className="flex min-h-10 cursor-pointer select-none items-center justify-between gap-6 rounded-sm px-3 text-sm outline-none data-highlighted:bg-sunken"
              >
                {option.label}
                <DropdownMenu.ItemIndicator>
                  <Check aria-hidden size={16} className="text-accent-text" />
                </DropdownMenu.ItemIndicator>
              </DropdownMenu.RadioItem>
            ))}
          </DropdownMenu.RadioGroup>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
