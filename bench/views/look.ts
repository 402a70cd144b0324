// What a person does and sees, for any widget.

/** Resolves in a task of its own right after the next frame was painted. */
export function painted(): Promise<void> {
  return new Promise((resolve) => {
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => {
        channel.port1.close();
        resolve();
      };
      channel.port2.postMessage(undefined);
    });
  });
}

/** Resolves when nothing is left to do: widgets finish in the background what a person does not wait for. */
export function idle(): Promise<void> {
  return new Promise((resolve) => requestIdleCallback(() => resolve(), { timeout: 1_000 }));
}

/** Waits, frame by frame, until a painted frame shows it. Answers whether that was within `limit` milliseconds. */
export async function untilSeen(seen: () => string, wanted: string, limit: number): Promise<boolean> {
  const end = performance.now() + limit;
  do await painted();
  while (seen() !== wanted && performance.now() < end);
  return seen() === wanted;
}

/** The elements that are wholly between two heights of the screen, from top to bottom. */
export function between(
  elements: Iterable<HTMLElement>,
  { top, bottom }: { readonly top: number; readonly bottom: number },
): HTMLElement[] {
  const placed: { readonly element: HTMLElement; readonly top: number }[] = [];
  for (const element of elements) {
    const rect = element.getBoundingClientRect();
    if (rect.height > 0 && rect.top >= top - 2 && rect.bottom <= bottom + 2)
      placed.push({ element, top: rect.top });
  }
  return placed.sort((a, b) => a.top - b.top).map(({ element }) => element);
}

export const textOf = (element: Element | null | undefined) =>
  (element?.textContent ?? '').replace(/\s+/g, ' ').trim();

/** Types into a field, the whole text at once, as pasting does. */
export function typeInto(input: HTMLInputElement, text: string): void {
  // React replaces `value` on the element to notice what programs set.
  const { set } = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')!;
  set!.call(input, text);
  input.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
}

/** As a mouse does. */
export function click(element: Element | null | undefined): void {
  if (!element) throw new Error('There is nothing to click on.');
  const options = { bubbles: true, composed: true, cancelable: true, button: 0 };
  element.dispatchEvent(new PointerEvent('pointerdown', options));
  element.dispatchEvent(new MouseEvent('mousedown', options));
  element.dispatchEvent(new PointerEvent('pointerup', options));
  element.dispatchEvent(new MouseEvent('mouseup', options));
  element.dispatchEvent(new MouseEvent('click', options));
}
