/** `ids` with one of them moved to before or after another. */
export function reorder(
  ids: readonly string[],
  moved: string,
  target: string,
  after: boolean,
): readonly string[] {
  if (moved === target || !ids.includes(moved) || !ids.includes(target)) return ids;
  const rest = ids.filter((id) => id !== moved);
  rest.splice(rest.indexOf(target) + (after ? 1 : 0), 0, moved);
  return rest;
}

/** Lets a person drag column headers: listeners for the header row, whose cells carry `data-column`. */
export class ColumnDrag {
  readonly #onDrop: (moved: string, target: string, after: boolean) => void;
  #moved: string | undefined;
  #over: HTMLElement | undefined;

  constructor(onDrop: (moved: string, target: string, after: boolean) => void) {
    this.#onDrop = onDrop;
  }

  readonly start = (event: DragEvent): void => {
    this.#moved = headerOf(event)?.dataset['column'];
    if (!this.#moved || !event.dataTransfer) return;
    event.dataTransfer.effectAllowed = 'move';
    event.dataTransfer.setData('text/plain', headerOf(event)?.textContent?.trim() ?? '');
  };

  readonly over = (event: DragEvent): void => {
    const header = headerOf(event);
    if (!this.#moved || !header) return;
    event.preventDefault();
    this.#mark(header.dataset['column'] === this.#moved ? undefined : header, isAfter(event, header));
  };

  readonly drop = (event: DragEvent): void => {
    const target = this.#over?.dataset['column'];
    const after = this.#over?.dataset['drop'] === 'after';
    if (!this.#moved) return;
    event.preventDefault();
    if (target) this.#onDrop(this.#moved, target, after);
    this.end();
  };

  readonly end = (): void => {
    this.#mark(undefined, false);
    this.#moved = undefined;
  };

  #mark(header: HTMLElement | undefined, after: boolean): void {
    if (this.#over !== header) delete this.#over?.dataset['drop'];
    this.#over = header;
    if (header) header.dataset['drop'] = after ? 'after' : 'before';
  }
}

function headerOf(event: Event): HTMLElement | undefined {
  return (event.target as Element).closest<HTMLElement>('[data-column]') ?? undefined;
}

function isAfter(event: DragEvent, header: HTMLElement): boolean {
  const { left, width } = header.getBoundingClientRect();
  const pastMiddle = event.clientX > left + width / 2;
  return pastMiddle !== (getComputedStyle(header).direction === 'rtl');
}
