// A search box that an intranet made its own: a name, colours and an address
// with a prefix, from a configuration file.

import assert from 'node:assert/strict';

import { total } from './reading.mjs';
import { test } from './tap.mjs';
import { withPage } from './world.mjs';

test('title, logo, the way back and colours are those configured',
  async (world) => {
    await withPage(world, {}, async (page) => {
      await page.goto(`${world.ownBase}/`);
      const title = 'Minutes of <Elm> & District';
      assert.equal(await page.title(), title);
      assert.equal(await page.locator('h1').innerText(), title);
      assert.equal(await page.locator('.brand').innerText(), 'Elmbourne');
      const back = page.getByRole('link', { name: 'Our intranet' });
      assert.equal(await back.getAttribute('href'),
        'https://intranet.example/');
      const button = page.locator('.box button');
      assert.equal(await button.evaluate((element) =>
        getComputedStyle(element).backgroundColor), 'rgb(122, 31, 61)');
    });
  });

test('below a prefix every link stays below it, and leads somewhere',
  async (world) => {
    await withPage(world, {}, async (page) => {
      const { origin } = new URL(world.ownBase);
      const seen = new Set();
      const collect = async () => {
        for (const href of await page.locator('[href], [src], form')
          .evaluateAll((all) => all.map((element) =>
            element.href || element.src || element.action)))
          if (href.startsWith(origin))
            seen.add(href.split('#')[0]);
      };
      page.on('request', (request) => seen.add(request.url().split('#')[0]));

      await page.goto(`${world.ownBase}/`);
      await collect();
      await page.locator('#q').fill('special constables');
      await Promise.all([page.waitForEvent('load'),
        page.locator('#q').press('Enter')]);
      assert(await total(page) > 10);
      await collect();
      await Promise.all([page.waitForEvent('load'),
        page.locator('.hits h2 a').first().click()]);
      assert.equal(await page.locator(':target').count(), 1);
      await collect();
      await page.goto(`${world.ownBase}/help`);
      await collect();

      assert(seen.size > 30, `${seen.size} addresses`);
      for (const href of seen) {
        assert(href.startsWith(`${world.ownBase}/`), href);
        assert.equal((await fetch(href)).status, 200, href);
      }
    });
  });

test('a citation has the public address', async (world) => {
  await withPage(world, {}, async (page) => {
    await page.goto(`${world.ownBase}` +
      '/d/police-and-crime-panel/2014-02-06-draft-plan#p4');
    await page.locator(':target summary').click();
    const words = await page.locator(':target').innerText();
    assert.match(words, new RegExp('https://intranet\\.example/minutes/d/' +
      'police-and-crime-panel/2014-02-06-draft-plan#p4'));
    assert.match(words, /Refreshed Police and Crime Plan 2014\/15/);
    assert.match(words, /paragraph 4/);
  });
});
