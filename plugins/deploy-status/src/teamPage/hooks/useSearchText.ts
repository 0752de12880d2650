import { useEffect, useRef, useState } from 'react';

/** Browsers refuse pages that change their address with every key. */
const REST = 250;

/** Text that shows at once and reaches the URL when the keys rest. */
export function useSearchText(
  inUrl: string,
  write: (text: string) => void,
): [string, (text: string) => void] {
  const [text, setText] = useState(inUrl);
  const timer = useRef<ReturnType<typeof setTimeout>>();
  // The address may have moved on meanwhile: write into the newest one.
  const latest = useRef(write);
  useEffect(() => {
    latest.current = write;
  });
  // Back, forward and saved filters change the URL first.
  useEffect(() => {
    clearTimeout(timer.current);
    setText(inUrl);
  }, [inUrl]);
  useEffect(() => () => clearTimeout(timer.current), []);
  return [
    text,
    next => {
      setText(next);
      clearTimeout(timer.current);
      timer.current = setTimeout(() => latest.current(next), REST);
    },
  ];
}
