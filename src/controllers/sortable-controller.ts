import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type Sortable from 'sortablejs';
import { scrollTowards, type Point } from './auto-scroll.js';

/** What the controller asks of the element whose lists it makes draggable. It knows nothing of stores. */
export interface SortableHooks {
  /** Selectors of what can be dragged, and of what in it is pressed without dragging. */
  readonly items: string;
  readonly ignore: string;
  /** The lists that there are now. All are in the shadow root of the host. */
  readonly lists: () => Iterable<HTMLElement>;
  /** The list that a place of the host belongs to: its own area may be larger than the list. */
  readonly listAt: (element: Element) => HTMLElement | undefined;
  /** Where in a foreign list the item would come to stand: before a node, at the end (null), or not at all (false). */
  readonly place: (item: HTMLElement, list: HTMLElement) => Node | null | false;
  /** What scrolls by itself when the pointer comes near its edge, innermost first. */
  readonly scrollers: (list: HTMLElement | undefined) => readonly Element[];
  readonly started: (item: HTMLElement) => void;
  /** The pointer is over another list now, or over none. */
  readonly moved: (item: HTMLElement, over: HTMLElement | undefined) => void;
  /** The item is back where it was. `to` is the list that it was dropped into, if that is another one. */
  readonly ended: (item: HTMLElement, to: HTMLElement | undefined) => void;
}

type SortableClass = typeof Sortable;
type SortableHost = ReactiveControllerHost & HTMLElement & { readonly renderRoot: ParentNode & Node };

/** Destroying an instance ends the drag of any other one: those that are due wait until it is over. */
const doomed = new Set<Sortable>();

/**
 * Dragging between lists by mouse and touch. SortableJS gives press, delay, ghost and clean-up; it never decides where
 * an item stands. That is `place`, and when the drag ends the node goes back to where Lit had put it, before anybody
 * hears of it: the order comes from the data alone.
 *
 * Between press and release the host must not render. It asks in `scheduleUpdate`:
 *
 * @example
 * protected override scheduleUpdate() {
 *   const { idle } = this.#dragging;
 *   return idle ? idle.then(() => this.scheduleUpdate()) : super.scheduleUpdate();
 * }
 */
export class SortableController implements ReactiveController {
  readonly #host: SortableHost;
  readonly #hooks: SortableHooks;
  readonly #instances = new Map<HTMLElement, Sortable>();
  #sortable: SortableClass | undefined;
  #isLoading = false;
  #press: { item: HTMLElement; home: HTMLElement; next: Node | null; done: () => void } | undefined;
  #idle: Promise<void> | undefined;
  #stop: AbortController | undefined;
  #pointer: Point | undefined;
  #over: HTMLElement | undefined;

  constructor(host: SortableHost, hooks: SortableHooks) {
    this.#host = host;
    this.#hooks = hooks;
    host.addController(this);
  }

  /** An item is being dragged. */
  get active(): boolean {
    return this.#stop !== undefined;
  }

  /** Resolves when the pointer is up; undefined when it is. */
  get idle(): Promise<void> | undefined {
    return this.#idle;
  }

