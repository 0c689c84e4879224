// Counts what holds and what does not, and goes on after a failure.

const results = { passed: 0, failed: 0 };

/** Runs `test`; what it throws is printed as the failure of `what`. */
export async function expect(what, test) {
  try {
    await test();
    results.passed += 1;
  } catch (error) {
    results.failed += 1;
    console.log(`FAIL ${what}: ${error.message}`);
  }
}

/** Prints the counts; the process then ends with 1 if anything failed. */
export function conclude() {
  console.log(`${results.passed} passed, ${results.failed} failed`);
  process.exitCode = results.failed > 0 ? 1 : 0;
}
