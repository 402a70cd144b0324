import { expect } from 'vitest';
import { created, deleted, updated, type Change } from '../../../src/model/changes.js';
import { emptyCompany, emptyContact, entityNames, type Company } from '../../../src/model/index.js';
import {
  type LeadAdapter,
  type ProblemKind,
  type RemoteEvent,
  type Rows,
  type SaveOutcome,
} from '../../../src/store/port.js';

/** Reads all batches into one. */
export async function readAll(adapter: LeadAdapter, signal = new AbortController().signal): Promise<Rows[]> {
  const reading = adapter.read({ signal, entities: entityNames });
  if (!(Symbol.asyncIterator in reading)) return [await reading];
  const batches: Rows[] = [];
  for await (const batch of reading) batches.push(batch);
  return batches;
}

export async function rowsOf<Key extends keyof Rows>(
  adapter: LeadAdapter,
  key: Key,
): Promise<Record<string, unknown>[]> {
  return (await readAll(adapter)).flatMap((batch) => (batch[key] ?? []) as Record<string, unknown>[]);
}

export async function save(
  adapter: LeadAdapter,
  changes: readonly Change[],
  signal = new AbortController().signal,
): Promise<readonly SaveOutcome[]> {
  return (await adapter.save(changes, { signal, key: crypto.randomUUID() })) as readonly SaveOutcome[];
}

export async function expectProblem(promise: Promise<unknown>, kind: ProblemKind): Promise<void> {
  await expect(promise).rejects.toMatchObject({ name: 'AdapterError', kind });
}

/** What a watcher hears, as it hears it. */
export function listen(adapter: LeadAdapter): { events: RemoteEvent[]; stop: () => void } {
  const events: RemoteEvent[] = [];
  const controller = new AbortController();
  adapter.watch?.((event) => void events.push(event), { signal: controller.signal });
  return { events, stop: () => controller.abort() };
}

export const company = (id: string, fields: Partial<Company> = {}) =>
  emptyCompany({ id, name: `Company ${id}`, ...fields });
export const contact = (id: string, companyId: string | null = null) =>
  emptyContact({ id, companyId, lastName: id });
export const rename = (id: string, name: string, baseVersion?: string): Change =>
  ({ ...updated('company', id, { name }), baseVersion }) as Change;
export const remove = (id: string, baseVersion?: string): Change =>
  ({ ...deleted('company', id), baseVersion }) as Change;
export const add = (id: string) => created('company', company(id));
export const versionOf = (outcome: SaveOutcome | undefined) => (outcome?.ok ? outcome.version : undefined);

/** S6: none of the changes was saved, and each answer says what is there instead. */
export function expectConflict(outcomes: readonly SaveOutcome[], current: readonly unknown[]): void {
  expect(outcomes).toMatchObject(
    current.map((row) => ({ ok: false, problem: { kind: 'conflict', retryable: false }, current: { row } })),
  );
}
