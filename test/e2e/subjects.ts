import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { ready } from './portal.js';

/** Somebody to work with: an open lead whose name and company are the only ones of their kind in the sample data. */
export interface Lead {
  readonly id: string;
  readonly name: string;
  readonly companyId: string;
  readonly company: string;
}

export function leadOf(page: Page): Promise<Lead> {
  return page.evaluate(() => {
    const { records } = document.querySelector('lead-provider')!.leads!;
    const companies = [...records.companies()];
    for (const company of companies) {
      const people = [...records.contactsOf(company.id)].filter(({ retired }) => !retired);
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
  });
}

export async function statusOf(page: Page, contactId: string): Promise<string | null | undefined> {
  await ready(page);
  return page.evaluate(
    (id) => document.querySelector('lead-provider')!.leads!.record('contact', id).record?.leadStatusId,
    contactId,
  );
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
}
