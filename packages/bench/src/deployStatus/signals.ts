import { once } from 'node:events';
import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import WebSocket from 'ws';
import { z } from 'zod';
import { FLEET, instanceNames, serviceName } from './fleet';
import type { Portal } from './portal';
import type { Upstreams } from './Upstreams';

const frameSchema = z.object({
  message: z.object({
    changes: z.array(
      z.object({ instance: z.string(), applications: z.array(z.string()) }),
    ),
  }),
});

const GIVEN_UP_MS = 30_000;
const HANDSHAKE_MS = 2_000;

/** A stock Backstage never answers the first WebSocket after its start; browsers, too, try again. */
async function connected(portal: Portal): Promise<WebSocket> {
  for (let attempt = 1; ; attempt++) {
    const socket = new WebSocket(
      `${portal.url.replace('http', 'ws')}/api/signals`,
      portal.token(0),
      { handshakeTimeout: HANDSHAKE_MS },
    );
    try {
      await once(socket, 'open');
      return socket;
    } catch (error) {
      if (attempt === 3) throw error;
    }
  }
}

/**
 * Changes one Application after the other upstream and measures until a
 * browser's connection for signals tells of it, in milliseconds.
 */
export async function timesOfChanges(
  portal: Portal,
  upstreams: Upstreams,
  changes: number,
): Promise<number[]> {
  const socket = await connected(portal);
  socket.send(
    JSON.stringify({ action: 'subscribe', channel: 'deploy-status' }),
  );
  // The subscription is not confirmed.
  await delay(1_000);

  const times: number[] = [];
  for (let each = 0; each < changes; each++) {
    const instance = each % FLEET.instances;
    const index = (each * 37) % FLEET.services;
    const told = new Promise<void>((resolve, reject) => {
      const timer = setTimeout(
        () => reject(new Error(`Nobody was told of change ${each}`)),
        GIVEN_UP_MS,
      );
      socket.on('message', function listen(data) {
        const frame = frameSchema.safeParse(JSON.parse(String(data)));
        const named = frame.data?.message.changes.some(
          change =>
            change.instance === instanceNames[instance] &&
            change.applications.includes(serviceName(index)),
        );
        if (named) {
          clearTimeout(timer);
          socket.off('message', listen);
          resolve();
        }
      });
    });
    const began = performance.now();
    await upstreams.change(instance, index);
    await told;
    times.push(performance.now() - began);
    // Not in step with anything that happens four times a second.
    await delay(40 + ((each * 61) % 200));
  }
  socket.close();
  return times;
}
