import { CircleAlert, CircleCheck, X } from 'lucide-react';
import { createContext, type ReactNode, useCallback, useContext, useRef, useState } from 'react';
import { useText } from '../../lib/text.tsx';
import { IconButton } from './icon-button.tsx';

export type ToastTone = 'done' | 'problem';
type Toast = { id: number; tone: ToastTone; message: string };
type Say = (message: string, tone?: ToastTone) => void;

const LIFE_MS = 6_000;
const ToastContext = createContext<Say>(() => {});

/** Says what has just happened, once, without taking the focus. */
export const useToast = (): Say => useContext(ToastContext);

export function ToastProvider({ children }: { children: ReactNode }) {
  const [toasts, setToasts] = useState<Toast[]>([]);
  const lastId = useRef(0);
  const dismiss = useCallback((id: number) => {
    setToasts((shown) => shown.filter((toast) => toast.id !== id));
  }, []);
  const say = useCallback<Say>(
    (message, tone = 'done') => {
      const id = ++lastId.current;
      setToasts((shown) => [...shown.slice(-2), { id, tone, message }]);
      setTimeout(() => dismiss(id), LIFE_MS);
    },
    [dismiss],
  );
  return (
    <ToastContext value={say}>
      {children}
      <div
        role="status"
        aria-live="polite"
        className="pointer-events-none fixed inset-x-4 top-4 z-60 flex flex-col items-center gap-2 md:top-auto md:bottom-6"
      >
        {toasts.map((toast) => (
          <ToastCard key={toast.id} {...toast} onDismiss={() => dismiss(toast.id)} />
        ))}
      </div>
    </ToastContext>
  );
}

type CardProps = { tone: ToastTone; message: string; onDismiss(): void };

export function ToastCard({ tone, message, onDismiss }: CardProps) {
  const t = useText();
  const Icon = tone === 'done' ? CircleCheck : CircleAlert;
  return (
    <div className="pointer-events-auto flex w-full max-w-md animate-rise items-center gap-3 rounded-md border border-line bg-surface py-1.5 ps-4 pe-1.5 text-sm shadow-overlay">
      <Icon
        aria-hidden
        size={20}
        className={tone === 'done' ? 'text-admitted-text' : 'text-refused-text'}
      />
      <span className="flex-1 py-1.5">{message}</span>
      <IconButton icon={X} label={t('action.dismiss')} onClick={onDismiss} />
    </div>
  );
}
