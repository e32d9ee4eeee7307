/** Says at the end, in one line, how many tests passed, failed and were skipped. */
export default class CountReporter {
  onTestRunEnd(modules, unhandledErrors) {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const count = (state) => tests.filter((test) => test.result().state === state).length;
    const broken = modules.filter(
      (module) => module.state() === 'failed' && [...module.children.allTests('failed')].length === 0,
    );
    const failed = count('failed') + broken.length + unhandledErrors.length;
    const skipped = count('skipped') + count('pending');
    // After the other reporters, so that it is the last line.
    process.once('exit', () =>
      process.stdout.write(`${count('passed')} passed, ${failed} failed, ${skipped} skipped\n`),
    );
  }
}
