import { noCounts, writeCounts } from './counts.mjs';

/** Web Test Runner reporter: counts tests per browser, and a file that did not run as a failed one. */
export function countReporter() {
  return {
    stop({ sessions }) {
      const counts = noCounts();
      for (const { browser, testFile, testResults, errors } of sessions) {
        const place = `${browser.name} ${testFile}`;
        if (testResults) addSuite(testResults, place, counts);
        if (errors.length > 0 || !testResults)
          counts.failures.push(`${place}: ${errors[0]?.message ?? 'did not run'}`);
      }
      writeCounts(counts);
    },
  };
}

function addSuite({ tests, suites }, place, counts) {
  for (const { name, skipped, passed, error } of tests) {
    if (skipped) counts.skipped += 1;
    else if (passed) counts.passed += 1;
    else counts.failures.push(`${place} > ${name}: ${String(error?.message).split('\n', 1)[0]}`);
  }
  for (const inner of suites) addSuite(inner, inner.name ? `${place} > ${inner.name}` : place, counts);
}
