// What people do, with the mouse and by keyboard alone, each with JavaScript
// on and off: ask, narrow, order, read, go back, page on.

import assert from 'node:assert/strict';

import { dates, focus, target, total } from './reading.mjs';
import { test } from './tap.mjs';
import { withPage } from './world.mjs';

const QUERY = 'police';

/** The two hands: how each goes to an element that a selector finds. */
const MOUSE = {
  name: 'mouse',
  async type(page, words) {
    await page.locator('#q').click();
    await page.keyboard.type(words);
    await page.keyboard.press('Enter');
  },
  follow: (page, selector) => page.locator(selector).first().click(),
  choose: (page, selector, value) =>
    page.locator(selector).selectOption(value),
};

// Stops of the Tab key until a page has none left to offer.
const STOPS_MAX = 200;

async function tabTo(page, selector) {
  const wanted = await page.locator(selector).first().elementHandle();
  for (let stop = 0; stop < STOPS_MAX; stop++) {
    await page.keyboard.press('Tab');
    if (await wanted.evaluate((element) =>
      element === document.activeElement)) {
      const { outlined, inView, name } = await focus(page);
      assert(outlined && inView, `${selector} (${name}): its focus is not seen`);
      return;
    }
  }
  assert.fail(`the Tab key does not come to ${selector}`);
}

const KEYBOARD = {
  name: 'keyboard',
  async type(page, words) {
    await tabTo(page, '#q');
    await page.keyboard.type(words);
    await page.keyboard.press('Enter');
  },
  async follow(page, selector) {
    await tabTo(page, selector);
    await page.keyboard.press('Enter');
  },
  async choose(page, selector, value) {
    await tabTo(page, selector);
    const select = page.locator(selector);
    const n = await select.locator('option').count();
    for (let i = 0; i < n && await select.inputValue() !== value; i++)
      await page.keyboard.press('ArrowDown');
    assert.equal(await select.inputValue(), value);
  },
};

/** Follows a link or sends a form, and waits for the page that comes. */
async function go(page, action) {
  await Promise.all([page.waitForEvent('load'), action]);
}

async function search(page, hand, world) {
  await page.goto(`${world.base}/`);
  await go(page, hand.type(page, QUERY));
  assert.equal(new URL(page.url()).pathname, '/search');
  assert.equal(await page.locator('#q').inputValue(), QUERY);
  const found = await total(page);
  assert(found > 20, `${found} paragraphs found`);
  return found;
}

function journey(name, body) {
  for (const script of [true, false])
    for (const hand of [MOUSE, KEYBOARD])
      test(`${name}, by ${hand.name}, script ${script ? 'on' : 'off'}`,
        (world) => withPage(world, { script },
          (page) => body(page, hand, world)));
}

journey('a year is chosen and cleared', async (page, hand, world) => {
  const all = await search(page, hand, world);
  const row = page.locator('.years tbody tr').nth(1);
  const year = await row.locator('th').innerText();
  const count = Number(await row.locator('td').first().innerText());
  assert(count > 0 && count < all);

  await go(page, hand.follow(page, `.years a:text-is("${year}")`));
  assert.equal(new URL(page.url()).searchParams.get('year'), year);
  assert.equal(await total(page), count);
  assert((await dates(page)).every((date) => date.startsWith(year)));
  // The other years are there to go on to.
  assert(await page.locator('.years tbody tr').count() > 1);

  await go(page, hand.follow(page, '.chosen a'));
  assert.equal(await total(page), all);
});

journey('kind and committee narrow', async (page, hand, world) => {
  const all = await search(page, hand, world);
  await hand.choose(page, '#by-kind', 'resolution');
  await go(page, hand.follow(page, '.filters button'));
  const resolutions = await total(page);
  assert(resolutions > 0 && resolutions < all, `${resolutions} resolutions`);
  const option = page.locator('#by-kind option:checked');
  assert.match(await option.innerText(),
    new RegExp(`^Resolution \\(${resolutions}\\)$`));

  const committee = await page.locator('#by-committee option').nth(1)
    .getAttribute('value');
  await hand.choose(page, '#by-committee', committee);
  await go(page, hand.follow(page, '.filters button'));
  const both = await total(page);
  assert(both > 0 && both <= resolutions);
  assert.equal(await page.locator('.chosen a').count(), 2);
  for (const hit of await page.locator('.hits > li').allInnerTexts())
    assert(hit.includes(committee) && /resolution/i.test(hit), hit);
});

journey('newest and oldest order the results', async (page, hand, world) => {
  const all = await search(page, hand, world);
  await go(page, hand.follow(page, '.sort a:text-is("Newest")'));
  const newest = await dates(page);
  assert.deepEqual(newest, [...newest].sort().reverse());
  assert.equal(
    await page.locator('.sort [aria-current]').innerText(), 'Newest');
  await go(page, hand.follow(page, '.sort a:text-is("Oldest")'));
  const oldest = await dates(page);
  assert.deepEqual(oldest, [...oldest].sort());
  assert(oldest[0] < newest[0]);
  assert.equal(await total(page), all);
});