  hostConnected(): void {
    // Importing it has side effects on the page, so it comes with the first list and not with the module.
    if (this.#sortable) this.#host.requestUpdate();
    else if (!this.#isLoading) void this.#load();
  }

  hostUpdated(): void {
    if (!this.#sortable || !this.#host.isConnected) return;
    const lists = new Set(this.#hooks.lists());
    for (const [list, instance] of this.#instances) {
      if (lists.has(list)) continue;
      this.#instances.delete(list);
      destroy(instance, this.#sortable);
    }
    for (const list of lists) {
      if (!this.#instances.has(list)) this.#instances.set(list, this.#create(this.#sortable, list));
    }
  }

  /** Moving the host within the page disconnects it for a moment only. */
  hostDisconnected(): void {
    queueMicrotask(() => {
      if (this.#host.isConnected) return;
      this.cancel();
      for (const instance of this.#instances.values()) destroy(instance, this.#sortable!);
      this.#instances.clear();
    });
  }

  /** Ends the drag without a drop. */
  cancel(): void {
    if (!this.#press) return;
    if (this.active) this.#goTo(undefined);
    this.#stop?.abort();
    giveUp();
  }

  async #load(): Promise<void> {
    this.#isLoading = true;
    try {
      this.#sortable = (await import('sortablejs')).default;
      this.hostUpdated();
    } catch {
      // Offline: the keyboard and the menu still work.
    } finally {
      this.#isLoading = false;
    }
  }

  #create(Class: SortableClass, list: HTMLElement): Sortable {
    return new Class(list, {
      draggable: this.#hooks.items,
      filter: this.#hooks.ignore,
      preventOnFilter: false,
      group: { name: 'lead', pull: false, put: false },
      sort: false,
      scroll: false,
      forceFallback: true,
      fallbackOnBody: false,
      fallbackTolerance: 4,
      delay: 220,
      delayOnTouchOnly: true,
      touchStartThreshold: 6,
      emptyInsertThreshold: 0,
      chosenClass: 'pressed',
      ghostClass: 'landing',
      dragClass: 'dragged',
      fallbackClass: 'dragged',
      onChoose: ({ item }) => this.#handlePress(item),
      onUnchoose: (event) => this.#handleRelease(originOf(event)),
      onStart: (event) => this.#handleStart(originOf(event)),
    });
  }

  #handlePress(item: HTMLElement): void {
    const home = item.parentElement;
    // Rendered away between the touch and the end of the delay.
    if (!home || !this.#host.renderRoot.contains(item)) return giveUp();
    let done!: () => void;
    this.#idle = new Promise((resolve) => (done = resolve));
    // The neighbour is often a marker of Lit's; putting the item before it keeps it between the same markers.
    this.#press = { item, home, next: item.nextSibling, done };
  }

  #handleStart(event: Event | undefined): void {
    const { item, home } = this.#press!;
    this.#over = home;
    const { signal } = (this.#stop = new AbortController());
    const follow = (moved: Event) => {
      const { clientX: x, clientY: y } = moved as PointerEvent;
      if (x === undefined) return;
      this.#pointer = { x, y };
      this.#hitTest();
    };
    document.addEventListener('pointermove', follow, { signal, capture: true });
    document.addEventListener('pointerup', follow, { signal, capture: true });
    window.addEventListener('keydown', (key) => this.#handleKeydown(key), { signal, capture: true });
    window.addEventListener('contextmenu', (menu) => menu.preventDefault(), { signal, capture: true });
    this.#hooks.started(item);
    if (event) follow(event);
    this.#autoScroll(signal);
  }

  /** The pointer is up, or the drag was given up. Comes after a plain press, too. */
  #handleRelease(event: Event | undefined): void {
    if (!this.#press) return; // a touch too short to be a press
    const { item, home, next, done } = this.#press;
    const { active } = this;
    const to = this.#over === home || !this.#stop || this.#stop.signal.aborted ? undefined : this.#over;
    // Touched only if it was moved: a click on a node that was taken out in the meantime is none.
    if (item.parentNode !== home || item.nextSibling !== next) {
      home.insertBefore(item, next?.parentNode === home ? next : null);
    }
    this.#stop?.abort();
    this.#press = this.#stop = this.#over = this.#pointer = this.#idle = undefined;
    if (active) {
      swallowClick(event);
      this.#hooks.ended(item, to);
    }
    done();
    queueMicrotask(() => {
      for (const instance of doomed) destroy(instance, this.#sortable!);
    });
  }

  #handleKeydown(event: KeyboardEvent): void {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    this.cancel();
  }

  #hitTest(): void {
    if (!this.#pointer) return;
    const root = this.#host.renderRoot as ShadowRoot;
    const at = root.elementFromPoint(this.#pointer.x, this.#pointer.y);
    this.#goTo(at && root.contains(at) ? this.#hooks.listAt(at) : undefined);
  }

  #goTo(list: HTMLElement | undefined): void {
    const { item, home, next } = this.#press!;
    const place = list && list !== home ? this.#hooks.place(item, list) : false;
    const target = place === false ? home : list!;
    if (target !== item.parentNode) target.insertBefore(item, place === false ? next : place);
    if (target === this.#over) return;
    this.#over = target;
    this.#hooks.moved(item, target === home ? undefined : target);
  }

  /** SortableJS finds no scroller above a shadow root, and only the one of the list where the drag began. */
  #autoScroll(signal: AbortSignal): void {
    const step = () => {
      if (signal.aborted) return;
      if (this.#pointer && scrollTowards(this.#pointer, this.#hooks.scrollers(this.#over))) this.#hitTest();
      requestAnimationFrame(step);
    };
    requestAnimationFrame(step);
  }
}

/** The types of SortableJS leave it out. */
function originOf(event: Sortable.SortableEvent): Event | undefined {
  return (event as { originalEvent?: Event }).originalEvent;
}

/** What SortableJS listens for to give up, with a clean-up that its `destroy()` leaves out. */
function giveUp(): void {
  for (const type of ['pointercancel', 'touchcancel']) document.dispatchEvent(new Event(type));
}

function destroy(instance: Sortable, Class: SortableClass): void {
  if (Class.dragged) return void doomed.add(instance);
  doomed.delete(instance);
  instance.destroy();
}

/**
 * A drag that ends where it began is a click to the browser. SortableJS keeps back the next one, whenever that comes,
 * unless it has seen the pointer over another item: so this keeps back the one of this very release, and gives
 * SortableJS one that nobody else hears of.
 */
function swallowClick(release: Event | undefined): void {
  const stop = new AbortController();
  const options = { signal: stop.signal, capture: true };
  const swallow = (event: Event) => {
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  const finish = () => {
    stop.abort();
    document.documentElement.dispatchEvent(new MouseEvent('click', { cancelable: true }));
  };
  window.addEventListener('click', swallow, options);
  // After Escape the button is still down: then the release is yet to come.
  if (release && ['pointerup', 'mouseup', 'touchend'].includes(release.type)) setTimeout(finish);
  else window.addEventListener('pointerup', () => setTimeout(finish), options);
}
