import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react';
import { Icon } from './icon.tsx';

const SHOWN_MS = 8_000;

interface Toast {
  readonly id: number;
  readonly sentence: string;
}

export function useToasts(): {
  toasts: readonly Toast[];
  complain(sentence: string): void;
  dismiss(id: number): void;
} {
  const [toasts, setToasts] = useState<readonly Toast[]>([]);
  const nextId = useRef(1);
  const dismiss = useCallback(
    (id: number) => setToasts((shown) => shown.filter((toast) => toast.id !== id)),
    [],
  );
  const complain = useCallback((sentence: string) => {
    const toast = { id: nextId.current, sentence };
    nextId.current += 1;
    // The same complaint again replaces the older one.
    setToasts((shown) => [...shown.filter((each) => each.sentence !== sentence).slice(-2), toast]);
  }, []);
  return { toasts, complain, dismiss };
}

export function Toasts({
  toasts,
  dismiss,
}: {
  toasts: readonly Toast[];
  dismiss(id: number): void;
}): ReactNode {
  return (
    <div className="toasts" role="region" aria-label="Notices" aria-live="assertive">
      {toasts.map((toast) => (
        <ToastView key={toast.id} toast={toast} onDismiss={() => dismiss(toast.id)} />
      ))}
    </div>
  );
}

function ToastView({ toast, onDismiss }: { toast: Toast; onDismiss(): void }): ReactNode {
  const latest = useRef(onDismiss);
  latest.current = onDismiss;
  useEffect(() => {
    const timer = setTimeout(() => latest.current(), SHOWN_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div className="toast" role="alert">
      <span>{toast.sentence}</span>
      <button type="button" className="icon-button" aria-label="Dismiss" onClick={onDismiss}>
        <Icon name="close" />
      </button>
    </div>
  );
}
