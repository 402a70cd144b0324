import { sendMouse } from '@web/test-runner-commands';

/** Where the middle of an element is in the viewport. */
export function middleOf(element: Element): [number, number] {
  const { left, top, width, height } = element.getBoundingClientRect();
  return [Math.round(left + width / 2), Math.round(top + height / 2)];
}

/** A real click in the middle of an element. */
export async function clickOn(element: Element, button: 'left' | 'right' = 'left'): Promise<void> {
  await sendMouse({ type: 'click', position: middleOf(element), button });
}

/** Moves the real pointer to the middle of an element. */
export async function hover(element: Element): Promise<void> {
  await sendMouse({ type: 'move', position: middleOf(element) });
}
