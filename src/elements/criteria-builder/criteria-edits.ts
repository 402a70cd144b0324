import * as edit from '../../criteria/edit.js';
import { isGroup, type Criteria, type CriteriaGroup, type CriteriaLine } from '../../criteria/types.js';
import type { Field } from '../../model/fields.js';
import type { NodeAction } from './builder-view.js';
import type { FocusTarget } from './focus-target.js';
import { newLine } from './lines.js';
import type { NodeKeys } from './node-keys.js';
import { criteriaOf, pathOf, placeBeside, type Shape } from './shape.js';

/** What can be said of an edit to those who do not see it. */
export type EditSaid =
  | { readonly key: 'setAdded' | 'setRemoved' | 'cleared' }
  | {
      readonly key: 'lineAdded' | 'lineRemoved' | 'lineMoved' | 'lineMovedToSet';
      readonly line: CriteriaLine;
      readonly params?: Readonly<Record<string, number>>;
    };

/** What edits need of the builder. */
export interface EditHost {
  readonly shape: Shape;
  readonly keys: NodeKeys;
  readonly focus: FocusTarget;
  /** Takes the criteria that an edit made. Quick ones of one `kind` are one step of undo. */
  commit(criteria: Criteria, kind: string | undefined, shape: Shape): void;
  say(said: EditSaid): void;
}

/** What a person does to criteria: the change, where the focus goes, and what is said. */
export class CriteriaEdits {
  readonly #host: EditHost;

  constructor(host: EditHost) {
    this.#host = host;
  }

  change(path: edit.NodePath, line: CriteriaLine, kind?: string): void {
    this.#edit((root) => edit.replaceAt(root, path, line), kind);
  }

  changeMatch(path: edit.NodePath, match: CriteriaGroup['match']): void {
    const group = edit.nodeAt(this.#root, path);
    if (group && isGroup(group)) this.#edit((root) => edit.replaceAt(root, path, { ...group, match }));
  }

  addLine(group: edit.NodePath, field: Field): void {
    const line = newLine(field);
    this.#edit((root) => edit.addNode(root, group, line));
    this.#host.focus.on(this.#host.keys.of(line), 'value', 'operator');
    this.#host.say({ key: 'lineAdded', line });
  }

  addSet(): void {
    const index = this.#root.items.length;
    this.#edit((root) => edit.addNode(root, [], { match: 'all', items: [] }));
    this.#host.focus.onAddLine([index]);
    this.#host.say({ key: 'setAdded' });
  }

  clear(): void {
    this.#edit(edit.clearAll);
    this.#host.say({ key: 'cleared' });
  }

  act(action: NodeAction, path: edit.NodePath): void {
    const node = edit.nodeAt(this.#root, path);
    if (!node) return;
    switch (action) {
      case 'up':
      case 'down':
        return this.#move(node as CriteriaLine, path, action);
      case 'mute':
        return this.#edit((root) => edit.setMuted(root, path, !node.muted));
      case 'duplicate':
        return this.#edit((root) =>
          edit.addNode(root, path.slice(0, -1), structuredClone(node), path.at(-1)! + 1),
        );
      case 'addGroup': {
        const index = isGroup(node) ? node.items.length : 0;
        this.#edit((root) => edit.addNode(root, path, { match: 'any', items: [] }));
        return this.#host.focus.onAddLine([...path, index]);
      }
      case 'remove':
        return this.#remove(path);
    }
  }

  #move(line: CriteriaLine, path: edit.NodePath, action: 'up' | 'down'): void {
    const place = placeBeside(this.#host.shape, path, action === 'up' ? -1 : 1);
    if (!place) return;
    this.#edit((root) => edit.moveItem(root, path, place.group, place.index));
    const moved = pathOf(this.#root, line) ?? path;
    this.#host.focus.on(this.#host.keys.of(line), action);
    const group = edit.nodeAt(this.#root, moved.slice(0, -1));
    const params = { position: moved.at(-1)! + 1, count: group && isGroup(group) ? group.items.length : 1 };
    if (moved.length === path.length && moved[0] !== path[0] && moved.length > 1)
      this.#host.say({ key: 'lineMovedToSet', line, params: { ...params, set: moved[0]! + 1 } });
    else this.#host.say({ key: 'lineMoved', line, params });
  }

  /** The focus goes to what comes to stand there, else to "Add line". */
  #remove(path: edit.NodePath): void {
    const node = edit.nodeAt(this.#root, path);
    const group = path.slice(0, -1);
    this.#edit((root) => edit.removeAt(root, path));
    const { shape, focus, keys } = this.#host;
    const rest = edit.nodeAt(shape.root, group);
    const items = rest && isGroup(rest) ? rest.items : [];
    const next = items[Math.min(path.at(-1)!, items.length - 1)];
    if (shape.kind === 'sets' && path.length === 1) focus.onAddLine([Math.max(0, path[0]! - 1)]);
    else if (next && !isGroup(next)) focus.on(keys.of(next), 'remove', 'field');
    else focus.onAddLine(group);
    this.#host.say(node && !isGroup(node) ? { key: 'lineRemoved', line: node } : { key: 'setRemoved' });
  }

  get #root(): Criteria {
    return this.#host.shape.root;
  }

  #edit(change: (root: Criteria) => Criteria, kind?: string): void {
    const { shape, keys } = this.#host;
    const root = change(shape.root);
    if (root === shape.root) return;
    keys.follow(shape.root, root);
    const next = { ...shape, root };
    this.#host.commit(criteriaOf(next), kind, next);
  }
}
