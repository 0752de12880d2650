const SPINNER = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];

/** @param {number} ms */
export function seconds(ms) {
  return `${(ms / 1000).toFixed(1)} s`;
}

/**
 * Prints steps, each on one line with its elapsed time, several at once where
 * they run side by side. On a terminal one live line shows what is going on;
 * elsewhere a line appears when a step ends, and every now and then while it
 * takes long.
 *
 * @param {NodeJS.WriteStream} [stream]
 */
export function createOutput(stream = process.stdout) {
  const live = stream.isTTY === true;
  const colours = live && !process.env.NO_COLOR;
  /** @type {Map<string, {began: number, detail: string, told: number}>} */
  const active = new Map();
  /** @type {{name: string, seconds: number}[]} */
  const finished = [];
  const began = Date.now();
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  let frame = 0;
  let quiet = false;

  // Whoever reads us may be gone (a closed terminal); stopping cleanly matters
  // more than telling nobody about it.
  stream.on('error', () => {});

  /** @param {string} code @param {string} text */
  const paint = (code, text) =>
    colours ? `\u001b[${code}m${text}\u001b[0m` : text;

  const clear = () => {
    if (live) stream.write('\r\u001b[2K');
  };

  function draw() {
    const now = Date.now();
    if (!live) {
      for (const [name, step] of active) {
        const pause = now - step.began < 65_000 ? 10_000 : 30_000;
        if (now - step.told >= pause) {
          step.told = now;
          const detail = step.detail ? `   ${step.detail}` : '';
          stream.write(
            `  … ${name.padEnd(14)} ${seconds(now - step.began).padStart(8)}${detail}\n`,
          );
        }
      }
      return;
    }
    clear();
    if (active.size === 0) return;
    frame = (frame + 1) % SPINNER.length;
    const text = [...active]
      .map(
        ([name, step]) =>
          `${name} ${seconds(now - step.began)}${step.detail ? ` (${step.detail})` : ''}`,
      )
      .join('  ·  ');
    stream.write(
      `  ${SPINNER[frame]} ${text}`.slice(0, (stream.columns ?? 80) - 1),
    );
  }

  /** @param {string} text */
  function line(text) {
    clear();
    stream.write(`${text}\n`);
    draw();
  }

  function tick() {
    if (active.size > 0 && !timer) {
      timer = setInterval(draw, live ? 120 : 1000);
      timer.unref();
    } else if (active.size === 0 && timer) {
      clearInterval(timer);
      timer = undefined;
    }
  }

  /**
   * @param {string} name
   * @param {{began: number, detail: string}} state
   * @param {boolean} ok
   */
  function end(name, state, ok) {
    if (quiet) return;
    active.delete(name);
    tick();
    const ms = Date.now() - state.began;
    finished.push({ name, seconds: Math.round(ms / 10) / 100 });
    const mark = ok ? paint('32', '✓') : paint('31', '✗');
    const detail = state.detail ? `   ${paint('2', state.detail)}` : '';
    line(`  ${mark} ${name.padEnd(14)} ${seconds(ms).padStart(8)}${detail}`);
  }

  return {
    line,
    /** Says nothing of steps any more: they end because we stop them. */
    hush() {
      clear();
      quiet = true;
      active.clear();
      tick();
    },
    /** Total time since the output was made, in milliseconds. */
    elapsed: () => Date.now() - began,
    steps: () => [...finished],
    /**
     * @template T
     * @param {string} name
     * @param {(step: {detail: (text: string) => void}) => Promise<T>} work
     *   calls `detail` with what it is doing; the last one stays on the line
     * @returns {Promise<T>}
     */
    async step(name, work) {
      const state = { began: Date.now(), detail: '', told: Date.now() };
      active.set(name, state);
      tick();
      let ok = false;
      try {
        const result = await work({
          detail: text => {
            state.detail = text;
          },
        });
        ok = true;
        return result;
      } finally {
        end(name, state, ok);
      }
    },
  };
}

/** @typedef {ReturnType<typeof createOutput>} Output */