journey('a paragraph is read in its place', async (page, hand, world) => {
  const all = await search(page, hand, world);
  const results = page.url();
  await go(page, hand.follow(page, '.hits li:nth-child(2) h2 a'));
  const seen = async () => {
    const { key, highlighted, inView, covered } = await target(page);
    assert.equal(`#${key}`, new URL(page.url()).hash);
    assert(highlighted, `${key} is not highlighted`);
    assert(inView, `${key} is not in view`);
    assert(!covered, `${key} begins below something else`);
  };
  const rank = async () =>
    (await page.locator('.walk').innerText()).match(/Result [\d,]+ of [\d,]+/)[0];
  await seen();
  assert.equal(await rank(), `Result 2 of ${all}`);
  const marks = await page.locator(':target mark').allInnerTexts();
  assert(marks.length === 0 || marks.every((mark) => /polic/i.test(mark)));

  await follow(page, hand, '.walk a[rel=next]');
  assert.equal(await rank(), `Result 3 of ${all}`);
  await seen();
  await follow(page, hand, '.walk a[rel=prev]');
  assert.equal(await rank(), `Result 2 of ${all}`);
  await seen();
  await follow(page, hand, '.walk a:text-is("Back to the results")');
  assert.equal(await total(page), all);
  assert.equal(await page.locator('#q').inputValue(), QUERY);

  await page.goto(results);
  await go(page, hand.follow(page, '.hits h2 a'));
  await page.goBack();
  assert.equal(page.url(), results);
  assert.equal(await total(page), all);
});

test('on a telephone each hit comes into view below what stays at the top',
  async (world) => {
    await withPage(world, { width: 360 }, async (page) => {
      await page.goto(`${world.base}/search?q=${QUERY}`);
      await go(page, page.locator('.hits h2 a').first().click());
      for (let i = 0; i < 5; i++) {
        const { key, highlighted, inView, covered } = await target(page);
        assert(highlighted && inView && !covered,
          `${key} of ${page.url()} is not seen`);
        await follow(page, MOUSE, '.walk a[rel=next]');
      }
    });
  });

/** The next hit may be in the same document, which is no new page. */
async function follow(page, hand, selector) {
  const href = await page.locator(selector).first().evaluate(
    (link) => link.href);
  await Promise.all([page.waitForURL(href), hand.follow(page, selector)]);
}

journey('the pages are turned', async (page, hand, world) => {
  const all = await search(page, hand, world);
  await go(page, hand.follow(page, '.pages a[rel=next]'));
  assert.equal(await page.locator('.hits').getAttribute('start'), '11');
  assert.match(await page.locator('.shown').innerText(), /^Showing 11 to 20$/);
  assert.equal(await total(page), all);
  assert.match(await page.locator('.pages [aria-current]').innerText(), /2$/);
  await go(page, hand.follow(page, '.pages a[rel=prev]'));
  assert.equal(await page.locator('.hits').getAttribute('start'), '1');
});

journey('the help has examples that work', async (page, hand, world) => {
  await page.goto(`${world.base}/`);
  await go(page, hand.follow(page, 'nav a:text-is("Help")'));
  assert.equal(await page.locator('h1').innerText(), 'How to ask');
  const links = page.locator('.help a');
  assert(await links.count() > 5);
  for (const href of await links.evaluateAll((all) =>
    all.map((link) => link.href)))
    assert.equal((await fetch(href)).status, 200, href);
  await go(page, hand.follow(page, '.help a'));
  assert.equal(new URL(page.url()).pathname, '/search');
});

journey('a slip can be mended where it was made',
  async (page, hand, world) => {
    await page.goto(`${world.base}/`);
    await go(page, hand.type(page, '"special constables" AND'));
    assert.equal(await page.locator('#q').inputValue(),
      '"special constables" AND');
    assert.match(await page.locator('main').innerText(), /character \d+/);
    await page.locator('#q').focus();
    await page.keyboard.press('End');
    await page.keyboard.type(' police');
    await go(page, page.keyboard.press('Enter'));
    assert.equal(typeof await total(page), 'number');
  });

test('the Tab key goes through the results in reading order, always seen',
  async (world) => {
    await withPage(world, {}, async (page) => {
      await page.goto(`${world.base}/search?q=${QUERY}`);
      const stops = await page.locator('a, button, input, select')
        .filter({ visible: true }).count();
      const seen = [];
      for (let i = 0; i < stops; i++) {
        await page.keyboard.press('Tab');
        const stop = await focus(page);
        assert(stop.outlined && stop.inView,
          `${stop.tag} ${stop.name}: its focus is not seen`);
        seen.push(stop);
      }
      assert.equal(seen[0].name, 'Skip to the content');
      const at = (name) => seen.findIndex((stop) => stop.name === name);
      const order = [at('Search the minutes'), at('Search'), at('Best match'),
        at('Next page'), at('Kind'), at('Committee'), at('Apply filters')];
      assert(order.every((place) => place > 0), String(order));
      assert.deepEqual(order, [...order].sort((a, b) => a - b));
      const results = seen.filter(({ isResult }) => isResult);
      assert.equal(results.length, 10);
      results.reduce((above, below) => {
        assert(above.y < below.y, `${below.name} comes too late`);
        return below;
      });
    });
  });

test('the first link skips to the content', async (world) => {
  await withPage(world, {}, async (page) => {
    await page.goto(`${world.base}/search?q=${QUERY}`);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    const { y } = await focus(page);
    const content = await page.locator('#content').boundingBox();
    assert(y >= content.y, 'the focus is above the content');
  });
});

test('a screen reader hears page, box, count and results', async (world) => {
  await withPage(world, {}, async (page) => {
    await page.goto(`${world.base}/search?q=${QUERY}`);
    const role = (name, options) => page.getByRole(name, options);
    assert.equal(await role('combobox', { name: 'Search the minutes' })
      .count(), 1);
    assert.equal(await role('search').count(), 1);
    assert.equal(await role('main').count(), 1);
    assert.equal(await role('heading', { level: 1 }).count(), 1);
    assert.equal(await role('heading', { level: 2, name: /¶|Resolution|note/i })
      .count() > 0, true);
    const table = role('table', { name: 'Paragraphs by year' });
    assert.equal(await table.count(), 1);
    assert(await table.getByRole('rowheader').count() > 2);
    assert.equal(await role('navigation', { name: 'Pages' }).count(), 1);
  });
});
