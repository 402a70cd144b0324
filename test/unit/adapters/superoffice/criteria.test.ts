import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { absoluteCriteria } from '../../../../src/criteria/absolute.js';
import { compileCriteria } from '../../../../src/criteria/evaluate.js';
import { simplifyCriteria } from '../../../../src/criteria/simplify.js';
import type { Criteria } from '../../../../src/criteria/types.js';
import type { Subject } from '../../../../src/model/fields.js';
import type { Company, Contact } from '../../../../src/model/records.js';
import { narrow } from '../../../../src/store/answers/narrow.js';
import type { Capabilities } from '../../../../src/store/port.js';
import { arbitraryCatalog, arbitrarySetup, clock, criteria, world } from '../../../helpers/arbitraries.js';
import { adapterFor, connect, customInstallation } from './subject.js';

const signal = new AbortController().signal;
const { fields, custom } = customInstallation(arbitrarySetup.settings.fields);

/** References to what is not there can't stand in a SuperOffice: they are none. */
function withoutLoose(companies: readonly Company[], contacts: readonly Contact[]) {
  const known = (ids: Iterable<string>, id: string | null) =>
    id !== null && new Set(ids).has(id) ? id : null;
  const { categories, leadStatuses } = arbitrarySetup;
  return {
    companies: companies.map((each) => ({ ...each, categoryId: known(categories.keys(), each.categoryId) })),
    contacts: contacts.map((each) => ({
      ...each,
      id: String(Number(each.id) + 1),
      companyId: known(companies.map(({ id }) => id), each.companyId), // prettier-ignore
      leadStatusId: known(leadStatuses.keys(), each.leadStatusId),
    })),
  };
}

async function everyId(
  adapter: ReturnType<typeof adapterFor>,
  of: Subject,
  asked: Criteria,
  timeZone: string,
): Promise<string[]> {
  const ids: string[] = [];
  let after: string | undefined;
  do {
    const page = await adapter.query!(
      { of, criteria: asked, sort: [], limit: 7, timeZone, ...(after === undefined ? {} : { after }) },
      { signal },
    );
    ids.push(...page.ids);
    after = page.next;
  } while (after !== undefined);
  return ids;
}

describe('[Q1–Q5] random criteria, as far as they are declared', () => {
  test.each(['contact', 'company'] as const)(
    'give the same %s records as in memory',
    async (of) => {
      await fc.assert(
        fc.asyncProperty(world, criteria(of), clock, async (records, random, at) => {
          const { companies, contacts } = withoutLoose(records.companies, records.contacts);
          const adapter = adapterFor(connect({ companies, contacts, custom }), { fields });
          const { query } = await (
            adapter.capabilities as (options: { signal: AbortSignal }) => Promise<Capabilities>
          )({ signal });
          const asked = narrow(
            simplifyCriteria(absoluteCriteria(random, at), arbitraryCatalog),
            query![of]!,
          ).criteria;
          const meets = compileCriteria(asked, { catalog: arbitraryCatalog, setup: arbitrarySetup, ...at });
          const companyOf = new Map(companies.map((each) => [each.id, each]));
          const expected =
            of === 'company'
              ? companies.filter((each) => meets(each))
              : contacts.filter((each) => meets(each, companyOf.get(each.companyId ?? '')));
          expect((await everyId(adapter, of, asked, at.timeZone)).sort()).toEqual(
            expected.map(({ id }) => id).sort(),
          );
        }),
        { numRuns: 150 },
      );
    },
    60_000,
  );
});
