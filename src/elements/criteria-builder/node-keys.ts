import { isGroup, type CriteriaNode } from '../../criteria/types.js';

/**
 * Criteria are plain data without ids. These keys follow a line through edits, so that its editors keep the focus and
 * what is half typed, wherever the line goes.
 */
export class NodeKeys {
  readonly #keys = new WeakMap<CriteriaNode, string>();
  #count = 0;

  of(node: CriteriaNode): string {
    let key = this.#keys.get(node);
    if (key === undefined) this.#keys.set(node, (key = `n${++this.#count}`));
    return key;
  }

  /** `after` came from `before` by an edit: what took the place of something has its key. */
  follow(before: CriteriaNode, after: CriteriaNode): void {
    if (before === after) return;
    this.#keys.set(after, this.of(before));
    if (!isGroup(before) || !isGroup(after)) return;
    const stayed = new Set<CriteriaNode>(before.items);
    const remains = new Set<CriteriaNode>(after.items);
    const gone = before.items.filter((item) => !remains.has(item));
    const come = after.items.filter((item) => !stayed.has(item));
    if (gone.length !== come.length) return;
    come.forEach((item, index) => isGroup(item) === isGroup(gone[index]!) && this.follow(gone[index]!, item));
  }
}
