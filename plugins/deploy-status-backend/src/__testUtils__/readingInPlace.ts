/*
 * To be imported before the plugin: what Argo CDs send is read in the thread of
 * the test. A thread of its own would need what transforms TypeScript and a second
 * to start, for each test; `reading.test.ts`, the table of faults, the replicas and
 * the end-to-end tests have one.
 */
jest.mock('../upstream/reading/ThreadReader', () => {
  const { readInPlace } = jest.requireActual('../upstream/reading/readInPlace');
  return {
    ThreadReader: class {
      open = readInPlace.open;
      close = readInPlace.close;
      start() {}
    },
  };
});
