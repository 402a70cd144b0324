import { isObject } from '../../model/parse-values.js';
import type { SetOperation } from '../../model/records.js';
import { AdapterError } from '../../store/port.js';
import { namesOfColumns } from './column-names.js';
import { criteriaOf } from './criteria-groups.js';
import type { Installation } from './installation.js';
import { digest, instant, keyOf } from './rows.js';

const operations: Readonly<Record<string, SetOperation>> = {
  SubtractRightFromLeft: 'onlyFirst',
  SubtractLeftFromRight: 'onlySecond',
  Intersect: 'intersection',
  XOR: 'difference',
  Union: 'union',
};

/** The selections of people and companies as rows: static, dynamic, combined. */
export async function selectionRows(
  installation: Installation,
  signal: AbortSignal,
): Promise<readonly object[]> {
  const { client, decisions } = installation;
  const path = `v1/Selection?$select=selectionId,name&$filter=selectionId%20greater%200&$orderby=selectionId&$top=${decisions.mostSelections}`;
  const keys = await client.call({ method: 'GET', path }, keysIn, signal);
  const rows: (object | undefined)[] = [];
  const queue = keys.entries();
  const work = async () => {
    for (const [at, key] of queue) rows[at] = await selectionRow(key, installation, signal);
  };
  await Promise.all(Array.from({ length: decisions.parallel }, work));
  return rows.filter((row) => row !== undefined);
}

/** Undefined: a selection of something else. One that can't be read gives a row that says so (A4). */
async function selectionRow(
  key: number,
  installation: Installation,
  signal: AbortSignal,
): Promise<object | undefined> {
  const { client, decisions, ids } = installation;
  const path = `v1/Selection/${key}`;
  const id = ids.idOf('selection', key);
  try {
    const entity = await client.call({ method: 'GET', path }, (body) => (isObject(body) ? body : {}), signal);
    const { Name: name, Description, TargetTableName, CreatedDate, UpdatedDate } = entity;
    const of = decisions.selectionOf(String(TargetTableName));
    if (!of) return undefined;
    const row = {
      id,
      name,
      description: Description ?? null,
      of,
      source: await sourceOf(entity, path, of, installation, signal),
      created: instant(CreatedDate, decisions.zone),
      updated: instant(UpdatedDate, decisions.zone),
    };
    return { ...row, version: digest(JSON.stringify(row)) };
  } catch (error) {
    const isOwn = error instanceof AdapterError && ['forbidden', 'notFound', 'invalid'].includes(error.kind);
    if (isOwn) return { id, name: null };
    throw error;
  }
}

async function sourceOf(
  { SelectionType, LeftSelectionId, RightSelectionId, SelectionUnionType }: Readonly<Record<string, unknown>>,
  path: string,
  of: 'contact' | 'company',
  installation: Installation,
  signal: AbortSignal,
): Promise<object> {
  const { client, ids } = installation;
  switch (String(SelectionType)) {
    case 'Combined': {
      const [first, second] = [LeftSelectionId, RightSelectionId].map((key) =>
        ids.idOf('selection', Number(key)),
      );
      return {
        kind: 'combined',
        first,
        second,
        operation: operations[String(SelectionUnionType)] ?? SelectionUnionType,
      };
    }
    case 'Dynamic': {
      const groups = await client.call(
        { method: 'GET', path: `${path}/CriteriaGroups` },
        (body) => body,
        signal,
      );
      const names = namesOfColumns(installation.maps, installation.decisions);
      const named = ['business', 'country', 'associate'] as const;
      const lists = new Map(
        await Promise.all(named.map(async (name) => [name, await installation.list(name, signal)] as const)),
      );
      return {
        kind: 'dynamic',
        criteria: criteriaOf(groups, { names, ids, language: installation.language, lists }),
      };
    }
    default: {
      const members = await client.call({ method: 'GET', path: `${path}/Members` }, keysIn, signal);
      return { kind: 'static', members: members.map((key) => ids.idOf(of, key)) };
    }
  }
}

function keysIn(body: unknown): readonly number[] {
  const rows =
    isObject(body) && Array.isArray(body['value']) ? (body['value'] as unknown[]).filter(isObject) : [];
  return rows.map((row) => keyOf(row)).filter((key) => key !== undefined);
}
