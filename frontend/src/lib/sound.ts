/** Small sounds without files. Browsers allow sound only after a touch, so `prime` waits for one. */
let context: AudioContext | undefined;
let isQuiet = false;

/** Call once at start: unlocks sound with the first touch or key. */
export function primeSound(): void {
  const unlock = () => {
    context ??= typeof AudioContext === 'undefined' ? undefined : new AudioContext();
    context?.resume().catch(() => {});
  };
  window.addEventListener('pointerdown', unlock, { passive: true });
  window.addEventListener('keydown', unlock);
}

/** Whether tones are left out; vibration stays. */
export const setQuiet = (quiet: boolean): void => {
  isQuiet = quiet;
};

/** One tone, if sound was allowed. */
export function tone(frequency: number, startSeconds: number, lengthSeconds: number): void {
  if (isQuiet || context?.state !== 'running') return;
  const at = context.currentTime + startSeconds;
  const oscillator = context.createOscillator();
  const gain = context.createGain();
  oscillator.type = 'sine';
  oscillator.frequency.value = frequency;
  gain.gain.setValueAtTime(0, at);
  gain.gain.linearRampToValueAtTime(0.16, at + 0.015);
  gain.gain.exponentialRampToValueAtTime(0.001, at + lengthSeconds);
  oscillator.connect(gain).connect(context.destination);
  oscillator.start(at);
  oscillator.stop(at + lengthSeconds);
}

/** A rising fifth and a short buzz: "you're in". */
export function signalAdmitted(): void {
  tone(659.25, 0, 0.18);
  tone(987.77, 0.12, 0.38);
  navigator.vibrate?.([60, 40, 120]);
}

/** One low, soft tone: checked out. */
export function signalCheckedOut(): void {
  tone(523.25, 0, 0.3);
  navigator.vibrate?.(60);
}

/** Two low, short tones and a long buzz: "no". */
export function signalRefused(): void {
  tone(220, 0, 0.16);
  tone(174.61, 0.18, 0.3);
  navigator.vibrate?.([180, 60, 180]);
}
