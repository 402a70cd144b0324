import { describe, expect, it, vi } from 'vitest';
import { readCsv, reportToCsv, runImport, toCsv, type ImportTarget } from '../../../src/importer/index.js';
import { AdapterError } from '../../../src/store/port.js';
import { reason } from '../../../src/rules/reasons.js';
import { planOf, short } from './importing.js';

type Drafts = Parameters<ImportTarget['createMany']>[0];
type Answer = Awaited<ReturnType<ImportTarget['createMany']>>;

const done: Answer = { status: 'done', value: undefined, changes: [] };
const failed = (records: { entity: 'contact' | 'company'; id: string }[] = []): Answer => ({
  status: 'failed',
  problem: new AdapterError('unavailable', 'The line is dead.'),
  records,
});

/** A target that remembers what it was given, and answers as it is told. */
function target(answer: (drafts: Drafts, call: number) => Answer | Promise<Answer> = () => done) {
  const calls: Drafts[] = [];
  const createMany = vi.fn(async (drafts: Drafts) => {
    calls.push(drafts);
    return answer(drafts, calls.length);
  });
  return {
    createMany,
    calls,
    sizes: () => calls.map(({ companies, contacts }) => [companies.length, contacts.length]),
  };
}

/** Six rows in three companies: A, A, B, B, C and a company alone. */
const plan = () => planOf('Company,Contact person\nA,Ann\nA,Bob\nB,Cid\nB,Dan\nC,Eve\nD,\n');

describe('an import', () => {
  it('creates companies before or with their contacts, batch by batch, and tells how far it is', async () => {
    const store = target();
    const told: number[] = [];
    const result = await runImport(await plan(), store, {
      batchSize: 3,
      onProgress: ({ done }) => told.push(done),
    });
    expect(store.sizes()).toEqual([
      [2, 3],
      [2, 2],
    ]);
    expect(told).toEqual([3, 6]);
    expect(result).toMatchObject({ status: 'done', contacts: 5, companies: 4, notCreated: 0, report: [] });
  });

  it('takes 500 rows at a time', async () => {
    const store = target();
    await runImport(
      await planOf(`First name\n${Array.from({ length: 1_200 }, (_, i) => `N${i}`).join('\n')}`),
      store,
    );
    expect(store.sizes()).toEqual([
      [0, 500],
      [0, 500],
      [0, 200],
    ]);
  });

  it('goes on after a batch that failed; its company is tried again with the next one that needs it', async () => {
    const store = target((_, call) => (call === 1 ? failed() : done));
    const result = await runImport(await plan(), store, { batchSize: 3 });
    expect(store.calls[1]?.companies.map(({ name }) => name)).toEqual(['B', 'C', 'D']);
    expect(result).toMatchObject({ status: 'done', contacts: 2, companies: 3, notCreated: 3 });
    expect(short(result.report)).toEqual(['not-saved@2', 'not-saved@3', 'not-saved@4']);
    expect(result.report[0]?.details).toEqual({ message: 'The line is dead.' });
  });

  it('of a batch that failed in part, the rest is there', async () => {
    const store = target(({ contacts }) => failed([{ entity: 'contact', id: contacts[1]?.id ?? '' }]));
    const result = await runImport(await plan(), store);
    expect(result).toMatchObject({ contacts: 4, companies: 4, notCreated: 1 });
    expect(short(result.report)).toEqual(['not-saved@3']);
  });

  it('S2: rows that a rule refuses are left out, the rest of their batch is created', async () => {
    const store = target(({ contacts }) => {
      const bob = contacts.find(({ lastName }) => lastName === 'Bob');
      return bob
        ? { status: 'refused', reasons: [reason('field-invalid', [{ entity: 'contact', id: bob.id }])] }
        : done;
    });
    const result = await runImport(await plan(), store);
    expect(store.sizes()).toEqual([
      [4, 5],
      [4, 4],
    ]);
    expect(result).toMatchObject({ contacts: 4, notCreated: 1 });
    expect(short(result.report)).toEqual(['not-saved@3']);
  });

  it('a refusal that names none of the rows, and a target that throws, end their batch', async () => {
    const refusing = target(() => ({ status: 'refused', reasons: [reason('item-not-found')] }));
    expect((await runImport(await plan(), refusing)).report).toHaveLength(6);
    const throwing = target(() => Promise.reject(new Error('bug')));
    const result = await runImport(await plan(), throwing, { batchSize: 2 });
    expect(throwing.createMany).toHaveBeenCalledTimes(3);
    expect(result.report.every(({ details }) => details?.['message'] === 'bug')).toBe(true);
  });

  it('that is stopped keeps what is done', async () => {
    const controller = new AbortController();
    const store = target(() => {
      controller.abort();
      return done;
    });
    const result = await runImport(await plan(), store, { batchSize: 2, signal: controller.signal });
    expect(result).toMatchObject({ status: 'stopped', contacts: 2, companies: 1, notCreated: 3 });
    expect(store.createMany).toHaveBeenCalledOnce();
  });

  it('that is stopped after the last batch is done', async () => {
    const controller = new AbortController();
    const result = await runImport(await plan(), target(), {
      signal: controller.signal,
      onProgress: () => controller.abort(),
    });
    expect(result.status).toBe('done');
  });
});

describe('reports as CSV', () => {
  it('have a line for each issue, in words if somebody has them, and no formulas', async () => {
    const { report } = await planOf('Company,Last name\nA,=1+1\n');
    expect(reportToCsv(report)).toBe(
      "line,severity,code,column,value\r\n2,warning,formula,Last name,'=1+1\r\n",
    );
    const headers = ['L', 'S', 'C', 'Col', 'V', 'Sentence'];
    const csv = reportToCsv(report, {
      headers,
      sentence: (code, { line, value }) => `${code} on ${line}: ${value}`,
    });
    expect((await readCsv(csv)).rows[0]?.cells.at(-1)).toBe('formula on 2: =1+1');
  });

  it.each([
    ['=x', "'=x"],
    ['+47 22', '+47 22'],
    ['-5', '-5'],
    ['@x', "'@x"],
    [-5, '-5'],
    [null, ''],
    ['a"b', '"a""b"'],
    ['a;b', '"a;b"'],
  ])('toCsv writes %j as %j', (cell, text) => {
    expect(toCsv([[cell]])).toBe(`${text}\r\n`);
  });
});
