import { noCounts, writeCounts } from './counts.mjs';

/** Vitest reporter: counts tests, and what broke outside a test as a failed one. */
export default class VitestCounts {
  onTestRunEnd(modules, unhandledErrors) {
    const counts = noCounts();
    const fail = (place, errors) =>
      counts.failures.push(...errors.map((error) => `${place}: ${firstLine(error)}`));
    fail('outside tests', unhandledErrors);
    for (const module of modules) {
      const file = module.relativeModuleId ?? module.moduleId;
      fail(file, module.errors());
      for (const suite of module.children.allSuites()) fail(`${file} > ${suite.fullName}`, suite.errors());
      for (const test of module.children.allTests()) {
        const { state, errors = [] } = test.result();
        if (state === 'passed' || state === 'skipped') counts[state] += 1;
        else fail(`${file} > ${test.fullName}`, [errors[0] ?? { message: state }]);
      }
    }
    writeCounts(counts);
  }
}

function firstLine({ message }) {
  return String(message).split('\n', 1)[0];
}
