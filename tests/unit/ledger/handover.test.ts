/** Handing an event to Couriers and Mailboxes, while endpoints and articles change and carriers are slow or away. */

import { describe, expect, test } from 'vitest';
import { COURIER_NAMES, nameCourier } from '../../../src/delivery/courier-name.ts';
import type { EndpointTarget } from '../../../src/delivery/endpoint.ts';
import type { Carriers } from '../../../src/ledger/webhooks/carriers.ts';
import {
  changeEndpointOf,
  createEndpoint,
  removeEndpointOf,
} from '../../../src/ledger/webhooks/endpoint-calls.ts';
import { insertEvent } from '../../../src/ledger/webhooks/events.ts';
import { handOutEvent, retryHandovers } from '../../../src/ledger/webhooks/fanout.ts';
import { PagesUnderWay } from '../../../src/ledger/webhooks/pages-under-way.ts';
import { ADMINISTRATOR, openLedgerWorld } from '../../support/ledger-harness.ts';

const ENDPOINTS = 200;
const EVERYWHERE = [{ categories: [], officials: [] }];

/** A ledger with endpoints and one event; `deliver` is what any Courier does, told how often it was called before. */
function openWorld(
  deliver: (targets: readonly EndpointTarget[], call: number) => Promise<readonly string[]>,
  endpoints = ENDPOINTS,
) {
  const at = openLedgerWorld();
  const ids: string[] = [];
  for (let number = 0; number < endpoints; number++) {
    const created = createEndpoint(
      at(0),
      {
        url: `https://receiver.example/${number}`,
        events: ['article.published', 'article.updated'],
        categories: [],
        officials: [],
        format: 'standard',
        description: null,
        secret: null,
      },
      ADMINISTRATOR,
    );
    if (created.ok) ids.push(created.value.id);
  }
  insertEvent(at(0), { type: 'article.published', articleId: 'a', audience: EVERYWHERE, body: '{}' });
  const carried: EndpointTarget[] = [];
  const erased: string[] = [];
  const calls = new Map<string, number>();
  const carriers: Carriers = {
    openMailbox: () => ({
      accept: async () => {},
      cancelArticle: async () => {},
      configure: async () => {},
      remove: async () => {},
    }),
    openCourier: (name) => ({
      deliver: async (_event, targets) => {
        const call = calls.get(name) ?? 0;
        calls.set(name, call + 1);
        carried.push(...targets);
        return await deliver(targets, call);
      },
      eraseArticle: async () => {
        erased.push(name);
      },
      forget: async () => {},
    }),
  };
  const countOpen = () => Number(at(0).sql.exec('SELECT count(*) AS count FROM handovers').one().count);
  const full = COURIER_NAMES.map((name) => ids.filter((id) => nameCourier(id) === name)).filter(
    (load) => load.length > 6,
  );
  return { at, carriers, carried, erased, countOpen, ids, load: full[0] ?? [] };
}

/** Hands out a page of an event to its end. */
async function handOut(world: ReturnType<typeof openWorld>, carriers = world.carriers): Promise<void> {
  const pages = new PagesUnderWay();
  await handOutEvent(world.at(0), carriers, pages);
  await pages.waitForEnd();
}

describe('while the first endpoints of a Courier are served', () => {
  test('the later ones are paused and removed, and served as they are then', async () => {
    const changed: string[] = [];
    const world = openWorld(async () => {
      if (changed.length === 0) {
        changed.push(...world.load.slice(6, 8));
        const [paused = '', removed = ''] = changed;
        changeEndpointOf(world.at(0), paused, { state: 'paused' }, ADMINISTRATOR);
        removeEndpointOf(world.at(0), removed, ADMINISTRATOR);
      }
      return [];
    });
    await handOut(world);
    const [paused, removed] = changed;
    expect(world.carried.filter(({ id }) => id === paused).map(({ state }) => state)).toEqual(['paused']);
    expect(world.carried.filter(({ id }) => id === removed)).toEqual([]);
    expect(world.carried).toHaveLength(ENDPOINTS - 1);
  });

  test('the article is withdrawn, and the later ones are not told of it', async () => {
    const world = openWorld(async () => {
      // What a withdrawal does to the events of its article (events.ts).
      world.at(0).sql.exec(`DELETE FROM events WHERE article_id = 'a'`);
      return [];
    });
    await handOut(world);
    expect(world.carried.length).toBeLessThanOrEqual(6 * COURIER_NAMES.length);
    expect(world.countOpen()).toBe(0);
  });

  test('and their receivers hang, the later ones do not wait for them', async () => {
    const hanging = Promise.withResolvers<readonly string[]>();
    const world = openWorld((_targets, call) => (call === 0 ? hanging.promise : Promise.resolve([])));
    const handing = handOut(world);
    await expect.poll(() => world.carried.length).toBe(ENDPOINTS);
    hanging.resolve([]);
    await handing;
  });
});

