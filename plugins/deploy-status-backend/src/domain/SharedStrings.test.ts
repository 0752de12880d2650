import { anApplication } from '../__testUtils__/anApplication';
import { SharedStrings } from './SharedStrings';

it('changes nothing that can be seen, at any depth', () => {
  const strings = new SharedStrings();
  const application = anApplication('blog-api', {
    labels: { team: 'payments' },
    images: [{ name: 'ghcr.io/hanabi/blog-api', tag: '0.1.40' }],
    conditions: [{ type: 'SyncError', message: 'long '.repeat(100) }],
  });
  const before = structuredClone(application);
  strings.share(application);
  // By now it has seen them all.
  strings.share(application);
  expect(application).toEqual(before);
});

it('goes on where there is more than it keeps', () => {
  const strings = new SharedStrings();
  const many = Array.from({ length: 45_000 }, (_, id) => `commit ${id}`);
  const before = [...many];
  strings.share(many);
  expect(many).toEqual(before);
});
