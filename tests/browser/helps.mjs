// Help for who searches: completion as one types, what was meant, what has no
// match, groups, decisions, acronyms.

import assert from 'node:assert/strict';

import { total } from './reading.mjs';
import { test } from './tap.mjs';
import { withPage } from './world.mjs';

const find = (page, world, q, more = '') =>
  page.goto(`${world.base}/search?q=${encodeURIComponent(q)}${more}`);

async function follow(page, link) {
  await Promise.all([page.waitForEvent('load'), link.click()]);
}

/** The box of the empty page, with the list that opens below it. */
async function type(page, world, words) {
  await page.goto(`${world.base}/`);
  await page.locator('#q').pressSequentially(words);
  await page.getByRole('listbox').waitFor();
  return {
    box: page.getByRole('combobox', { name: 'Search the minutes' }),
    options: page.getByRole('option'),
  };
}

test('what is typed is completed, by keys', async (world) => {
  await withPage(world, {}, async (page) => {
    const { box, options } = await type(page, world, 'special const');
    assert.equal(await box.getAttribute('aria-expanded'), 'true');
    const first = await options.first().evaluate((option) =>
      option.firstChild.textContent);
    assert(first.startsWith('special const'), first);

    await page.keyboard.press('ArrowDown');
    assert.equal(await options.first().getAttribute('aria-selected'), 'true');
    assert.equal(await box.getAttribute('aria-activedescendant'),
      await options.first().getAttribute('id'));
    const completed = await box.inputValue();
    await page.keyboard.press('ArrowUp');
    assert.equal(await box.inputValue(), 'special const');
    assert.equal(await box.getAttribute('aria-activedescendant'), null);

    await page.keyboard.press('ArrowDown');
    await Promise.all([page.waitForEvent('load'),
      page.keyboard.press('Enter')]);
    assert.equal(new URL(page.url()).searchParams.get('q'), completed);
    assert(await total(page) > 0);
  });
});

test('Escape closes the completions and keeps what was typed',
  async (world) => {
    await withPage(world, {}, async (page) => {
      const { box } = await type(page, world, 'pol');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Escape');
      assert.equal(await page.getByRole('listbox').count(), 0);
      assert.equal(await box.inputValue(), 'pol');
      assert.equal(await box.getAttribute('aria-expanded'), 'false');
    });
  });

test('a completion is chosen with the mouse', async (world) => {
  await withPage(world, {}, async (page) => {
    const { options } = await type(page, world, 'pothol');
    await Promise.all([page.waitForEvent('load'), options.first().click()]);
    assert.equal(new URL(page.url()).pathname, '/search');
    assert(await total(page) > 0);
  });
});

for (const width of [360, 1280])
  test(`the open list fits ${width} pixels and its colours are legible`,
    async (world) => {
      await withPage(world, { width }, async (page) => {
        const { box } = await type(page, world, 'co');
        const list = await page.getByRole('listbox').boundingBox();
        const above = await box.boundingBox();
        assert(list.x >= 0 && list.x + list.width <= width);
        assert(list.y >= above.y + above.height);
        assert.equal(await page.evaluate(() =>
          document.documentElement.scrollWidth), width);
      });
    });

for (const script of [true, false]) {
  const name = `script ${script ? 'on' : 'off'}`;

  test(`a slip is named and leads to what was meant, ${name}`,
    async (world) => {
      await withPage(world, { script }, async (page) => {
        await find(page, world, 'special constibles');
        const notes = page.locator('.notes');
        assert.match(await notes.innerText(),
          /Nothing in the minutes has the word “constibles”/);
        assert.match(await notes.innerText(),
          /Did you mean special constables \(\d+ paragraphs\)\?/);
        const promised = Number(/\((\d+) paragraphs\)/.exec(
          await notes.innerText())[1]);
        await follow(page, notes.getByRole('link',
          { name: 'special constables' }));
        assert.equal(await total(page), promised);
      });
    });

  test(`an acronym finds its words, and can be taken as it is, ${name}`,
    async (world) => {
      await withPage(world, { script }, async (page) => {
        await find(page, world, 'CSE');
        const notes = page.locator('.notes');
        assert.match(await notes.innerText(),
          /CSE was also taken for “child sexual exploitation”/i);
        const wide = await total(page);
        await follow(page, notes.getByRole('link', { name: /exactly what/ }));
        assert(await total(page) < wide);
        assert.equal(await page.locator('.notes').count(), 0);
      });
    });

  test(`a paragraph leads to those like it, and back, ${name}`,
    async (world) => {
      await withPage(world, { script }, async (page) => {
        await page.goto(world.base +
          '/d/police-and-crime-panel/2014-02-06-draft-plan#p4');
        await follow(page, page.locator('#p4').getByRole('link',
          { name: 'Similar paragraphs to paragraph 4' }));
        assert.match(await page.locator('h1').innerText(),
          /^\d+ similar paragraphs$/);
        assert(await page.locator('.hits li').count() > 1);
        assert.equal(await page.locator('.hits a[href$="draft-plan#p4"]')
          .count(), 0);
        const all = await page.locator('h1').innerText();
        await follow(page, page.locator('.years a').first());
        assert.notEqual(await page.locator('h1').innerText(), all);
        await follow(page, page.locator('.like').getByRole('link'));
        assert.equal(new URL(page.url()).hash, '#p4');
      });
    });

  test(`results are grouped by document, ${name}`, async (world) => {
    await withPage(world, { script }, async (page) => {
      await find(page, world, 'special constables');
      const all = await total(page);
      await follow(page, page.getByRole('link',
        { name: 'One result a document' }));
      const words = await page.locator('h1').innerText();
      const found = /^(\d+) paragraphs found in (\d+) documents$/.exec(words);
      assert.equal(Number(found[1]), all);
      const documents = await page.locator('.hits h2 a').evaluateAll((links) =>
        links.map((link) => new URL(link.href).pathname));
      assert.equal(new Set(documents).size, documents.length);

      const more = page.locator('.more a').first();
      const others = Number(/^(\d+)/.exec(await more.innerText())[1]);
      await follow(page, more);
      assert.equal(await total(page), others + 1);
    });
  });

  test(`what was decided stands below a discussion, ${name}`,
    async (world) => {
      await withPage(world, { script }, async (page) => {
        await find(page, world, 'special constables');
        assert.equal(await page.locator('.decided').count(), 0);
        await follow(page, page.getByRole('link',
          { name: 'What was decided' }));
        const decided = page.locator('.decided').first();
        assert.match(await decided.innerText(), /RESOLVED|RECOMMENDED/);
        await follow(page, decided.getByRole('link').first());
        assert.equal(await page.locator(':target').count(), 1);
      });
    });

  test(`the words of title: are marked in the title, ${name}`,
    async (world) => {
      await withPage(world, { script }, async (page) => {
        await find(page, world, 'title:constabulary');
        assert.match(await page.locator('.hits h2 mark').first().innerText(),
          /constabulary/i);
      });
    });
}

test('without script the box is a plain search field', async (world) => {
  await withPage(world, { script: false }, async (page) => {
    await page.goto(`${world.base}/`);
    assert.equal(await page.getByRole('searchbox',
      { name: 'Search the minutes' }).count(), 1);
  });
});
