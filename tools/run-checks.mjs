/** Runs checks from a terminal: names what each objects to. */
export function runChecks(checks) {
  for (const [name, check] of Object.entries(checks)) {
    const problems = check();
    console.log(`${problems.length > 0 ? 'FAIL' : 'ok  '} ${name}`);
    for (const problem of problems) console.log(`     ${problem}`);
    if (problems.length > 0) process.exitCode = 1;
  }
}
