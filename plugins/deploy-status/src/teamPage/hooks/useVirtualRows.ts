import {
  defaultRangeExtractor,
  useVirtualizer,
  type Range,
} from '@tanstack/react-virtual';
import {
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
  type RefObject,
} from 'react';

/** Fewer rows are all there; the page scrolls and the browser finds in them. */
const VIRTUAL_FROM = 60;
/** Rendered beyond what is seen, so that scrolling and Tab find rows there. */
const OVERSCAN = 5;

/** A row to render, and the empty space above it. */
export interface VirtualRow {
  index: number;
  /** In pixels: rows that are not rendered. */
  gap: number;
}

/** The rows that are rendered, and how they are reached by keyboard. */
export interface VirtualRows {
  /** True where the table scrolls in itself. */
  scrolls: boolean;
  rows: VirtualRow[];
  /** Empty space below the last one, in pixels. */
  rest: number;
  /** For each row's link, beside `data-row` with its index. Always the same object. */
  linkProps: RowLinkProps;
}

/** How a row's link is reached by keyboard. */
export interface RowLinkProps {
  /** Arrow keys, Page Up and Down, Home and End go from link to link. */
  onKeyDown(event: KeyboardEvent): void;
  /** The row in which the focus is stays rendered. */
  onFocus(event: { target: EventTarget }): void;
}

/** Marks a row's link; its value is the row's index. */
const INDEX = 'data-row';

/**
 * Renders only the rows that are seen, and the one that has the focus.
 *
 * @param container - the element that scrolls
 */
export function useVirtualRows(options: {
  count: number;
  rowHeight: number;
  container: RefObject<HTMLElement>;
}): VirtualRows {
  const { count, rowHeight, container } = options;
  const scrolls = count >= VIRTUAL_FROM;
  const [focused, setFocused] = useState<number>();
  const wanted = useRef<number>();
  const virtualizer = useVirtualizer({
    count,
    enabled: scrolls,
    estimateSize: () => rowHeight,
    getScrollElement: () => container.current,
    overscan: OVERSCAN,
    rangeExtractor: useCallback(
      (range: Range) =>
        withFocused(defaultRangeExtractor(range), focused, range.count),
      [focused],
    ),
  });

  const linkAt = (index: number) =>
    container.current?.querySelector<HTMLElement>(`[${INDEX}="${index}"]`);

  // The row is rendered now, wherever it was before.
  useEffect(() => {
    if (wanted.current === undefined) return;
    linkAt(wanted.current)?.focus({ preventScroll: scrolls });
    wanted.current = undefined;
  });

  const page = () =>
    Math.max(
      1,
      Math.floor((container.current?.clientHeight ?? 0) / rowHeight) - 2,
    );
  const onKeyDown = (event: KeyboardEvent) => {
    const from = indexOf(event.target);
    if (from === undefined) return;
    const to = targetOf(event.key, from, page(), count);
    if (to === undefined) return;
    event.preventDefault();
    wanted.current = to;
    if (scrolls) virtualizer.scrollToIndex(to);
    setFocused(to);
  };
  const latest = useRef(onKeyDown);
  useEffect(() => {
    latest.current = onKeyDown;
  });
  const linkProps = useMemo(
    (): RowLinkProps => ({
      onKeyDown: event => latest.current(event),
      onFocus: ({ target }) => setFocused(indexOf(target)),
    }),
    [],
  );

  const indexes = scrolls
    ? virtualizer.getVirtualItems().map(({ index }) => index)
    : Array.from({ length: count }, (_, index) => index);
  return {
    scrolls,
    rows: indexes.map((index, position) => ({
      index,
      gap: (index - ((indexes[position - 1] ?? -1) + 1)) * rowHeight,
    })),
    rest: (count - 1 - (indexes.at(-1) ?? -1)) * rowHeight,
    linkProps,
  };
}

function withFocused(
  shown: number[],
  focused: number | undefined,
  count: number,
): number[] {
  if (focused === undefined || focused >= count || shown.includes(focused)) {
    return shown;
  }
  return [...shown, focused].sort((a, b) => a - b);
}

function indexOf(target: EventTarget): number | undefined {
  const value =
    target instanceof Element ? target.getAttribute(INDEX) : undefined;
  return value ? Number(value) : undefined;
}

function targetOf(
  key: string,
  from: number,
  page: number,
  count: number,
): number | undefined {
  const last = count - 1;
  switch (key) {
    case 'ArrowDown':
      return Math.min(from + 1, last);
    case 'ArrowUp':
      return Math.max(from - 1, 0);
    case 'PageDown':
      return Math.min(from + page, last);
    case 'PageUp':
      return Math.max(from - page, 0);
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return undefined;
  }
}
