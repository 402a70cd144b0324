import type { EntityName, Id, RecordRef } from '../model/records.js';
import { RecordTables, type AnyRecord } from '../store/record-tables.js';
import { keyOf } from './data.js';

/** The records of the backend; it knows which of them were put since somebody last asked. */
export class Tables extends RecordTables {
  #touched = new Map<string, RecordRef>();

  /** Undefined takes the record away. */
  put(entity: EntityName, id: Id, record: AnyRecord | undefined): void {
    if (this.get(entity, id) === record) return;
    this.write(entity, id, record);
    this.#touched.set(keyOf(entity, id), { entity, id });
  }

  /** What was put since the last call. */
  takeTouched(): readonly RecordRef[] {
    const touched = [...this.#touched.values()];
    this.#touched = new Map();
    return touched;
  }
}
