import { created, updated } from '../../../model/changes.js';
import { emptyContact } from '../../../model/defaults.js';
import type { ProblemKind } from '../../../store/port.js';
import { expectProblem, expectSame, expectThat } from '../expectations.js';
import { manyRows } from '../rows.js';
import type { AdapterCheck, KitFault, Offer } from '../types.js';
import { unless } from './declared.js';

/** What each failure of the backend is called (A5). */
const kindOf: Readonly<Partial<Record<KitFault, ProblemKind>>> = {
  offline: 'unavailable',
  unauthorised: 'unauthorised',
  forbidden: 'forbidden',
  'rate-limited': 'rateLimited',
  'server-error': 'unavailable',
};

/** A5: how failures of the backend come out. */
export const failureChecks: readonly AdapterCheck[] = [
  ...Object.entries(kindOf).flatMap(([name, kind]): AdapterCheck[] => {
    const fault = name as KitFault;
    return [
      {
        id: `fault.read.${fault}`,
        title: `says "${kind}" when reading meets: ${fault}`,
        skip: needs(fault),
        run: async (session) => {
          await session.fault(fault);
          await expectProblem(session.batches(), [kind], `read() with the backend ${fault}`);
        },
      },
      {
        id: `fault.save.${fault}`,
        title: `says "${kind}" when saving meets: ${fault}; works again when that is over`,
        skip: (offer) => needs(fault)(offer) ?? unless('update', 'contact')(offer),
        run: async (session) => {
          const changes = [updated('contact', 'k-01', { title: 'Later' })];
          await session.fault(fault);
          const problem = await expectProblem(
            session.save(changes),
            [kind],
            `save() with the backend ${fault}`,
          );
          expectThat(
            problem.retryable === (kind === 'unavailable' || kind === 'rateLimited'),
            `A problem "${kind}" says retryable ${String(problem.retryable)}.`,
          );
          await session.fault(undefined);
          await session.saved(changes);
          expectSame(
            (await session.stored()).contact.get('k-01')?.title,
            'Later',
            'The title, saved afterwards',
          );
        },
      },
    ];
  }),
  {
    id: 'fault.read.garbage',
    title: 'fails when an answer breaks off, instead of taking half of it for everything',
    rows: manyRows,
    skip: needs('garbage'),
    run: async (session) => {
      await session.fault('garbage');
      await expectProblem(
        session.batches(),
        ['invalid', 'unavailable'],
        'read() with answers that break off',
      );
    },
  },
  {
    id: 'fault.save.answer-lost',
    title: 'saves once when the answer got lost and the same is sent again under its key',
    skip: (offer) => needs('answer-lost')(offer) ?? unless('create', 'contact')(offer),
    run: async (session) => {
      const key = crypto.randomUUID();
      const changes = [created('contact', emptyContact({ id: 'k-new', lastName: 'Once' }))];
      await session.fault('answer-lost');
      await session.save(changes, { key }).catch(() => undefined);
      await session.fault(undefined);
      await session.saved(changes, { key });
      const { contact } = await session.stored();
      expectSame(
        [...contact.values()].filter(({ lastName }) => lastName === 'Once').length,
        1,
        'How many there are',
      );
    },
  },
];

function needs(fault: KitFault): (offer: Offer) => string | undefined {
  return ({ subject }) =>
    subject.faults?.kinds.includes(fault)
      ? undefined
      : `nobody can make the backend fail like this: ${fault}`;
}
