import { useEffect } from 'react';
import { Icon } from './Icon';
import { IconButton } from './IconButton';
import { Store, useStore } from './store';

interface Toast {
  readonly id: number;
  readonly message: string;
}

const shownFor = 10_000;
const atMost = 3;
const toasts = new Store<readonly Toast[]>([]);
let lastId = 0;

/** Tells the user something that is over in a moment; the newest few stay until dismissed or for ten seconds. */
export function showToast(message: string): void {
  const others = toasts.get().filter((toast) => toast.message !== message);
  toasts.set([...others, { id: ++lastId, message }].slice(-atMost));
}

function dismiss(id: number): void {
  toasts.set(toasts.get().filter((toast) => toast.id !== id));
}

export function Toasts() {
  return (
    <div className="toasts">
      {useStore(toasts).map((toast) => (
        <ToastView key={toast.id} {...toast} />
      ))}
    </div>
  );
}

function ToastView({ id, message }: Toast) {
  useEffect(() => {
    const timer = setTimeout(() => dismiss(id), shownFor);
    return () => clearTimeout(timer);
  }, [id]);
  return (
    <div className="toast" role="alert">
      <Icon name="warning" />
      <span>{message}</span>
      <IconButton icon="close" label="Dismiss" onClick={() => dismiss(id)} />
    </div>
  );
}
