import { deleted, updated, type Change } from '../../../model/changes.js';
import { expectSame, expectThat, show } from '../expectations.js';
import type { KitSession } from '../session.js';
import type { AdapterCheck } from '../types.js';
import { unless } from './declared.js';
import { refused } from './saving.js';

const ada = 'k-01';

/** A3, S6: writes are based on a version. A backend without versions has these as known gaps. */
export const versionChecks: readonly AdapterCheck[] = [
  {
    id: 'version.given',
    title: 'gives every record a version, another one after each change, and the same to all who read',
    skip: unless('update', 'contact'),
    run: async (session) => {
      const seen = new Set([await versionOfAda(session)]);
      for (const title of ['One', 'Two']) {
        const [outcome] = await session.saved([updated('contact', ada, { title })]);
        const version = (await session.stored()).contact.get(ada)?.version;
        expectSame(
          await versionOfAda(session),
          version,
          'The version that one reads, beside the one that others read',
        );
        expectThat(
          version !== undefined && !seen.has(version),
          `The version after "${title}" is ${show(version)}, as it was before.`,
        );
        if (outcome?.ok && outcome.version !== undefined)
          expectSame(
            outcome.version,
            version,
            'The version that save() answered, beside the one that is read',
          );
        seen.add(version);
      }
    },
  },
  {
    id: 'version.accepted',
    title: 'saves a change that is based on the current version',
    skip: unless('update', 'contact'),
    run: async (session) => {
      await session.saved([
        based(updated('contact', ada, { title: 'Current' }), await versionOfAda(session)),
      ]);
      expectSame((await session.stored()).contact.get(ada)?.title, 'Current', 'The title');
    },
  },
  {
    id: 'version.conflict',
    title: 'refuses a change that is based on an older version, as a conflict',
    skip: unless('update', 'contact'),
    run: async (session) => {
      const old = await versionOfAda(session);
      await session.saved([updated('contact', ada, { title: 'Theirs' })]);
      await refused(
        session,
        [based(updated('contact', ada, { title: 'Mine' }), old)],
        ['conflict'],
        'A change based on an older version',
      );
      expectSame((await session.stored()).contact.get(ada)?.title, 'Theirs', 'The title after the conflict');
    },
  },
  {
    id: 'version.conflict-delete',
    title: 'refuses to delete what has been changed meanwhile',
    skip: unless('delete', 'contact'),
    run: async (session) => {
      const old = await versionOfAda(session);
      await session.saved([updated('contact', ada, { title: 'Theirs' })]);
      await refused(
        session,
        [based(deleted('contact', ada), old)],
        ['conflict'],
        'Deleting on an older version',
      );
      expectThat(
        (await session.stored()).contact.has(ada),
        'The contact was deleted in spite of the conflict.',
      );
    },
  },
  {
    id: 'version.command',
    title: 'saves nothing of a command of which one change is a conflict, or says what it saved',
    skip: unless('update', 'contact'),
    run: async (session) => {
      const old = await versionOfAda(session);
      await session.saved([updated('contact', ada, { title: 'Theirs' })]);
      const changes = [
        updated('contact', 'k-02', { title: 'Together' }),
        based(updated('contact', ada, { title: 'Mine' }), old),
      ];
      const outcomes = await session.save(changes).catch(() => undefined);
      const together = (await session.stored()).contact.get('k-02')?.title === 'Together';
      expectThat(
        (outcomes?.[0]?.ok === true) === together,
        `The other change of the command ${together ? 'was' : 'was not'} saved, but the answer was ${show(outcomes ?? 'a rejection')}.`,
      );
    },
  },
  {
    id: 'version.race',
    title: 'lets one of two changes win that are based on the same version',
    skip: unless('update', 'contact'),
    run: async (session) => {
      const base = await versionOfAda(session);
      const other = session.subject.connectAgain ? await session.second() : session.adapter;
      const wins = await Promise.all(
        [session.adapter, other].map((adapter, at) =>
          session.save([based(updated('contact', ada, { title: `Racer ${at}` }), base)], { adapter }).then(
            ([outcome]) => outcome?.ok === true,
            () => false,
          ),
        ),
      );
      expectSame(wins.filter(Boolean).length, 1, 'How many of the two were saved');
      const title = (await session.stored()).contact.get(ada)?.title;
      expectSame(title, `Racer ${wins.indexOf(true)}`, 'The title of the winner');
    },
  },
];

async function versionOfAda(session: KitSession): Promise<string> {
  const version = (await session.read()).contact.get(ada)?.version;
  expectThat(version !== undefined, 'The contact has no version.');
  return version;
}

function based(change: Change, baseVersion: string): Change {
  return { ...change, baseVersion } as Change;
}
