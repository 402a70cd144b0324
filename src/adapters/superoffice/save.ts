import type { Change } from '../../model/changes.js';
import type { Subject } from '../../model/fields.js';
import { isObject } from '../../model/parse-values.js';
import { AdapterError, toProblem, type SaveOptions, type SaveOutcome } from '../../store/port.js';
import { answerFault } from '../http/reading.js';
import { quote } from '../odata/filter.js';
import { wire } from './fields.js';
import type { Installation } from './installation.js';
import {
  conflict,
  currentOf,
  differingField,
  judge,
  keyOf,
  notTried,
  refusalOf,
  stepsOf,
  type Judgements,
  type RecordChange,
  type RowsByKey,
} from './judge.js';
import { filledIn, operationsFor, type Entity, type Write } from './patch.js';
import type { Records } from './records.js';
import type { Row } from './rows.js';
import { writesOf } from './writes.js';

/** What the server made of an update, where it said so. */
interface Written {
  readonly entity?: Entity;
  readonly writes?: readonly Write[];
}

/** Answers by key that are remembered, for those who did not hear them. */
const keptAnswers = 200;

/**
 * Saves the changes of commands. There are no transactions: all changes are looked at before the first one is sent, so a
 * conflict that can be seen keeps all of them back; then they go in their order, and each outcome says what became of it.
 */
export class Saving {
  readonly #installation: Installation;
  readonly #records: Records;
  readonly #answers = new Map<string, readonly SaveOutcome[]>();

  constructor(installation: Installation, records: Records) {
    this.#installation = installation;
    this.#records = records;
  }

