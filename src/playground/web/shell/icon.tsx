import type { ReactNode } from 'react';

/** The page's own signs, drawn: a machine may have no emoji font. */
const PATHS = {
  lock: 'M5 7V5a3 3 0 0 1 6 0v2M4 7h8v6H4z',
  people: 'M8 8a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM3 14c0-3 2-4.5 5-4.5s5 1.5 5 4.5',
  eye: 'M1.5 8S4 3.5 8 3.5 14.5 8 14.5 8 12 12.5 8 12.5 1.5 8 1.5 8zM8 10a2 2 0 1 0 0-4 2 2 0 0 0 0 4z',
  reply: 'M2.5 3h11v8H8l-3 2.5V11H2.5zM5 6h6M5 8.2h4',
  file: 'M4 1.5h5l3 3v10H4zM9 1.5v3h3M6 8h4M6 10.5h4',
  send: 'M2 2.5 14 8 2 13.5 3.5 8zM3.5 8H9',
  close: 'M3.5 3.5l9 9M12.5 3.5l-9 9',
  menu: 'M2 4h12M2 8h12M2 12h12',
  back: 'M9.5 3 4.5 8l5 5M4.5 8H14',
  trash: 'M3 4h10M6 4V2.5h4V4M4.5 4l.5 9.5h6l.5-9.5',
  thumbUp: 'M5 7.5 7.5 2c1.4 0 1.7 1 1.5 2l-.4 2.5H13l-1 6.5H5zM5 7.5H2.5V13H5',
  thumbDown: 'M5 8.5 7.5 14c1.4 0 1.7-1 1.5-2l-.4-2.5H13L12 3H5zM5 8.5H2.5V3H5',
  image: 'M2 3h12v10H2zM2 11l3.5-3.5L9 11l2-2 3 3M10.5 6.5h.01',
  hand: 'M4.5 9V4.5a1 1 0 0 1 2 0V8M6.5 7V3a1 1 0 0 1 2 0v5M8.5 7V3.5a1 1 0 0 1 2 0V8M10.5 8V5.5a1 1 0 0 1 2 0V10c0 2.5-1.5 4.5-4 4.5-2 0-3-1-4-3L3 9.2c.5-.6 1.2-.5 1.5-.2',
  forward: 'M6.5 3l5 5-5 5M11.5 8H2',
  up: 'M3.5 10 8 5.5l4.5 4.5',
  down: 'M3.5 6 8 10.5 12.5 6',
  play: 'M5 3l8 5-8 5z',
  info: 'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM8 7.5V11M8 5.2h.01',
  warning: 'M8 2.5 14.5 13.5H1.5zM8 6.5v3.5M8 11.8h.01',
  check: 'M3 8.5 6.5 12 13 4.5',
  plus: 'M8 2.5v11M2.5 8h11',
  more: 'M8 3.2h.01M8 8h.01M8 12.8h.01',
  dots: 'M3.2 8h.01M8 8h.01M12.8 8h.01',
  smile:
    'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM5.6 9.5c.5 1 1.3 1.5 2.4 1.5s1.9-.5 2.4-1.5M6 6.3h.01M10 6.3h.01',
  columns: 'M2 3h12v10H2zM8 3v10',
  inspect: 'M3 4h10M3 8h6M3 12h4M11.5 12.5a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM13 12l1.5 1.5',
  bolt: 'M9 1.5 3.5 9H8l-1 5.5L12.5 7H8z',
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name }: { name: IconName }): ReactNode {
  return (
    <svg className="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  );
}
