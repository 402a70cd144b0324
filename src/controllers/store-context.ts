import { ContextRoot, createContext } from '@lit/context';
import type { LeadStore } from '../store/lead-store.js';

/** Carries the store, never its contents: changes travel by `store.subscribe`. Shared between copies of the package. */
export const storeContext = createContext<LeadStore | undefined>(Symbol.for('leadkit/store@1'));

const attached = Symbol.for('leadkit/context-root@1');

/**
 * Elements may be upgraded before the provider around them. A root on the document keeps their requests until it comes.
 * Called by each consumer; does its work once a page.
 */
export function attachContextRoot(): void {
  const page = globalThis as { [attached]?: ContextRoot };
  if (page[attached]) return;
  page[attached] = new ContextRoot();
  page[attached].attach(document.documentElement);
}
