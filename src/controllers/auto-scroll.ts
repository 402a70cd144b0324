/** How near to an edge, in pixels, and how far in one frame at most. */
const zone = 56;
const speed = 14;

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Scrolls the first of the elements whose edge is near and that can move. Whether one did. */
export function scrollTowards({ x, y }: Point, scrollers: readonly Element[]): boolean {
  return scrollers.some((scroller) => {
    const isPage = scroller === document.scrollingElement;
    const box = isPage
      ? new DOMRect(0, 0, window.innerWidth, window.innerHeight)
      : scroller.getBoundingClientRect();
    const before = [scroller.scrollLeft, scroller.scrollTop] as const;
    scroller.scrollBy({
      left: pull(x, box.left, box.right),
      top: pull(y, box.top, box.bottom),
      behavior: 'instant',
    });
    return scroller.scrollLeft !== before[0] || scroller.scrollTop !== before[1];
  });
}

/** Pixels for one frame: none in the middle, more the nearer the edge. */
function pull(at: number, start: number, end: number): number {
  const reach = Math.min(zone, (end - start) / 4);
  const before = start + reach - at;
  const after = at - (end - reach);
  const depth = Math.min(1, Math.max(before, after) / reach);
  return depth <= 0 ? 0 : (before > 0 ? -1 : 1) * Math.ceil(speed * depth * depth);
}
