import type { Surroundings } from './index.js';

/** The tables as they began. What their columns hold is said in `schema.ts`. */
export function tables({ text, unique, collate, trigrams }: Surroundings): readonly string[] {
  return [
    `create table company (
      tenant ${text} not null,
      id ${text} not null,
      name ${text},
      category_id ${text},
      business ${text},
      city ${text},
      country ${text},
      phone ${text},
      email ${text},
      website ${text},
      owner ${text},
      created ${text},
      updated ${text},
      extra jsonb not null,
      name_folded ${text},
      business_folded ${text},
      city_folded ${text},
      country_folded ${text},
      phone_folded ${text},
      email_folded ${text},
      website_folded ${text},
      owner_folded ${text},
      extra_folded jsonb not null,
      version ${text} not null,
      changed_by ${text},
      changed_at timestamptz not null,
      primary key (tenant, id)
    )`,
    `create table contact (
      tenant ${text} not null,
      home ${text} not null,
      id ${text} not null,
      company_id ${text},
      first_name ${text},
      last_name ${text},
      name ${text},
      title ${text},
      email ${text},
      phone ${text},
      mobile ${text},
      lead_status_id ${text},
      retired boolean not null,
      note ${text},
      created ${text},
      updated ${text},
      extra jsonb not null,
      category_id ${text},
      first_name_folded ${text},
      last_name_folded ${text},
      name_folded ${text},
      title_folded ${text},
      email_folded ${text},
      phone_folded ${text},
      mobile_folded ${text},
      extra_folded jsonb not null,
      version ${text} not null,
      changed_by ${text},
      changed_at timestamptz not null,
      primary key (tenant, home, id)
    )`,
    `create ${unique} index contact_id on contact (tenant, id)`,
    `create table setup_record (
      tenant ${text} not null,
      entity ${text} not null,
      id ${text} not null,
      record jsonb not null,
      version ${text} not null,
      changed_by ${text},
      changed_at timestamptz not null,
      primary key (tenant, entity, id)
    )`,
    `create table change (
      tenant ${text} not null,
      moment bigint not null,
      n integer not null,
      entity ${text} not null,
      id ${text} not null,
      deleted boolean not null,
      client ${text},
      changed_by ${text},
      changed_at timestamptz not null,
      primary key (tenant, moment, n)
    )`,
    // S6: who deleted what a change is based on.
    `create index change_deleted on change (tenant, entity, id, moment) where deleted`,
    `create table answer (
      tenant ${text} not null,
      caller ${text} not null,
      key ${text} not null,
      fingerprint ${text} not null,
      answer jsonb,
      answered_at timestamptz not null,
      primary key (tenant, caller, key)
    )`,
    `create table preference (
      tenant ${text} not null,
      caller ${text} not null,
      key ${text} not null,
      value jsonb not null,
      primary key (tenant, caller, key)
    )`,

    // Boards: cards by category and status. Lists: by name, and what is new. Duplicates: by e-mail.
    `create index contact_board on contact (tenant, category_id, lead_status_id, id)`,
    `create index contact_status on contact (tenant, lead_status_id, id)`,
    `create index contact_name on contact (tenant, (name collate ${collate}), id)`,
    `create index contact_last_name on contact
      (tenant, (last_name collate ${collate}), (first_name collate ${collate}), id)`,
    `create index contact_updated on contact (tenant, updated, id)`,
    `create index contact_email on contact (tenant, email_folded)`,
    `create index company_name on company (tenant, (name collate ${collate}), id)`,
    `create index company_category on company (tenant, category_id, id)`,
    ...(trigrams
      ? [
          // Of one column each: the distributed engines have no others.
          `create index contact_name_text on contact using gin (name_folded ${trigrams})`,
          `create index contact_email_text on contact using gin (email_folded ${trigrams})`,
          `create index company_name_text on company using gin (name_folded ${trigrams})`,
        ]
      : [
          `create index contact_name_folded on contact (tenant, name_folded)`,
          `create index company_name_folded on company (tenant, name_folded)`,
        ]),
  ];
}
