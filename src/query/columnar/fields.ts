import type { FieldId } from '../../model/fields.js';

/** Fields that became different. The same ones are the same object, so that what they concern is found out once. */
export class Fields extends Set<FieldId> {
  readonly #more = new Map<FieldId, Fields>();

  with(field: FieldId): Fields {
    let more = this.#more.get(field);
    if (!more) this.#more.set(field, (more = new Fields([...this, field])));
    return more;
  }
}
