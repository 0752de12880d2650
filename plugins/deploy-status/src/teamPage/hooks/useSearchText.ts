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
  const written = useRef(inUrl);
  // The address may have moved on meanwhile: write into the newest one.
  const latest = useRef(write);
  useEffect(() => {
    latest.current = write;
  });
  // Back, forward and saved filters change the URL first. What was written from
  // here comes back when more may have been typed already.
  useEffect(() => {
    if (inUrl === written.current) return;
    written.current = inUrl;
    clearTimeout(timer.current);
    setText(inUrl);
  }, [inUrl]);
  useEffect(() => () => clearTimeout(timer.current), []);
  return [
    text,
    next => {
      setText(next);
      clearTimeout(timer.current);
      timer.current = setTimeout(() => {
        written.current = next;
        latest.current(next);
      }, REST);
    },
  ];
}
