import type { DescribeContext } from '../../criteria/describe.js';
import type { NodePath } from '../../criteria/edit.js';
import type { CriteriaGroup, CriteriaLine, CriteriaNode } from '../../criteria/types.js';
import type { CriteriaKey } from '../../locale/criteria.js';
import type { FindKey } from '../../locale/find.js';
import type { LocaleController } from '../../locale/locale-controller.js';
import type { Translate } from '../../locale/messages.js';
import type { Subject } from '../../model/fields.js';
import type { LeadStore } from '../../store/lead-store.js';
import type { PickableField } from './field-picker.js';
import type { PartCount } from './part-counts.js';
import type { Shape } from './shape.js';

/** What a person can do with a line, a set or a group. */
export type NodeAction = 'up' | 'down' | 'mute' | 'remove' | 'duplicate' | 'addGroup';

/** What the parts of the builder need for rendering, and how they tell what a person did. */
export interface BuilderView {
  readonly of: Subject;
  readonly store: LeadStore;
  readonly locale: LocaleController;
  readonly text: Translate<FindKey>;
  readonly words: Translate<CriteriaKey>;
  readonly describe: DescribeContext;
  readonly fields: readonly PickableField[];
  readonly shape: Shape;
  /** Levels of groups that there can be, the outermost included. */
  readonly nesting: number;
  readonly isReadonly: boolean;
  readonly keyOf: (node: CriteriaNode) => string;
  /** How many meet a line or group alone. */
  readonly countOf: (node: CriteriaNode) => PartCount | undefined;
  /** Puts another line in the place of one. Quick changes of one `kind` are one step of undo. */
  readonly change: (path: NodePath, line: CriteriaLine, kind?: string) => void;
  readonly changeMatch: (path: NodePath, match: CriteriaGroup['match']) => void;
  readonly addLine: (group: NodePath, fieldId: string) => void;
  readonly act: (action: NodeAction, path: NodePath) => void;
}
