type Id = number | bigint;
type Props<T extends Id> = {
  label: string;
  options: { id: T; name: string }[];
  chosen: T[];
  onChange(next: T[]): void;
};

/** Several of a few: each a box to tick, in one line where they fit. */
export function Chips<T extends Id>({ label, options, chosen, onChange }: Props<T>) {
  const toggle = (id: T) =>
    onChange(chosen.includes(id) ? chosen.filter((each) => each !== id) : [...chosen, id]);
  return (
    <fieldset className="flex flex-wrap gap-2">
      <legend className="sr-only">{label}</legend>
      {options.map(({ id, name }) => (
        <label
          key={String(id)}
          className="inline-flex min-h-11 cursor-pointer items-center gap-2 rounded-md border border-line-strong bg-surface px-3.5 text-sm has-checked:border-accent has-checked:bg-accent-tint has-checked:text-accent-text"
        >
          <input
            type="checkbox"
            className="size-4 accent-accent"
            checked={chosen.includes(id)}
            onChange={() => toggle(id)}
          />
          {name || '–'}
        </label>
      ))}
    </fieldset>
  );
}
