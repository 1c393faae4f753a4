import { type ReactNode, useRef } from 'react';
import { useLive } from '../state/page-context.ts';
import { useFocusReturn } from './focus.ts';
import { Modal } from './modal.tsx';

/** The acting person's open views; the top one is shown. */
export function ModalStack(): ReactNode {
  const { views } = useLive();
  const box = useRef<HTMLDivElement>(null);
  useFocusReturn(views.length > 0, box);
  if (views.length === 0) return null;
  return (
    <div className="backdrop" ref={box}>
      {views.map((view, index) => (
        <Modal key={view.id} view={view} isTop={index === views.length - 1} depth={index} />
      ))}
    </div>
  );
}
