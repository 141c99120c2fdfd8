type Option<V extends string> = { value: V; label: string; hint: string };
type Props<V extends string> = {
  legend: string;
  name: string;
  value: V;
  options: Option<V>[];
  onChange(value: V): void;
};

/** One of a few choices, each with what it means. */
export function Choices<V extends string>({ legend, name, value, options, onChange }: Props<V>) {
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-3 font-semibold text-base">{legend}</legend>
      {options.map((option) => (
        <label
          key={option.value}
          className="flex cursor-pointer items-start gap-3 rounded-md border border-line-strong px-4 py-3 has-checked:border-accent-text has-checked:bg-accent-tint"
        >
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
            className="mt-0.5 size-5 shrink-0 accent-accent"
          />
          <span>
            <span className="block font-medium">{option.label}</span>
            <span className="block text-muted text-sm">{option.hint}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
