type Props = {
  remainingSeconds: number;
  totalSeconds: number;
  label: string;
  /** From here on the ring warns. */
  warnBelowSeconds?: number;
};

const RADIUS = 20;
const LENGTH = 2 * Math.PI * RADIUS;

/** How long a code still works: the ring empties, the figures say it. */
export function CountdownRing({
  remainingSeconds,
  totalSeconds,
  label,
  warnBelowSeconds = 60,
}: Props) {
  const left = Math.max(0, Math.floor(remainingSeconds));
  const share = Math.min(1, Math.max(0, remainingSeconds / totalSeconds));
  const figures = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, '0')}`;
  return (
    <div role="timer" aria-label={`${label} ${figures}`} className="relative size-16">
      <svg aria-hidden="true" viewBox="0 0 48 48" className="-rotate-90" fill="none">
        <circle cx="24" cy="24" r={RADIUS} strokeWidth="3" className="stroke-line" />
        <circle
          cx="24"
          cy="24"
          r={RADIUS}
          strokeWidth="3"
          strokeLinecap="round"
          strokeDasharray={LENGTH}
          strokeDashoffset={LENGTH * (1 - share)}
          className={left > warnBelowSeconds ? 'stroke-accent' : 'stroke-waiting'}
          style={{ transition: 'stroke-dashoffset 1s linear' }}
        />
      </svg>
      <span className="tabular absolute inset-0 grid place-items-center font-medium font-mono text-xs">
        {figures}
      </span>
    </div>
  );
}
