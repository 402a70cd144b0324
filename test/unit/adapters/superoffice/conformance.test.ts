import { describe, expect, test } from 'vitest';
import { adapterKit, type AdapterSubject } from '../../../../src/adapters/kit/index.js';
import { superOfficeSubject } from './subject.js';

const subjects: readonly AdapterSubject[] = [
  superOfficeSubject('SuperOffice, asked'),
  superOfficeSubject('SuperOffice, read whole', { decisions: { questions: 'memory', readPageSize: 20 } }),
  {
    ...superOfficeSubject('SuperOffice, asked now and then', { decisions: { pollInterval: 20 } }),
    knownGaps: { 'watch.delete': 'what has been deleted is in no archive' },
    timeout: 4_000,
  },
];

describe.each(subjects.map((subject) => [subject.name, subject] as const))(
  '[A7] the adapter "%s"',
  (_name, subject) => {
    for (const check of adapterKit(subject)) {
      // Above the kit's own limit, so that it is the kit that says what took too long.
      test(`${check.id}: ${check.title}`, { timeout: 30_000 }, async ({ skip }) => {
        const result = await check.run();
        if (result.status === 'skipped') skip(result.message);
        expect(result.ok, result.message).toBe(true);
      });
    }
  },
);
