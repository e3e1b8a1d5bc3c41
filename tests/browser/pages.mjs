// Every page, looked at by itself: valid HTML, nothing that axe-core finds
// in light and dark, wide and narrow, no scrolling sideways; and its picture.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

import { HtmlValidate } from 'html-validate';

import { test } from './tap.mjs';
import { SCHEMES, WIDTHS, withPage } from './world.mjs';

const axe = await readFile(
  createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

// name, path, the status that it has; empty: of the daemon without an index.
const DOCUMENT = '/d/police-and-crime-panel/2014-02-06-draft-plan';
export const PAGES = [
  { name: 'home', path: '/' },
  { name: 'results', path: '/search?q=police' },
  { name: 'last-page', path: '/search?q=police&from=80' },
  { name: 'filtered',
    path: '/search?q=police&year=2014&kind=minute&sort=newest' },
  { name: 'relaxed', path: '/search?q=police+xyzzyplugh' },
  { name: 'nothing', path: '/search?q=xyzzyplugh&kind=minute' },
  { name: 'syntax', path: '/search?q=%22special+constables%22+AND',
    status: 400 },
  { name: 'document', path: `${DOCUMENT}?q=special+constables&hit=4#p4` },
  { name: 'document-alone', path: DOCUMENT },
  { name: 'similar', path: `/similar?id=${encodeURIComponent(
    'police-and-crime-panel/2014-02-06-draft-plan#p4')}` },
  { name: 'help', path: '/help' },
  { name: 'not-found', path: '/nothing/here', status: 404 },
  { name: 'no-document', path: '/d/nothing/here', status: 404 },
  { name: 'empty-home', path: '/', empty: true },
  { name: 'empty-results', path: '/search?q=police', empty: true,
    status: 503 },
];

const address = (world, { path, empty }) =>
  (empty ? world.emptyBase : world.base) + path;

/** What axe-core finds, a line for each. */
async function axeFindings(page) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate('axe.run()');
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ html, failureSummary }) =>
      `${id}: ${help}\n${html}\n${failureSummary}`));
}

async function scrollsSideways(page) {
  return page.evaluate(
    'document.documentElement.scrollWidth > innerWidth');
}

const validator = new HtmlValidate({
  extends: ['html-validate:standard', 'html-validate:recommended'],
});

for (const entry of PAGES) {
  test(`${entry.name}: its HTML is valid`, async (world) => {
    const reply = await fetch(address(world, entry));
    assert.equal(reply.status, entry.status ?? 200);
    const html = await reply.text();
    const report = await validator.validateString(html);
    const findings = report.results.flatMap(({ messages }) =>
      messages.map(({ line, column, ruleId, message }) =>
        `${line}:${column} ${ruleId}: ${message}\n` +
        html.split('\n')[line - 1]));
    assert.deepEqual(findings, []);
  });

  test(`${entry.name}: axe-core finds nothing, nothing is cut or complains`,
    async (world) => {
      for (const scheme of SCHEMES)
        for (const width of WIDTHS)
          await withPage(world, { scheme, width }, async (page) => {
            const where = `${entry.name} at ${width}, ${scheme}`;
            await page.goto(address(world, entry));
            assert.equal(await scrollsSideways(page), false,
              `${where} scrolls sideways`);
            await page.screenshot({
              path: world.shot(`${entry.name}-${width}-${scheme}`),
              fullPage: true });
            assert.deepEqual(await axeFindings(page), [], where);
          });
    });
}

test('no page scrolls sideways at 320 pixels, a zoom of 400 %',
  async (world) => {
    await withPage(world, { width: 320 }, async (page) => {
      for (const entry of PAGES) {
        await page.goto(address(world, entry));
        assert.equal(await scrollsSideways(page), false, entry.name);
      }
    });
  });

test('on paper there are results and paragraphs, and nothing to click',
  async (world) => {
    for (const name of ['results', 'document'])
      await withPage(world, {}, async (page) => {
        const entry = PAGES.find((candidate) => candidate.name === name);
        await page.goto(address(world, entry));
        await page.emulateMedia({ media: 'print' });
        await page.screenshot({ path: world.shot(`${name}-print`),
          fullPage: true });
        for (const part of ['form', 'button', '.walk', '.pages', '.skip'])
          for (const found of await page.locator(part).all())
            assert.equal(await found.isVisible(), false,
              `${part} is printed`);
        assert(await page.locator('h1').isVisible());
        const colour = await page.evaluate(
          'getComputedStyle(document.body).color');
        assert.equal(colour, 'rgb(0, 0, 0)');
      });
  });

test('a page of ten results is under 20 kB', async (world) => {
  const html = await (await fetch(`${world.base}/search?q=police`)).text();
  assert.equal(html.match(/<li[^>]*>\s*<h2>/g).length, 10);
  assert(Buffer.byteLength(html) < 20_000, `${Buffer.byteLength(html)} bytes`);
});
