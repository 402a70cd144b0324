import { times, wanted, type FilterName } from '../operations.js';

/** A query as MongoDB writes it, on flat rows. */
export type MongoQuery = Record<string, unknown>;

const inTime = ([from, to]: readonly [number, number]) => ({ $gte: from, $lt: to });

/**
 * For the libraries that speak it. Text without regard to case is a regular expression there; ours are written out,
 * since none comes from a person.
 */
export const mongoQueries: Readonly<Record<FilterName, MongoQuery>> = (() => {
  const lines = {
    t_group: { categoryGroup: { $in: [...wanted.treeGroups] } },
    t_name: { name: { $regex: /berg/i } },
    t_created: { created: inTime(times.t_created) },
    t_score: { score: { $gte: wanted.score[0], $lte: wanted.score[1] } },
    t_nomail: { email: { $eq: null } },
    t_dead: { leadStatus: { $in: [...wanted.deadStatus] } },
    t_country: { country: { $regex: /^n/i } },
    t_title: { title: { $regex: /^s/i } },
    t_active: { retired: { $eq: false } },
  };
  const groups = {
    t_any1: { $or: [lines.t_group, lines.t_name] },
    t_any2: { $or: [lines.t_created, lines.t_score] },
    // Not $nor, which LokiJS lacks.
    t_none: { $and: [{ email: { $ne: null } }, { leadStatus: { $nin: [...wanted.deadStatus] } }] },
    t_any3: { $or: [lines.t_country, lines.t_title] },
  };
  return {
    all: {},
    f_simple: { leadStatus: { $in: [...wanted.statuses] } },
    f_join: {
      $and: [
        { categoryGroup: { $in: [...wanted.joinGroups] } },
        { leadStatus: { $nin: [...wanted.joinNotStatuses] } },
      ],
    },
    f_tree: { $and: [lines.t_active, groups.t_none, groups.t_any2, groups.t_any1, groups.t_any3] },
    f_text: lines.t_name,
    f_email: { email: { $regex: /lar/i } },
    f_date7: { created: inTime(times.f_date7) },
    f_country: lines.t_country,
    ...lines,
    ...groups,
  };
})();
