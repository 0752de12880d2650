import type {
  BrowserContext,
  Page,
  Request,
  WebSocket,
} from '@playwright/test';

/** Pictures and fonts have no words. */
const WORDLESS = new Set(['image', 'font', 'media']);

/** All that a browser was given, to look for what it should not have been given. */
export class Received {
  readonly #all: Array<{ where: string; text: string }> = [];
  readonly #read = new Set<string>();
  readonly #dropped = new Set<string>();
  readonly #reading: Array<Promise<void>> = [];

  /** From now on, in all pages of the context. */
  constructor(private readonly context: BrowserContext) {
    // Not only when it is finished: `look` would miss what is on its way.
    context.on('request', request => {
      this.#reading.push(this.#readAnswer(request));
    });
    context.on('console', message => {
      this.#keep('console', message.text());
    });
    context.on('page', page => this.#listen(page));
    context.pages().forEach(page => this.#listen(page));
  }

  /** Takes what a page shows and what it has stored, and waits for what is under way. */
  async look(page: Page): Promise<void> {
    await page.waitForLoadState('networkidle');
    this.#keep(`page ${new URL(page.url()).pathname}`, await page.content());
    const stored = await page.evaluate(() =>
      JSON.stringify([{ ...localStorage }, { ...sessionStorage }]),
    );
    this.#keep('storage', stored);
    this.#keep('cookies', JSON.stringify(await this.context.cookies()));
    await Promise.all(this.#reading);
  }

  /** Where something was given to the browser: each place once. */
  placesOf(text: string): string[] {
    const found = this.#all.filter(one => one.text.includes(text));
    return [...new Set(found.map(({ where }) => where))];
  }

  /** Everything that was looked through: each place once. */
  get places(): string[] {
    return this.placesOf('');
  }

  /** What was asked for, and no answer to it could ever be read. */
  get unread(): string[] {
    return [...this.#dropped].filter(where => !this.#read.has(where));
  }

  #listen(page: Page): void {
    page.on('websocket', (socket: WebSocket) => {
      socket.on('framereceived', ({ payload }) =>
        this.#keep('signals', String(payload)),
      );
    });
  }

  async #readAnswer(request: Request): Promise<void> {
    if (WORDLESS.has(request.resourceType())) return;
    const where = new URL(request.url()).pathname;
    try {
      const response = await request.response();
      if (!response) return;
      this.#keep(where, JSON.stringify(await response.allHeaders()));
      if (response.status() === 304) return;
      this.#keep(where, await response.text());
      this.#read.add(where);
    } catch {
      // The browser has dropped it, because the page that asked is gone.
      this.#dropped.add(where);
    }
  }

  #keep(where: string, text: string): void {
    this.#all.push({ where, text });
  }
}
