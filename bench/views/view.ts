import type { People } from './people.js';

/** One side of a comparison: our element, or what a user would take instead. */
export interface Side<Widget extends Opened> {
  readonly name: string;
  /** Put what only the page needs in place: style sheets, modules. Not measured. */
  prepare?(): Promise<void>;
  /** From records as a backend sends them to a widget on the page. It may show them later. */
  open(place: HTMLElement, people: People): Widget;
}

/** A widget on the page, with the things that a person can do to it. */
export interface Opened {
  /** What a person sees at present, as text to compare; nothing that is out of view. */
  seen(): string;
  /** Takes the widget away and puts a new one there, over the records that it had. */
  mount(): void;
  close(): void;
}

/** Something done, and what has to be seen after it. */
export interface Step<Widget extends Opened> {
  /** The name of the figure; several steps of one name are one figure. Left out: done, not measured. */
  readonly op?: string;
  readonly act: (widget: Widget) => void;
  readonly seen: string;
}

/** Everything that one suite does in a page. The first step, opening, is always there and called `load`. */
export interface ViewSuite<Widget extends Opened> {
  readonly name: string;
  readonly ours: Side<Widget>;
  readonly peers: Readonly<Record<string, () => Promise<Side<Widget>>>>;
  people(n: number): People;
  /** What is seen after opening, and then what is done. */
  plan(people: People): { readonly opened: string; readonly steps: readonly Step<Widget>[] };
}
