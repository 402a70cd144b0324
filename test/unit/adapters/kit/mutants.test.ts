import { describe, expect, test } from 'vitest';
import {
  adapterKit,
  formatReport,
  runAdapterKit,
  type AdapterSubject,
} from '../../../../src/adapters/kit/index.js';
import { mutants, questionMutants, spoilt } from './mutants.js';
import { httpSubject } from '../../../helpers/http-subject.js';
import { memorySubject } from './subjects.js';

describe('[A7] the kit notices an adapter that', () => {
  test.each(mutants.map((mutant) => [mutant.name, mutant] as const))(
    '%s',
    async (_name, { spoil, caughtBy }) => {
      const check = adapterKit({ ...memorySubject((good) => spoilt(good, spoil)), timeout: 1_000 }).find(
        ({ id }) => id === caughtBy,
      )!;
      expect(await check.run()).toMatchObject({ status: 'failed' });
    },
  );
});

describe('[A7] the kit notices an adapter that answers questions and', () => {
  test.each(questionMutants.map((mutant) => [mutant.name, mutant] as const))(
    '%s',
    async (_name, { spoil, caughtBy }) => {
      const subject = httpSubject('everything', (good) => spoilt(good, spoil));
      const check = adapterKit({ ...subject, timeout: 2_000 }).find(({ id }) => id === caughtBy)!;
      expect(await check.run()).toMatchObject({ status: 'failed' });
    },
  );
});

describe('[A7] the report', () => {
  const broken: AdapterSubject = {
    ...memorySubject((good) => spoilt(good, mutants[0]!.spoil)),
    timeout: 1_000,
  };

  test('says what failed, why, and how many', async () => {
    const text = formatReport(await runAdapterKit(broken));
    expect(text).toContain(
      '✗ read.everything: gives every record of every list once\n      Records of contact: missing ["k-01"].',
    );
    expect(text).toMatch(/\d+ passed, \d+ failed, \d+ not declared$/);
  });

  test('is not ok because of one failure, and plain data for machines', async () => {
    const report = await runAdapterKit(broken);
    expect(report.ok).toBe(false);
    expect(JSON.parse(JSON.stringify(report))).toEqual(report);
  });

  test('lists a known gap as such, and is ok with it', async () => {
    const report = await runAdapterKit({
      ...broken,
      knownGaps: Object.fromEntries(
        (await runAdapterKit(broken)).results
          .filter(({ ok }) => !ok)
          .map(({ id }) => [id, 'our backend forgets the first row']),
      ),
    });
    expect(report.ok).toBe(true);
    expect(report.results.find(({ id }) => id === 'read.everything')).toMatchObject({
      status: 'gap',
      message: expect.stringContaining('our backend forgets the first row') as string,
    });
  });

  test('reports a gap that is none any more', async () => {
    const report = await runAdapterKit({ ...memorySubject(), knownGaps: { 'save.order': 'long ago' } });
    expect(report.results.find(({ id }) => id === 'save.order')).toMatchObject({
      status: 'unexpected',
      ok: false,
    });
    expect(report.ok).toBe(false);
  });

  test('a gap that names no check is a mistake of the caller', () => {
    expect(() => adapterKit({ ...memorySubject(), knownGaps: { 'save.odrer': 'typo' } })).toThrow(
      '"save.order"',
    );
  });

  test('an adapter that never answers fails, it does not hang', async () => {
    const silent = memorySubject(() => ({
      read: () => new Promise(() => {}),
      save: () => new Promise(() => {}),
    }));
    const check = adapterKit({ ...silent, timeout: 30 }).find(({ id }) => id === 'read.everything')!;
    expect(await check.run()).toMatchObject({
      status: 'failed',
      message: 'There was no answer within 0.03 s.',
    });
  });
});
