import { fold } from './fold.js';

// The options of a listbox as data: which there are, which are left, and where a key leads.

export interface ListboxOption {
  readonly id: string;
  readonly label: string;
  /** A sentence that explains the option, shown under its label. */
  readonly description?: string;
  /** Shows a dot in this tone. */
  readonly tone?: string;
  /** No longer offered: shown struck through, and only while it is chosen. */
  readonly deleted?: boolean;
  readonly disabled?: boolean;
}

/** The chosen options in the order of the list; an id that the list does not know stands for itself. */
export function chosenOptions(
  options: readonly ListboxOption[],
  values: readonly string[],
): readonly ListboxOption[] {
  const unknown = values.filter((value) => !options.some((option) => option.id === value));
  return [
    ...options.filter((option) => values.includes(option.id)),
    ...unknown.map((id) => ({ id, label: id })),
  ];
}

export function offeredOptions(
  options: readonly ListboxOption[],
  values: readonly string[],
): readonly ListboxOption[] {
  return options.filter((option) => !option.deleted || values.includes(option.id));
}

/** Those with the text in their name come before those with it in their description. */
export function filterOptions(options: readonly ListboxOption[], filter: string): readonly ListboxOption[] {
  const wanted = fold(filter);
  const byName = options.filter(({ label }) => fold(label).includes(wanted));
  const others = options.filter(
    (option) => !byName.includes(option) && fold(option.description ?? '').includes(wanted),
  );
  return [...byName, ...others];
}

/** The choice after all were chosen at once, or given up if they already are. */
export function toggleAll(options: readonly ListboxOption[], values: readonly string[]): readonly string[] {
  const ids = options.filter((option) => !option.disabled && !option.deleted).map((option) => option.id);
  return ids.every((id) => values.includes(id)) ? [] : ids;
}

/** The next option that can be chosen from an index on, in steps of 1 or -1; `otherwise` if there is none. */
export function enabledFrom(
  options: readonly ListboxOption[],
  from: number,
  step: 1 | -1,
  otherwise: number,
): number {
  let index = Math.max(0, Math.min(from, options.length - 1));
  while (options[index]?.disabled) index += step;
  return options[index] ? index : otherwise;
}

/** Where a key leads from the active option; undefined when it is none of these keys. */
export function nextOption(
  options: readonly ListboxOption[],
  key: string,
  active: number,
): number | undefined {
  const go = (from: number, step: 1 | -1) => enabledFrom(options, from, step, active);
  switch (key) {
    case 'ArrowDown':
      return go(active + 1, 1);
    case 'ArrowUp':
      return go(active - 1, -1);
    case 'PageDown':
      return go(active + 10, -1);
    case 'PageUp':
      return go(active - 10, 1);
    case 'Home':
      return go(0, 1);
    case 'End':
      return go(options.length - 1, -1);
    default:
      return undefined;
  }
}
