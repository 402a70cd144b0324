import type { Page } from 'playwright-core';
import { expect, inject } from 'vitest';
import type { Company, Contact } from '../../src/model/index.js';
import { ready, worldOf } from './portal.js';

/** Somebody to work with: an open lead whose name and company are the only ones of their kind in the sample data. */
export interface Lead {
  readonly id: string;
  readonly name: string;
  readonly companyId: string;
  readonly company: string;
}

/** The records as the backend has them now. */
export interface World {
  readonly companies: readonly Company[];
  readonly contacts: readonly Contact[];
}

const apis = { http: 'api', 'http-minimal': 'api-minimal', sql: 'sql' } as const;

/** Asks the backend itself, whatever of it the page has read: IndexedDB by the page's store, which holds all of it. */
export async function worldNow(page: Page): Promise<World> {
  const backend = inject('backend');
  if (backend === 'indexeddb') {
    await ready(page);
    return page.evaluate(() => {
      const { records } = document.querySelector('lead-provider')!.leads!;
      return { companies: [...records.companies()], contacts: [...records.contacts()] };
    });
  }
  const url = `${inject('demoUrl')}/${apis[backend]}/${worldOf(page.context())}`;
  const rows = async (of: string) => ((await (await fetch(`${url}/${of}`)).json()) as { rows: unknown }).rows;
  return {
    companies: (await rows('companies')) as readonly Company[],
    contacts: (await rows('contacts')) as readonly Contact[],
  };
}

export async function leadOf(page: Page): Promise<Lead> {
  const { companies, contacts } = await worldNow(page);
  for (const company of companies) {
    const people = contacts.filter(({ companyId, retired }) => companyId === company.id && !retired);
    if (company.categoryId !== 'lead' || people.length < 3 || people.length > 12) continue;
    if (companies.filter(({ name }) => name.startsWith(company.name)).length > 1) continue;
    for (const { id, firstName, lastName, leadStatusId } of people) {
      const name = `${firstName} ${lastName}`;
      const alone =
        people.filter((other) => other.firstName === firstName && other.lastName === lastName).length === 1;
      if (leadStatusId === '1' && alone && firstName && lastName)
        return { id, name, companyId: company.id, company: company.name };
    }
  }
  throw new Error('The sample data has no open lead to work with.');
}

export async function statusOf(page: Page, contactId: string): Promise<string | null | undefined> {
  await ready(page);
  const { contacts } = await worldNow(page);
  return contacts.find(({ id }) => id === contactId)?.leadStatusId;
}

/** Until the contact has the status, and the backend has it too. */
export async function waitForStatus(page: Page, contactId: string, status: string | null): Promise<void> {
  await expect
    .poll(() =>
      page.evaluate((id) => {
        const { record, pending } = document.querySelector('lead-provider')!.leads!.record('contact', id);
        return [record?.leadStatusId, pending];
      }, contactId),
    )
    .toEqual([status, false]);
  await expect.poll(() => statusOf(page, contactId)).toBe(status);
}
