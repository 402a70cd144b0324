import { writeCounts } from './counts.mjs';

/** Web Test Runner reporter: counts tests per browser, and a file that did not run as a failed one. */
export function countReporter() {
  return {
    stop({ sessions }) {
      const counts = { passed: 0, failed: 0, skipped: 0 };
      for (const session of sessions) {
        if (session.testResults) addSuite(session.testResults, counts);
        const broken = session.errors.length > 0 || !session.testResults;
        if (broken) counts.failed += 1;
      }
      writeCounts(counts);
    },
  };
}

function addSuite(suite, counts) {
  for (const test of suite.tests) counts[test.skipped ? 'skipped' : test.passed ? 'passed' : 'failed'] += 1;
  for (const inner of suite.suites) addSuite(inner, counts);
}
