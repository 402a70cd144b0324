import { describe, expect, test } from 'vitest';
import { adapterKit, type AdapterSubject } from '../../../../src/adapters/kit/index.js';
import { oldSubject, poorSubject, richSubject } from './subjects.js';

const subjects: readonly AdapterSubject[] = [richSubject(), poorSubject(), oldSubject()];

describe.each(subjects.map((subject) => [subject.name, subject] as const))(
  '[A7] the adapter "%s"',
  (_name, subject) => {
    for (const check of adapterKit(subject)) {
      test(`${check.id}: ${check.title}`, { timeout: 30_000 }, async ({ skip }) => {
        const result = await check.run();
        if (result.status === 'skipped') skip(result.message);
        expect(result.ok, result.message).toBe(true);
      });
    }
  },
);
