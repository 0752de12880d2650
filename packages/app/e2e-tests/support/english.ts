import type { Locator } from '@playwright/test';

/** Names and data, which are the same in every language. */
const NAMES = [
  // Versions, commits, files and resources
  /^\S*[\d/:._-]\S*$/,
  /^(dev|staging|production|profile|fluxcdbot|Argo CD)$/,
  // Kinds of resources and of hooks, and the groups that they belong to
  /^(Application|Job|PreSync|batch)$/,
  // Lines of manifests
  /^\w+: \S+( # \{.+\})?$/,
  // People, also with their address
  /^[A-Z][a-z]+ [A-Z][a-z]+$/,
  /^.+ <\S+@\S+>$/,
  // Messages of commits in the sandbox
  /^(Promote|Deploy) \S+( \S+)? to (dev|staging|production)$/,
  // Backstage's link to another site says so in English, whatever the language
  /^, Opens in a new window$/,
];

/**
 * Words on a Japanese page that are not Japanese: text and names with a Latin
 * word and without a Japanese character, unless the page says itself that
 * they are English, as Argo CD's are.
 */
export async function englishOn(part: Locator): Promise<string[]> {
  const texts = await part.evaluate(root => {
    const found: string[] = [];
    const say = (element: Element | null, text: string | null) => {
      if (!text || element?.closest('[lang]:not([lang="ja"])')) return;
      found.push(text.trim().replace(/\s+/g, ' '));
    };
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      say(walker.currentNode.parentElement, walker.currentNode.textContent);
    }
    for (const element of [root, ...root.querySelectorAll('*')]) {
      for (const name of ['aria-label', 'title', 'placeholder', 'alt']) {
        say(element, element.getAttribute(name));
      }
    }
    return [...new Set(found)];
  });
  return texts.filter(
    text =>
      /[a-z]{2}/i.test(text) &&
      !/[\u3040-\u30ff\u4e00-\u9fff]/.test(text) &&
      !NAMES.some(name => name.test(text)),
  );
}
