import { deleted, updated } from '../../../model/changes.js';
import { parseRow } from '../../../model/parse.js';
import type { Contact } from '../../../model/records.js';
import type { RemoteEvent } from '../../../store/port.js';
import { rowsOf } from '../../rows.js';
import { eventually, expectSame, expectThat, show } from '../expectations.js';
import type { KitSession } from '../session.js';
import type { AdapterCheck, Offer } from '../types.js';
import { unless } from './declared.js';

const ada = 'k-01';

/** S5: changes from elsewhere. */
export const watchingChecks: readonly AdapterCheck[] = [
  {
    id: 'watch.update',
    title: 'tells of a change that somebody else made, with the whole row',
    skip: needsTwo('update'),
    run: async (session) => {
      const { events } = await twoParties(session);
      await session.saved([updated('contact', ada, { title: 'Elsewhere' })], {
        adapter: await session.second(),
      });
      await heard(
        session,
        events,
        (contact) => contact?.id === ada && contact.title === 'Elsewhere' && contact.lastName === 'Lovelace',
        'the change of a title',
      );
    },
  },
  {
    id: 'watch.version',
    title: 'tells of a change with the version that is read afterwards',
    skip: needsTwo('update'),
    run: async (session) => {
      const { events } = await twoParties(session);
      await session.saved([updated('contact', ada, { title: 'Elsewhere' })], {
        adapter: await session.second(),
      });
      const { version } = (await session.stored()).contact.get(ada)!;
      await heard(
        session,
        events,
        (contact) => contact?.id === ada && contact.version === version,
        `version ${show(version)}`,
      );
    },
  },
  {
    id: 'watch.delete',
    title: 'tells of what somebody else deleted',
    skip: needsTwo('delete'),
    run: async (session) => {
      const { events } = await twoParties(session);
      await session.saved([deleted('contact', ada)], { adapter: await session.second() });
      const told = await eventually(
        () =>
          events.some(
            (event) =>
              event.kind === 'reload' ||
              (event.kind === 'deleted' && event.entity === 'contact' && event.id === ada),
          ),
        session.patience,
      );
      expectThat(told, `Nobody told of the deletion. Heard: ${show(events)}.`);
    },
  },
  {
    id: 'watch.order',
    title: 'tells of several changes of one record in their order',
    skip: needsTwo('update'),
    run: async (session) => {
      const { events } = await twoParties(session);
      const second = await session.second();
      const titles = ['One', 'Two', 'Three', 'Four', 'Five'];
      for (const title of titles)
        await session.saved([updated('contact', ada, { title })], { adapter: second });
      await heard(session, events, (contact) => contact?.title === 'Five', 'the last change');
      const told = contactsIn(events)
        .filter(({ id }) => id === ada)
        .map((contact) => titles.indexOf(contact.title ?? ''));
      expectSame(
        told,
        [...told].sort((a, b) => a - b),
        'The order of what was told',
      );
    },
  },
  {
    id: 'watch.echo',
    title: "does not tell of one's own change, or with the version that save() answered (an echo)",
    skip: needsWatch('update'),
    run: async (session) => {
      const { events } = session.subject.connectAgain
        ? await twoParties(session)
        : { events: session.watch(session.adapter) };
      const [outcome] = await session.saved([updated('contact', ada, { title: 'Mine' })]);
      // Something that is heard of for sure, where there is somebody else to do it, so that the echo would have come.
      if (session.subject.connectAgain) {
        await session.saved([updated('contact', 'k-02', { title: 'Theirs' })], {
          adapter: await session.second(),
        });
        await eventually(() => contactsIn(events).some(({ id }) => id === 'k-02'), session.patience);
      } else await eventually(() => contactsIn(events).length > 0, 200);
      for (const echo of contactsIn(events).filter(({ id }) => id === ada)) {
        const answered = outcome?.ok ? outcome.version : undefined;
        expectThat(
          echo.version !== undefined && (answered === undefined || echo.version === answered),
          `One's own change came back as version ${show(echo.version)}, save() had answered ${show(answered)}.`,
        );
      }
    },
  },
  {
    id: 'watch.stop',
    title: 'tells nothing any more after its signal aborted',
    skip: needsTwo('update'),
    run: async (session) => {
      const stop = new AbortController();
      const stopped = session.watch(session.adapter, stop.signal);
      const { events } = await twoParties(session);
      stop.abort();
      const before = stopped.length;
      await session.saved([updated('contact', ada, { title: 'Too late' })], {
        adapter: await session.second(),
      });
      await heard(
        session,
        events,
        (contact) => contact?.title === 'Too late',
        'the change by the one who still listens',
      );
      expectSame(stopped.length, before, 'How many events the one who stopped has heard');
    },
  },
];

function needsWatch(kind: 'update' | 'delete'): (offer: Offer) => string | undefined {
  return (offer) =>
    !offer.adapter.watch || offer.capabilities.watch === false
      ? 'the backend tells of no changes'
      : unless(kind, 'contact')(offer);
}

function needsTwo(kind: 'update' | 'delete'): (offer: Offer) => string | undefined {
  return (offer) =>
    needsWatch(kind)(offer) ?? (offer.subject.connectAgain ? undefined : 'there is no second connection');
}

/** Listens, and makes sure that it is connected: what is done before that is nobody's news. */
async function twoParties(session: KitSession): Promise<{ events: RemoteEvent[] }> {
  const events = session.watch(session.adapter);
  const second = await session.second();
  const answered = () => events.some(({ kind }) => kind === 'rows' || kind === 'reload');
  for (let knock = 0; knock < 50 && !answered(); knock++) {
    await session.saved([updated('contact', 'k-06', { title: `Knock ${knock}` })], { adapter: second });
    await eventually(answered, 100);
  }
  expectThat(answered(), `Nobody tells of changes from elsewhere. Heard: ${show(events)}.`);
  await eventually(() => false, 20);
  events.length = 0;
  return { events };
}

async function heard(
  session: KitSession,
  events: readonly RemoteEvent[],
  isIt: (contact: Contact | undefined) => boolean,
  what: string,
): Promise<void> {
  // "Read everything again" tells of any change.
  const told = await eventually(
    () => events.some(({ kind }) => kind === 'reload') || contactsIn(events).some(isIt),
    session.patience,
  );
  expectThat(told, `Nobody told of ${what}. Heard: ${show(events)}.`);
}

function contactsIn(events: readonly RemoteEvent[]): Contact[] {
  return events
    .flatMap((event) => (event.kind === 'rows' ? rowsOf(event.rows, 'contact') : []))
    .flatMap((row) => {
      const parsed = parseRow('contact', row);
      return parsed.ok ? [parsed.record] : [];
    });
}
