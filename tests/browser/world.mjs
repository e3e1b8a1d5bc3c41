// What the tests stand on: an index of corpora/minutes by the real indexer,
// the real searchd on a free port, Chromium, and an ear for what pages ask
// for and complain about.

import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

import { chromium } from 'playwright-core';

const build = process.env.top_builddir;
const source = process.env.top_srcdir;

// Milliseconds of one wait: those of a sanitized build on a busy machine.
const DEADLINE = 60_000;
const SANITIZER =
  /(Address|Leak|Thread|Memory|UndefinedBehavior)Sanitizer|runtime error:/;

const FLAGS = [
  '--no-sandbox', // as root, and in containers; the pages are our own
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

// What an intranet may set for itself.
const CONFIGURATION = `
[web]
title = Minutes of <Elm> & District
logo = Elmbourne
home-url = https://intranet.example/
home-text = Our intranet
accent = #7a1f3d
base-url = https://intranet.example/minutes
`;

export const WIDTHS = [360, 1280];
export const SCHEMES = ['light', 'dark'];

/** A running searchd; base is the address of its search box. */
class Daemon {
  constructor(args) {
    this.log = '';
    this.process = spawn(path.join(build, 'searchd/searchd'),
      ['--ready-fd', '3', ...args],
      { stdio: ['ignore', 'ignore', 'pipe', 'pipe'] });
    this.process.stderr.on('data', (data) => { this.log += data; });
    this.ended = new Promise((resolve) => {
      this.process.on('close', (code, signal) => resolve(code ?? signal));
    });
  }

  /** Until searchd has closed the descriptor of its readiness. */
  async ready() {
    let told = '';
    for await (const data of this.process.stdio[3])
      told += data;
    const address = /^http (.+)$/m.exec(told);
    assert(address, `searchd is not ready; it says:\n${this.log}`);
    this.base = `http://${address[1]}`;
    return this;
  }

  async stop() {
    this.process.kill('SIGTERM');
    const status = await this.ended;
    assert.equal(status, 0, `searchd ended with ${status}:\n${this.log}`);
    assert.doesNotMatch(this.log, SANITIZER);
  }
}

/** Everything, once; close() ends it and tells of leaks. */
export async function openWorld() {
  const folder = await mkdtemp(path.join(tmpdir(), 'minutiae-browser-'));
  const shots = path.join(build, 'tests/browser/shots');
  await mkdir(shots, { recursive: true });
  const index = path.join(folder, 'index');
  await promisify(execFile)(path.join(build, 'indexer/indexer'),
    ['--quiet', '--index', index, path.join(source, 'corpora/minutes')]);
  const configuration = path.join(folder, 'searchd.conf');
  await writeFile(configuration, CONFIGURATION);
  const start = (name, directory, ...more) => new Daemon(['--index', directory,
    '--listen', path.join(folder, name), '--http', '127.0.0.1:0',
    // Deadlines are another test's subject, and a sanitized build is slow.
    '--timeout', '30000', '--request-timeout', '60', ...more]).ready();
  const daemons = await Promise.all([
    start('full', index, '--home-url', '/intranet', '--home-text', 'Intranet'),
    start('empty', path.join(folder, 'none')),
    start('own', index, '--config', configuration),
  ]);
  const [full, empty, own] = daemons;
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM, args: FLAGS, timeout: DEADLINE });
  return {
    base: full.base,
    emptyBase: empty.base,
    ownBase: `${own.base}/minutes`,
    browser,
    shot: (name) => path.join(shots, `${name}.png`),
    async close() {
      await browser.close();
      await Promise.all(daemons.map((daemon) => daemon.stop()));
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** What went wrong on a page without anybody asking: requests to other
 * hosts, errors in the console, violations of the policy (which Chromium
 * reports there), exceptions. */
class Ear {
  constructor(page) {
    this.complaints = [];
    page.on('request', (request) => {
      const { hostname } = new URL(request.url());
      if (hostname !== '127.0.0.1')
        this.complaints.push(`a request to ${request.url()}`);
    });
    page.on('requestfailed', (request) => {
      const { errorText } = request.failure();
      // The icon of a page that was left already.
      if (errorText !== 'net::ERR_ABORTED')
        this.complaints.push(`${request.url()} failed: ${errorText}`);
    });
    page.on('pageerror', (error) => this.complaints.push(String(error)));
    page.on('console', (message) => {
      // That a page itself is a 404 is what its test is about.
      const own = message.location().url === page.url().split('#')[0] &&
        message.text().startsWith('Failed to load resource');
      if (['error', 'warning'].includes(message.type()) && !own)
        this.complaints.push(`${message.type()}: ${message.text()}`);
    });
  }

  silent() {
    assert.deepEqual(this.complaints, []);
  }
}

/** A page of its own context; body gets it. Afterwards nothing may have
 * complained. */
export async function withPage({ browser }, options, body) {
  const context = await browser.newContext({
    viewport: { width: options.width ?? 1280, height: 800 },
    colorScheme: options.scheme ?? 'light',
    javaScriptEnabled: options.script ?? true,
  });
  context.setDefaultTimeout(DEADLINE);
  try {
    const page = await context.newPage();
    const ear = new Ear(page);
    await body(page);
    ear.silent();
  } finally {
    await context.close();
  }
}