describe('an event', () => {
  test('that a Courier does not take for some is handed to them again, and to no other', async () => {
    let isAway = true;
    const world = openWorld(async (targets) => {
      if (!isAway) return [];
      const [first] = targets;
      if (first !== undefined && Number(first.id.slice(3)) % 2 === 0) throw new Error('The Courier is away.');
      return targets.slice(0, 1).map(({ id }) => id);
    });
    await handOut(world);
    const refused = world.countOpen();
    expect(refused).toBeGreaterThan(COURIER_NAMES.length);
    isAway = false;
    world.carried.length = 0;
    for (let left = refused; left > 0; left = world.countOpen()) {
      await retryHandovers(world.at(10), world.carriers);
    }
    expect(world.carried).toHaveLength(refused);
  });

  test('is not lost where there is no Courier at all', async () => {
    const world = openWorld(async () => []);
    const broken: Carriers = {
      ...world.carriers,
      openCourier: () => {
        throw new Error('There is no such binding.');
      },
    };
    await handOut(world, broken);
    expect(world.countOpen()).toBe(ENDPOINTS);
    await retryHandovers(world.at(10), broken);
    expect(world.countOpen()).toBe(ENDPOINTS);
  });

  test('that cancels is told to every Courier once, and again to one that was away', async () => {
    const world = openWorld(async () => []);
    await handOut(world);
    insertEvent(world.at(0), { type: 'cancel', articleId: 'a', audience: EVERYWHERE, body: '' });
    const [away] = COURIER_NAMES;
    const { openCourier } = world.carriers;
    await handOut(world, {
      ...world.carriers,
      openCourier: (name) => {
        if (name === away) throw new Error('The Courier is away.');
        return openCourier(name);
      },
    });
    expect(world.erased.sort()).toEqual(COURIER_NAMES.filter((name) => name !== away).sort());
    await retryHandovers(world.at(10), world.carriers);
    expect(world.erased.sort()).toEqual([...COURIER_NAMES].sort());
    expect(world.countOpen()).toBe(0);
  });
});

describe('while the last calls of an event wait for slow receivers', () => {
  const listEvents = ({ at }: ReturnType<typeof openWorld>) =>
    at(0).sql.exec('SELECT article_id, is_paged, cursor FROM events ORDER BY number').toArray();

  test('the next event goes out, and the first is kept until they have ended', async () => {
    const hanging = Promise.withResolvers<readonly string[]>();
    let isFirst = true;
    const world = openWorld(async () => {
      if (!isFirst) return [];
      isFirst = false;
      return hanging.promise;
    });
    insertEvent(world.at(0), { type: 'article.updated', articleId: 'b', audience: EVERYWHERE, body: '{}' });
    const pages = new PagesUnderWay();
    await handOutEvent(world.at(0), world.carriers, pages);
    expect(world.carried).toHaveLength(ENDPOINTS);
    await handOutEvent(world.at(0), world.carriers, pages);
    expect(world.carried).toHaveLength(2 * ENDPOINTS);
    expect(await handOutEvent(world.at(0), world.carriers, pages)).toBe(0);
    await expect.poll(() => listEvents(world)).toMatchObject([{ article_id: 'a', is_paged: 0, cursor: '' }]);
    hanging.resolve([]);
    await pages.waitForEnd();
    expect(listEvents(world)).toEqual([]);
    expect(pages.isEmpty).toBe(true);
  });

  test('its next page goes out, and the cursor stays before the page that has not ended', async () => {
    const hanging = Promise.withResolvers<readonly string[]>();
    let calls = 0;
    const world = openWorld(async (targets) => {
      calls += 1;
      return calls === 1 ? hanging.promise : calls === 2 ? targets.map(({ id }) => id) : [];
    }, 600);
    const pages = new PagesUnderWay();
    await handOutEvent(world.at(0), world.carriers, pages);
    expect(world.carried).toHaveLength(484);
    await handOutEvent(world.at(0), world.carriers, pages);
    expect(world.carried).toHaveLength(600);
    expect(listEvents(world)).toMatchObject([{ is_paged: 0, cursor: '' }]);
    expect(world.countOpen()).toBe(0);
    hanging.resolve([]);
    await pages.waitForEnd();
    expect(listEvents(world)).toMatchObject([{ is_paged: 1 }]);
    expect(world.countOpen()).toBe(6);
  });

  test('and the object ends, it is handed out again', async () => {
    let isHanging = true;
    const world = openWorld(() => (isHanging ? new Promise(() => {}) : Promise.resolve([])));
    await handOutEvent(world.at(0), world.carriers, new PagesUnderWay());
    isHanging = false;
    world.carried.length = 0;
    await handOut(world);
    expect(world.carried).toHaveLength(ENDPOINTS);
    expect(listEvents(world)).toEqual([]);
  });
});
