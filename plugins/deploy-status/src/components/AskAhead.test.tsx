import { renderInTestApp } from '@backstage/frontend-test-utils';
import { deployStatusFeedApiRef } from '../api/deployStatusApi';
import { DeployStatusFeed } from '../api/DeployStatusFeed';
import { AskAhead } from './AskAhead';

function openPage(path: string) {
  const feed = Object.create(DeployStatusFeed.prototype);
  const askAhead = jest.spyOn(feed, 'askAhead').mockImplementation(() => {});
  renderInTestApp(<AskAhead />, {
    apis: [[deployStatusFeedApiRef, feed]],
    initialRouteEntries: [path],
  });
  return askAhead;
}

describe('AskAhead', () => {
  it.each([
    '/catalog/default/component/blog-api',
    '/catalog/default/component/blog-api/docs/runbook',
  ])('asks for the component that %s is about', path => {
    expect(openPage(path)).toHaveBeenCalledWith('component:default/blog-api');
  });

  it.each(['/', '/catalog', '/catalog/default/api/blog-api'])(
    'asks for nothing on %s',
    path => {
      expect(openPage(path)).not.toHaveBeenCalled();
    },
  );
});
