import { useStore } from '../../ui/store';
import { overlay } from '../state/overlay';
import { AddMenu } from './AddMenu';

/** Room to leave at the right and at the bottom, in pixels. */
const menuSize = { width: 360, height: 170 };

/** The add menu where a connection was dropped on the empty canvas. */
export function MenuOnCanvas() {
  const current = useStore(overlay);
  if (current?.kind !== 'add' || !current.at) return null;
  const { at, from } = current;
  const left = Math.min(at.x, window.innerWidth - menuSize.width);
  const top = Math.min(at.y, window.innerHeight - menuSize.height);
  return <AddMenu style={{ position: 'fixed', left, top }} at={at} {...(from === undefined ? {} : { from })} />;
}
