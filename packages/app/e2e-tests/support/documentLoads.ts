import type { Page } from '@playwright/test';

/** Every load of a document in this page from now on, as addresses. */
export function documentLoads(page: Page): string[] {
  const loads: string[] = [];
  page.on('request', request => {
    if (request.isNavigationRequest() && request.frame() === page.mainFrame()) {
      loads.push(request.url());
    }
  });
  return loads;
}