  async save(changes: readonly Change[], { key, signal }: SaveOptions): Promise<readonly SaveOutcome[]> {
    const known = this.#answers.get(key);
    if (known) return known;
    for (const { entity } of changes)
      if (entity !== 'contact' && entity !== 'company')
        throw new AdapterError('invalid', `Records of "${entity}" can't be changed from here.`);
    const own = changes.map((change) => ({ ...change }) as RecordChange); // each its own, even if one is given twice
    const before = await this.#read(own, signal);
    const judgements = judge(own, before, this.#installation.ids);
    const keptBack = refusalOf(judgements, before);
    if (keptBack) return keptBack;
    const outcomes = await this.#send(judgements, before, signal);
    if (outcomes.every(({ ok }) => ok)) this.#remember(key, outcomes);
    return outcomes;
  }

  /** In their order: what stands side by side and is about different records goes at the same time. */
  async #send(
    judgements: Judgements,
    before: RowsByKey,
    signal: AbortSignal,
  ): Promise<readonly SaveOutcome[]> {
    const changes = [...judgements.keys()];
    const problems = new Map<RecordChange, AdapterError>();
    const written = new Map<RecordChange, Written>();
    const touched = new Set<string>();
    for (const step of stepsOf(changes)) {
      if (problems.size > 0) break;
      const queue = step.values();
      const work = async () => {
        for (const change of queue) {
          if (problems.size > 0) return;
          if (judgements.get(change) === 'done') written.set(change, {});
          else {
            const base = { row: before.get(keyOf(change)), isFirst: !touched.has(keyOf(change)) };
            await this.#sendOne(change, base, signal).then(
              (what) => written.set(change, what),
              (error: unknown) => problems.set(change, asError(error)),
            );
          }
        }
      };
      await Promise.all(Array.from({ length: this.#installation.decisions.parallel }, work));
      for (const change of step) touched.add(keyOf(change));
    }
    const [first] = problems.values();
    if (first && first.kind !== 'conflict' && written.size === 0) throw first;
    // The changes are saved, whether what they made of the records can be read or not.
    const after = await this.#read(changes, signal).catch(() => undefined);
    return changes.map((change): SaveOutcome => {
      const row = after?.get(keyOf(change));
      const [problem, what] = [problems.get(change), written.get(change)];
      if (problem?.kind === 'conflict' && after) return { ok: false, problem, current: currentOf(row) };
      if (problem) return { ok: false, problem };
      if (!what) return { ok: false, problem: notTried(first!) };
      return row && !this.#isStale(row, what) ? { ok: true, version: row.version, row } : { ok: true };
    });
  }

  /** Searches are cached for a while there: whether a row is older than what the server answered to the change. */
  #isStale(row: Row, { entity, writes = [] }: Written): boolean {
    return entity !== undefined && differingField(entity, row, writes, this.#installation.ids) !== undefined;
  }

  async #sendOne(
    change: RecordChange,
    { row, isFirst }: { readonly row: Row | undefined; readonly isFirst: boolean },
    signal: AbortSignal,
  ): Promise<Written> {
    if (change.kind === 'create') return this.#create(change, signal);
    const { entity: of, id } = change;
    const { client, ids } = this.#installation;
    const path = `v1/${wire[of].endpoint}/${ids.numberOf(of, id)}`;
    const { entity, changed } = await client.call(
      { method: 'GET', path },
      (body, what, response) => ({
        entity: entityIn(body, what),
        changed: response.headers.get('Last-Modified'),
      }),
      signal,
    );
    const headers: Record<string, string> = changed === null ? {} : { 'If-Unmodified-Since': changed };
    if (change.kind === 'delete')
      return client.callOnce({ method: 'DELETE', path, headers }, () => ({}), signal);
    const writes = await writesOf(of, change.patch, row ?? {}, this.#installation, signal);
    // Between looking and reading somebody may have been faster: what is tested must be what was looked at.
    const other = row && isFirst ? differingField(entity, row, writes, ids) : undefined;
    if (other !== undefined) throw conflict(`"${other}" has been changed by somebody else.`);
    const body = operationsFor(entity, writes);
    if (body.length === 0) return {};
    const call = { method: 'PATCH', path, headers, body } as const;
    return client.callOnce(
      call,
      (answer) => ({ writes, ...(isObject(answer) && { entity: answer }) }),
      signal,
    );
  }

  async #create(change: RecordChange & { kind: 'create' }, signal: AbortSignal): Promise<Written> {
    const { client, ids, decisions } = this.#installation;
    const { entity: of, id } = change;
    const record = change.record as unknown as Readonly<Record<string, unknown>>;
    const { endpoint, property } = wire[of];
    const writes = await writesOf(of, record, {}, this.#installation, signal);
    const path = `v1/${endpoint}`;
    const empty = await client.call({ method: 'GET', path: `${path}/default` }, entityIn, signal);
    const triedBefore = ids.attempt(of, id, this.#installation.now().getTime());
    if (triedBefore !== undefined && decisions.lostCreate === 'lookUp') {
      const number = await this.#lookUp(of, record, triedBefore, signal);
      if (number !== undefined) {
        ids.remember(of, id, number);
        return {};
      }
    }
    const call = { method: 'POST', path, body: filledIn(empty, writes.filter(({ value }) => value !== null)) } as const; // prettier-ignore
    const number = await client.callOnce(
      call,
      (body, what) => Number(entityIn(body, what)[property]),
      signal,
    );
    if (!Number.isSafeInteger(number))
      throw answerFault(`POST /${path} did not say which number the record has.`);
    ids.remember(of, id, number);
    return {};
  }

  /**
   * The record that an earlier try made without anybody's hearing of it: of the same name and company, made since, and
   * nobody else's.
   */
  async #lookUp(
    of: Subject,
    record: Readonly<Record<string, unknown>>,
    since: number,
    signal: AbortSignal,
  ): Promise<number | undefined> {
    const { ids } = this.#installation;
    const { asked } = (await this.#installation.catalogs(signal))[of];
    const identity = of === 'contact' ? ['firstName', 'lastName'] : ['name'];
    const filter = identity
      .filter((key) => record[key])
      .map((key) => `${asked.get(`${of}.${key}`)!.column.name} is ${quote(String(record[key]))}`);
    const question = { filter: filter.join(' and '), orderBy: `${wire[of].key} desc`, top: 20 };
    const { rows } = await this.#records.ask(of, question, signal);
    const found = rows.find(
      ({ key, row }) =>
        key !== undefined &&
        ids.idOf(of, key) === String(key) &&
        [...identity, ...(of === 'contact' ? ['companyId'] : [])].every(
          (each) => (row[each] ?? '') === (record[each] ?? ''),
        ) &&
        Date.parse(String(row['created'])) >= since - clockSkew,
    );
    return found?.key;
  }

  async #read(changes: readonly RecordChange[], signal: AbortSignal): Promise<RowsByKey> {
    const rows = new Map<string, Row>();
    for (const of of ['company', 'contact'] as const) {
      const ids = changes
        .filter(({ entity }) => entity === of)
        .map(({ id }) => this.#installation.ids.numberOf(of, id));
      const numbers = ids.filter((number) => number !== undefined);
      for (const { row } of await this.#records.byKeys(of, numbers, signal)) rows.set(`${of}/${row.id}`, row);
    }
    return rows;
  }

  #remember(key: string, outcomes: readonly SaveOutcome[]): void {
    this.#answers.set(key, outcomes);
    if (this.#answers.size > keptAnswers) this.#answers.delete(this.#answers.keys().next().value!);
  }
}

/** Milliseconds by which the clocks of page and server may differ. */
const clockSkew = 120_000;

function entityIn(body: unknown, what: string): Entity {
  if (isObject(body)) return body;
  throw answerFault(`${what} answered no entity.`);
}

function asError(error: unknown): AdapterError {
  const problem = toProblem(error);
  return problem instanceof AdapterError ? problem : new AdapterError(problem.kind, problem.message, problem);
}
