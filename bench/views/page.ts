import { Disagreement } from '../same.js';
import { compareViews, type ViewLine, type ViewTask } from './session.js';
import type { Opened, ViewSuite } from './view.js';

// The page of one suite and one peer. `scripts/lib/bench-views.mjs` calls `benchTask` and gives it `benchTell`.

interface Outside {
  benchTell(message: { readonly line: ViewLine }): Promise<void>;
  benchTask?: (task: ViewTask) => Promise<void>;
}

type Runner = (task: ViewTask, emit: (line: ViewLine) => void) => Promise<void>;

const suites: Readonly<Record<string, () => Promise<Runner>>> = {
  board: async () => runnerOf((await import('./board/suite.js')).boardSuite),
  find: async () => runnerOf((await import('./find/suite.js')).findSuite),
  grid: async () => runnerOf((await import('./grid/suite.js')).gridSuite),
};

function runnerOf<Widget extends Opened>(suite: ViewSuite<Widget>): Runner {
  return async (task, emit) => {
    const peer = await suite.peers[task.peer]?.();
    if (!peer) throw new Disagreement(`The suite "${task.suite}" has no peer "${task.peer}".`);
    await compareViews(suite, peer, task, emit);
  };
}

const outside = window as unknown as Outside;

outside.benchTask = async (task) => {
  const run = await suites[task.suite]?.();
  if (!run) throw new Disagreement(`There is no suite "${task.suite}".`);
  const told: Promise<void>[] = [];
  await run(task, (line) => told.push(outside.benchTell({ line })));
  await Promise.all(told);
};
