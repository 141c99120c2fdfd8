import { useEffect } from 'react';

let name: string | undefined;
let unread = 0;

function show(): void {
  const title = name ? `${name} · QikCard` : 'QikCard';
  document.title = unread > 0 ? `(${unread}) ${title}` : title;
}

/** Names the page in tabs, history and for screen readers. */
export function useTitle(title: string | undefined): void {
  useEffect(() => {
    name = title;
    show();
  }, [title]);
}

/** Puts a number of unread things before the name of every page; none when it is 0. */
export function useTitleCount(count: number): void {
  useEffect(() => {
    unread = count;
    show();
  }, [count]);
}
