import type { Surroundings } from './index.js';

/** The tables as they began. What their columns hold is said in `schema.ts`. */
export function tables({ collate, trigrams }: Surroundings): readonly string[] {
  return [
    `create table company (
      tenant text collate "C" not null,
      id text collate "C" not null,
      name text collate "C",
      category_id text collate "C",
      business text collate "C",
      city text collate "C",
      country text collate "C",
      phone text collate "C",
      email text collate "C",
      website text collate "C",
      owner text collate "C",
      created text collate "C",
      updated text collate "C",
      extra jsonb not null,
      name_folded text collate "C",
      business_folded text collate "C",
      city_folded text collate "C",
      country_folded text collate "C",
      phone_folded text collate "C",
      email_folded text collate "C",
      website_folded text collate "C",
      owner_folded text collate "C",
      extra_folded jsonb not null,
      version text collate "C" not null,
      changed_by text collate "C",
      changed_at timestamptz not null,
      primary key (tenant, id)
    )`,
    `create table contact (
      tenant text collate "C" not null,
      home text collate "C" not null,
      id text collate "C" not null,
      company_id text collate "C",
      first_name text collate "C",
      last_name text collate "C",
      name text collate "C",
      title text collate "C",
      email text collate "C",
      phone text collate "C",
      mobile text collate "C",
      lead_status_id text collate "C",
      retired boolean not null,
      note text collate "C",
      created text collate "C",
      updated text collate "C",
      extra jsonb not null,
      category_id text collate "C",
      first_name_folded text collate "C",
      last_name_folded text collate "C",
      name_folded text collate "C",
      title_folded text collate "C",
      email_folded text collate "C",
      phone_folded text collate "C",
      mobile_folded text collate "C",
      extra_folded jsonb not null,
      version text collate "C" not null,
      changed_by text collate "C",
      changed_at timestamptz not null,
      primary key (tenant, home, id)
    )`,
    `create unique index contact_id on contact (tenant, id)`,
    `create table setup_record (
      tenant text collate "C" not null,
      entity text collate "C" not null,
      id text collate "C" not null,
      record jsonb not null,
      version text collate "C" not null,
      changed_by text collate "C",
      changed_at timestamptz not null,
      primary key (tenant, entity, id)
    )`,
    `create table change (
      tenant text collate "C" not null,
      moment bigint not null,
      n integer not null,
      entity text collate "C" not null,
      id text collate "C" not null,
      deleted boolean not null,
      client text collate "C",
      changed_by text collate "C",
      changed_at timestamptz not null,
      primary key (tenant, moment, n)
    )`,
    // S6: who deleted what a change is based on.
    `create index change_deleted on change (tenant, entity, id, moment) where deleted`,
    `create table answer (
      tenant text collate "C" not null,
      caller text collate "C" not null,
      key text collate "C" not null,
      fingerprint text collate "C" not null,
      answer jsonb,
      answered_at timestamptz not null,
      primary key (tenant, caller, key)
    )`,
    `create table preference (
      tenant text collate "C" not null,
      caller text collate "C" not null,
      key text collate "C" not null,
      value jsonb not null,
      primary key (tenant, caller, key)
    )`,

    // Boards: cards by category and status. Lists: by name, and what is new. Duplicates: by e-mail.
    `create index contact_board on contact (tenant, category_id, lead_status_id, id)`,
    `create index contact_status on contact (tenant, lead_status_id, id)`,
    `create index contact_name on contact (tenant, name collate ${collate}, id)`,
    `create index contact_last_name on contact
      (tenant, last_name collate ${collate}, first_name collate ${collate}, id)`,
    `create index contact_updated on contact (tenant, updated, id)`,
    `create index contact_email on contact (tenant, email_folded)`,
    `create index company_name on company (tenant, name collate ${collate}, id)`,
    `create index company_category on company (tenant, category_id, id)`,
    ...(trigrams
      ? [
          `create index contact_text on contact using gin (name_folded ${trigrams}, email_folded ${trigrams})`,
          `create index company_text on company using gin (name_folded ${trigrams})`,
        ]
      : [
          `create index contact_name_folded on contact (tenant, name_folded)`,
          `create index company_name_folded on company (tenant, name_folded)`,
        ]),
  ];
}
