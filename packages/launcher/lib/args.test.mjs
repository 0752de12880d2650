import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseStart } from './args.mjs';
import { nodeProblem } from './run.mjs';

test('without options the portal gets port 7007 and the usual state', () => {
  assert.deepEqual(parseStart([]), {
    help: false,
    fresh: false,
    dev: false,
    port: 7007,
    sandboxPort: undefined,
    sandboxPace: undefined,
    state: undefined,
  });
});

test('options are read', () => {
  const options = parseStart(['--fresh', '--port', '8000', '--state=/tmp/x']);
  assert.equal(options.fresh, true);
  assert.equal(options.port, 8000);
  assert.equal(options.state, '/tmp/x');
});

test('the state can come from the environment', () => {
  assert.equal(parseStart([], { MICHI_STATE: '/tmp/y' }).state, '/tmp/y');
});

for (const [argv, says] of /** @type {const} */ ([
  [['--prot', '1'], /--prot.*npm start -- --help/],
  [['7007'], /7007.*npm start -- --help/],
  [['--port'], /--port/],
  [['--port', '70000'], /--port takes a port number from 1 to 65535/],
  [['--port', 'seven'], /not "seven"/],
  [['--sandbox-pace', '0'], /above 0/],
])) {
  test(`"${argv.join(' ')}" is refused in one line`, () => {
    assert.throws(
      () => parseStart([...argv]),
      error => {
        assert.ok(error instanceof Error);
        assert.equal(error.name, 'LaunchError');
        assert.match(error.message, says);
        assert.equal(error.message.includes('\n'), false);
        return true;
      },
    );
  });
}

test('an old Node is named with what to do', () => {
  assert.match(nodeProblem('18.20.4') ?? '', /Node 20 or newer.*18\.20\.4/);
  assert.equal(nodeProblem('20.0.0'), undefined);
  assert.equal(nodeProblem('24.21.0'), undefined);
});
