import { isRelative } from '../../../criteria/operators.js';
import {
  operatorIds,
  type Criteria,
  type CriteriaGroup,
  type CriteriaLine,
} from '../../../criteria/types.js';
import type { Subject } from '../../../model/fields.js';
import type { FieldType } from '../../../model/records.js';
import { expectSameSet, show } from '../expectations.js';
import { hostFieldRows } from '../rows.js';
import type { KitSession } from '../session.js';
import type { AdapterCheck, Offer } from '../types.js';
import { asked, noQuestions, operatorsOf } from './declared.js';
import { linesFor, matching } from './oracle.js';

/** Q1, Q3–Q5: which records are in an answer. */
export const criteriaChecks: readonly AdapterCheck[] = [
  ...(Object.keys(operatorIds) as FieldType[]).map((type): AdapterCheck => ({
    id: `query.operators.${type}`,
    title: `answers every declared operator on ${type} fields as SPEC Q3–Q5 say`,
    rows: hostFieldRows,
    skip: (offer) =>
      noQuestions(offer) ??
      (declaredOperators(offer).some((operator) =>
        (operatorIds[type] as readonly string[]).includes(operator),
      )
        ? undefined
        : `no operator for ${type} is declared`),
    run: (session) => sameForLines(session, type),
  })),
  {
    id: 'query.days',
    title: "begins and ends days in the question's time zone (Q5)",
    skip: (offer) =>
      noQuestions(offer) ??
      (operatorsOf(offer, 'contact.created').includes('on')
        ? undefined
        : 'no "on" for contact.created is declared'),
    run: async (session) => {
      for (const timeZone of ['Pacific/Auckland', 'America/Los_Angeles', 'Europe/Oslo']) {
        for (const value of ['2026-03-28', '2026-03-29', '2026-03-30']) {
          const criteria: Criteria = {
            match: 'all',
            items: [{ field: 'contact.created', operator: 'on', value }],
          };
          expectSameSet(
            await session.ids({ of: 'contact', criteria, timeZone }),
            matching(session, 'contact', criteria, timeZone),
            `Created on ${value} in ${timeZone}`,
          );
        }
      }
    },
  },
  {
    id: 'query.groups-of-lines',
    title: 'joins lines by every declared kind of group, nested as deep as declared (Q1)',
    skip: (offer) =>
      noQuestions(offer) ??
      (lineParts(offer).length < 2 ? 'fewer than two usable fields are declared' : undefined),
    run: async (session) => {
      const { match, depth } = session.offer.capabilities.query!.contact!;
      const [first, second, third] = lineParts(session.offer);
      for (const outer of match) {
        const flat: Criteria = { match: outer, items: [first!, second!] };
        await expectMatches(session, 'contact', flat);
        if (depth < 2) continue;
        for (const inner of match)
          await expectMatches(session, 'contact', {
            match: outer,
            items: [{ match: inner, items: [first!, second!] }, third ?? second!],
          });
      }
      let nested: CriteriaGroup = { match: match[0]!, items: [first!] };
      for (let level = 1; level < Math.min(depth, 6); level++)
        nested = { match: match[level % match.length]!, items: [nested, second!] };
      await expectMatches(session, 'contact', nested);
    },
  },
];

function declaredOperators(offer: Offer): string[] {
  return asked(offer).flatMap((of) =>
    Object.values(offer.capabilities.query![of]!.fields).flatMap(({ operators }) => [...operators]),
  );
}

/** Each operator on each field, with a few of the values that are tried; all of them, over all fields. */
async function sameForLines(session: KitSession, type: FieldType): Promise<void> {
  let turn = 0;
  for (const of of asked(session.offer)) {
    for (const [id, { operators }] of Object.entries(session.offer.capabilities.query![of]!.fields)) {
      const field = session.catalog.get(id);
      if (field?.type !== type) continue;
      for (const operator of operators.filter((each) => !isRelative(each))) {
        const lines = linesFor(session, of, field, operator);
        const some = lines.length <= 4 ? lines : [0, 1, 2, 3].map((at) => lines[(turn + at) % lines.length]!);
        turn += 4;
        await Promise.all(some.map((line) => expectMatches(session, of, { match: 'all', items: [line] })));
      }
    }
  }
}

async function expectMatches(session: KitSession, of: Subject, criteria: Criteria): Promise<void> {
  expectSameSet(
    await session.ids({ of, criteria }),
    matching(session, of, criteria),
    `${of} where ${show(criteria)}`,
  );
}

/** One line for each of some common fields, so that each leaves some records out. */
function lineParts(offer: Offer): CriteriaLine[] {
  const lines: readonly CriteriaLine[] = [
    { field: 'contact.leadStatus', operator: 'oneOf', value: ['1', '2'] },
    { field: 'contact.title', operator: 'isEmpty' },
    { field: 'contact.lastName', operator: 'contains', value: 'l' },
    { field: 'company.country', operator: 'is', value: 'norway' },
    { field: 'contact.retired', operator: 'isNo' },
    { field: 'company.category', operator: 'oneOf', value: ['lead', 'customer'] },
  ];
  return lines.filter(({ field, operator }) => operatorsOf(offer, field).includes(operator));
}
