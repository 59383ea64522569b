import { type CSSProperties, type KeyboardEvent, useEffect, useRef } from 'react';
import { Icon } from './Icon';

export interface MenuItem {
  readonly id: string;
  readonly icon: string;
  readonly label: string;
  readonly description: string;
  readonly className?: string;
}

interface Props {
  readonly label: string;
  readonly items: readonly MenuItem[];
  readonly style?: CSSProperties;
  readonly onChoose: (id: string) => void;
  readonly onClose: () => void;
}

/** Opens with the focus on its first item; arrows and the pointer move it, Escape or a click elsewhere closes. */
export function Menu({ label, items, style, onChoose, onClose }: Props) {
  const menu = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const before = document.activeElement;
    const element = menu.current;
    element?.querySelector('button')?.focus();
    return () => {
      // Where choosing an item moved the focus elsewhere on purpose, it stays there.
      const stillHere = element?.contains(document.activeElement) === true || document.activeElement === document.body;
      if (stillHere && before instanceof HTMLElement) before.focus({ preventScroll: true });
    };
  }, []);

  useEffect(() => {
    function closeOutside(event: PointerEvent): void {
      if (event.target instanceof Node && menu.current?.contains(event.target) !== true) onClose();
    }
    // Capturing, because the canvas stops pointer events from bubbling.
    document.addEventListener('pointerdown', closeOutside, true);
    return () => document.removeEventListener('pointerdown', closeOutside, true);
  }, [onClose]);

  function move(event: KeyboardEvent): void {
    const buttons = [...(menu.current?.querySelectorAll('button') ?? [])];
    const at = buttons.findIndex((button) => button === document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
    if (event.key === 'Escape' || event.key === 'Tab') onClose();
    else if (to !== undefined) buttons.at(to % buttons.length)?.focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  return (
    <div ref={menu} className="menu" role="menu" aria-label={label} style={style} onKeyDown={move}>
      {items.map((item) => (
        <button
          key={item.id}
          type="button"
          role="menuitem"
          className={item.className}
          tabIndex={-1}
          onPointerMove={({ currentTarget }) => currentTarget.focus({ preventScroll: true })}
          onClick={() => onChoose(item.id)}
        >
          <Icon name={item.icon} />
          <span className="menu-label">{item.label}</span>
          <span className="menu-description">{item.description}</span>
        </button>
      ))}
    </div>
  );
}
